"""A hook for MkDocs: the site makes its lists, and neither pages nor downloads."""

from publications import pages


def on_startup(**_: object) -> None:
    """Leave the plugin nothing to add."""
    pages.pages = lambda *_: iter(())
    pages.downloads = lambda *_: iter(())
