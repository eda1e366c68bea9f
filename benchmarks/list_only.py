"""Hook of MkDocs for a site of lists, without pages of publications and downloads."""

from publications.builders import mkdocs_files


def on_startup(**_: object) -> None:
    """Replace what makes pages and downloads, which has no switch and is not to be measured."""
    for name in ("add", "add_pages", "add_redirects"):
        setattr(mkdocs_files, name, lambda *_: None)
