"""Hook of MkDocs for a site of lists, without pages of publications and downloads."""

from publications.pages import generated


def on_startup(**_: object) -> None:
    """Replace what makes pages and downloads, which has no switch and is not to be measured."""
    generated.pages = lambda *_: iter(())
    generated.downloads = lambda *_: iter(())
