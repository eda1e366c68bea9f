"""A hook for MkDocs: the site makes its lists, and neither pages nor downloads."""

from publications.pages import generated


def on_startup(**_: object) -> None:
    """Leave the plugin nothing to add."""
    generated.pages = lambda *_: iter(())
    generated.downloads = lambda *_: iter(())
