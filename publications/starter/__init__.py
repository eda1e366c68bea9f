"""What a new site is made of, for somebody who has a BibTeX file, an ORCID or a name.

1. `orcid` asks for the name and the works of a record, `authors` finds the owner in a file.
2. `files` makes the files of the site, from the templates beside it.
"""

from publications.starter.authors import Guess, most_frequent, spellings
from publications.starter.files import Answers, site_files
from publications.starter.orcid import Record, RecordError, names_of, record_of

__all__ = [
    "Answers",
    "Guess",
    "Record",
    "RecordError",
    "most_frequent",
    "names_of",
    "record_of",
    "site_files",
    "spellings",
]
