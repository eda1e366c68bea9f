extensions = ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["refs.bib"]
