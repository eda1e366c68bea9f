"""What citations become: footnotes with the reference, and a report of unknown keys.

Where mkdocs-bibtex is among the plugins it asks the `Registry`; where it is not, the Markdown
extension does the same. Both leave a mark in a footnote, which the extension fills with the
rendered reference. mkdocs-bibtex is not imported: its classes are known by their methods, and a
site without it must build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Final

from publications.diagnostics import did_you_mean, quote
from publications.markdown.citations import Citation, CitationBlock, parse
from publications.pages.build import Conversion

#: The code of all findings about citations.
CODE: Final = "wrong-citation"
#: What a footnote holds until the text of the reference goes in.
REFERENCE_MARK: Final = "\u27e6publication:{slug}\u27e7"
_MOST_SUGGESTIONS: Final = 20


def unknown(key: str) -> str:
    """Message about a key that no publication has."""
    return f"no publication has the key {quote(key)}"


def suggestions(cited: Iterable[str], keys: Collection[str]) -> dict[str, str]:
    """The question for each cited key that is none of the `keys` whether it is meant as one.

    Only the first of them are compared with all keys, which takes time.

    >>> suggestions(["mai2019", "mai2109"], {"mai2019"})
    {'mai2109': "did you mean 'mai2019'?"}
    """
    missing = dict.fromkeys(key for key in cited if key not in keys)
    return {key: did_you_mean(key, keys) for key in islice(missing, _MOST_SUGGESTIONS)}


class Registry:
    """mkdocs-bibtex's `ReferenceRegistry`, answered from the bibliography of a build.

    mkdocs-bibtex replaces each block by its `inline_text`, and appends a footnote for each of the
    block's citations.
    """

    def __init__(self, conversion: Conversion, footnote_format: str = "{key}") -> None:
        self.conversion = conversion
        self.footnote_format = footnote_format

    def validate_citation_blocks(self, citation_blocks: Sequence[CitationBlock]) -> None:
        """Read each block as `parse` does, leave it its known keys, report each unknown one.

        mkdocs-bibtex calls this once a page, and asks for the texts of what is left afterwards.
        """
        by_key = self.conversion.build.bibliography.by_key
        cited: list[str] = []
        for block in citation_blocks:
            written = parse(block.raw)
            block.citations[:] = [citation for citation in written if citation.key in by_key]
            cited += [citation.key for citation in written if citation.key not in by_key]
        self._report(cited)

    def _report(self, keys: Sequence[str]) -> None:
        """Report unknown keys, unless a finding with the line in the page's file did.

        The latter are those of `citation_check`, which sees only what is written in the file.
        """
        bibliography = self.conversion.build.bibliography
        told = {
            finding.message
            for finding in bibliography.diagnostics
            if finding.code == CODE and finding.path.partition("/")[2] == self.conversion.page
        }
        hints = suggestions(keys, bibliography.by_key)
        for key in dict.fromkeys(keys):
            message = unknown(key)
            if message not in told:
                self.conversion.doubtful(f"{message} ({hints.get(key) or 'add its entry'})")

    def validate_inline_references(self, inline_references: Iterable[object]) -> set[object]:
        """None: a bare `@key` is not a citation here, since e-mail addresses and code hold them."""
        return set()

    def inline_text(self, citation_block: CitationBlock) -> str:
        """A footnote mark for each key; with words before or after it, in parentheses.

        `[^a][^b]` of `[@a; @b]`, and `(see [^a]; [^b])` of `[see @a; @b]`.
        A block without a known key, and a key that is not known, stay as they were written.
        """
        if not citation_block.citations:
            return str(citation_block)
        citations = parse(citation_block.raw)
        marks = list(map(self._mark, citations))
        marks_in_words = list(map(_with_words, marks, citations))
        if marks_in_words == marks:
            return "".join(marks)
        return f"({'; '.join(marks_in_words)})"

    def _mark(self, citation: Citation) -> str:
        """The mark of the footnote; the citation as it was written where its key is not known."""
        if citation.key in self.conversion.build.bibliography.by_key:
            return f"[^{self.label(citation)}]"
        return f"[@{citation.key}]"

    def label(self, citation: Citation) -> str:
        """What a footnote is called: the key, or as `footnote_format` has it."""
        return self.footnote_format.format(key=citation.key)

    def reference_text(self, citation: Citation) -> str:
        """The text of the footnote: a mark for the Markdown extension to fill."""
        return REFERENCE_MARK.format(
            slug=self.conversion.build.bibliography.by_key[citation.key].slug
        )


def _with_words(mark: str, citation: Citation) -> str:
    """A footnote mark between the words before and after it; a comma follows it directly.

    >>> _with_words("[^a]", *parse("see @a, p. 3")), _with_words("[^a]", *parse("@a and others"))
    ('see [^a], p. 3', '[^a] and others')
    """
    text = f"{citation.prefix} {mark}".lstrip()
    if citation.suffix.startswith(","):
        return text + citation.suffix
    return f"{text} {citation.suffix}".rstrip()
