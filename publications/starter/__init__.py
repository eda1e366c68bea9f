"""What a new site is made of, for somebody who has a BibTeX file, an ORCID or a name.

1. `inputs` reads what is said. `orcid` asks for names and works of a record, `authors` finds
   names in a file, `owner` decides on one.
2. `files` makes the files of the site, from the templates in `files/`.
"""
