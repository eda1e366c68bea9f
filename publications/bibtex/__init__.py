"""BibTeX files to entries with their places, and entries to BibTeX."""

from publications.bibtex.crossref import inherit
from publications.bibtex.entries import Entry, Field, distinct
from publications.bibtex.reader import read, read_data, read_file

__all__ = ["Entry", "Field", "distinct", "inherit", "read", "read_data", "read_file"]
