"""The Python-Markdown extension: blocks of publications and citations in prose."""

from publications.markdown.blocks import PublicationsExtension, makeExtension

__all__ = ["PublicationsExtension", "makeExtension"]
