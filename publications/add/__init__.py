"""Adding publications to refs.bib, from an identifier or from BibTeX.

1. `terminal` and `clipboard` read what is pasted. `recognise` tells identifiers, `fetch` asks the
   `services` for them, `answers` and `crossref_work` read what these say.
2. `clean` with `markup`, `capitals`, `people` and `addresses` makes it into `candidates`.
3. `planning` decides what becomes of each: `verdict` compares it with the entries there by their
   `identity`, `model.new_keys` makes its key, `merge` joins it with its preprint.
4. `placement` finds its place by the `order` of the file, `edit` changes the text, `difference`
   shows the change.
"""

from publications.add.answers import decoded
from publications.add.candidates import (
    Candidate,
    from_identifiers,
    from_paste,
    from_text,
)
from publications.add.merge import merged
from publications.add.planning import Plan, Request, WaysOut, plan

__all__ = [
    "Candidate",
    "Plan",
    "Request",
    "WaysOut",
    "decoded",
    "from_identifiers",
    "from_paste",
    "from_text",
    "merged",
    "plan",
]
