"""What registrars know of the owner's publications and refs.bib does not.

1. `gathering` asks, through `asking`, ORCID, dblp, arXiv, Crossref and OpenAlex, whose modules make
   `work`s of the answers.
2. `recognise`, with `similar`, tells which entry a work is; `byline` whether a new one is the
   owner's.
3. `proposals` decides what to propose: of each entry what `facts` tell, with `comparison`, and
   nothing that is `ignored`; `run` has `add` make changes of the file of it, and a `report`.
"""
