"""Adding publications to refs.bib, from an identifier or from BibTeX.

`terminal` and `clipboard` read what is pasted. `recognise` tells identifiers, `fetch` asks the
`services`, `answers` and `crossref_work` read what they say. `clean` with `markup`, `capitals`,
`people` and `addresses` mends it into `candidates`. `planning` decides what becomes of them: `verdict`
compares them with what is there by their `identity`, `keys` makes keys, `merge` joins a preprint
and its published version, `placement` finds the place of each by the `order` of the file. `edit`
changes the text and `difference` shows the change.
"""

from publications.add.candidates import (
    Candidate,
    decoded,
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
