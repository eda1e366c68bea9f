"""Publications of one `refs.bib`: Markdown pages, lists, downloads and metadata."""
