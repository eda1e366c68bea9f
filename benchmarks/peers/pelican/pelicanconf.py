PATH = "."
SITENAME = "Test"
TIMEZONE = "UTC"
PYBTEX_SOURCES = ["refs.bib"]
