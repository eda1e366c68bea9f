"""What registrars know of the owner's publications and refs.bib does not.

1. `gathering` asks, through `asking`, ORCID, dblp, arXiv, Crossref and OpenAlex, whose modules make
   `work`s of the answers.
2. `recognise` tells which entry a work is, `byline` whether a new one is the owner's.
3. `proposals`, with `comparison` and `ignored`, decides what to propose; `run` has `add` make
   changes of the file of it, and a `report`.
"""
