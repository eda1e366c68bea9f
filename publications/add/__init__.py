"""Adding publications to refs.bib, from an identifier or from BibTeX.

`fetch` asks the services and `answers` reads what they say; `clean` with `capitals` and `markup`
mends it; `candidates` decides what to add, merge or refuse; `edit` writes it, and leaves the
rest of the file as it was.
"""

from publications.add.candidates import Candidate, Plan, from_identifiers, from_text, merged, plan

__all__ = ["Candidate", "Plan", "from_identifiers", "from_text", "merged", "plan"]
