"""Capitals in titles: mended where all letters are capitals, and kept where they matter.

BibTeX's styles set titles in lower case but for what is in braces ("BibTeXing", 3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publications.tex import braces

#: Words that stay in capitals when a title in capitals is mended, in their own spelling.
_NAMES: Final = {
    word.lower(): word
    for word in (
        "2D", "3D", "4D", "AAAI", "ACL", "ACM", "AI", "API", "AR", "ASR", "BERT", "CNN",
        "CNNs", "COVID", "CPU", "CT", "CVF", "CVPR", "DNA", "DNN", "DNNs", "ECCV", "ECG",
        "EEG", "EMNLP", "FPGA", "GAN", "GANs", "GNN", "GPS", "GPT", "GPU", "GPUs", "HIV",
        "HMM", "HTTP", "ICCV", "ICLR", "ICML", "IEEE", "IoT", "LIDAR", "LLM", "LLMs",
        "LSTM", "MCMC", "ML", "MRI", "mRNA", "NASA", "NLP", "OCR", "PCA", "PDE", "PET",
        "QA", "RF", "RGB", "RNA", "RNN", "SAR", "SLAM", "SQL", "SVM", "TV", "UAV", "UAVs",
        "UK", "US", "USA", "VAE", "VQA", "VR", "XML", "II", "III", "IV", "VI", "VII",
        "VIII",
    )
}  # fmt: skip
_SMALL: Final = frozenset((
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
    "or", "over", "per", "the", "to", "via", "vs", "with",
))  # fmt: skip
#: How many letters the longer words of a title in capitals have together.
_FEWEST_LETTERS: Final = 10
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z]+|.)")
_MATHS_OR_COMMAND: Final = re.compile(r"(\$[^$]*\$|\\(?:[A-Za-z]+|.))")
#: The end of a text after which a sentence begins.
_SENTENCE: Final = re.compile(r"[:.?!\u2013\u2014]\s*[\"“({]*\Z")
#: A capital letter alone, or with a number: `Vitamin C`, `L2`, `U-Net`; `A` and `I` are words.
_LETTER: Final = re.compile(r"[A-Z]\d|[B-HJ-Z]\Z|[A-Z]-")
_MARKUP: Final = re.compile(r"[{}\\$]")
#: What tells where a word ends; a dollar after a backslash is none of maths.
_BETWEEN_WORDS: Final = re.compile(r"\\\$|[{}$]|(?P<blanks>[ ~]+)")
_HYPHEN: Final = re.compile(r"[-\u2010-\u2015/'’]")
_PUNCTUATION: Final = "\"'`“”‘’«»()[].,:;?!*"
#: Quotation marks and punctuation before a word, and after it.
_BEFORE: Final = "\"'`“”‘’«»(["
_AFTER: Final = "\"'`“”‘’«»)].,:;?!*"


def mend_capitals(text: str) -> str:
    """A title in capitals as `Words With Capitals`; any other as it is.

    What is in maths or is a command of TeX stays.

    >>> mend_capitals("A HISTORY OF SAND AND DNA")
    'A History of Sand and DNA'
    >>> mend_capitals("PLOS ONE")
    'PLOS ONE'
    """
    if not _is_in_capitals(_COMMAND.sub("", text)):
        return text
    parts = _MATHS_OR_COMMAND.split(text)
    begins = True
    for number in range(0, len(parts), 2):
        words = parts[number]
        parts[number] = "".join(_lowered(words, begins=begins))
        if words.strip():
            begins = False
    return "".join(parts)


def _is_in_capitals(letters: str) -> bool:
    """Whether all letters are capitals, and make a title.

    Two words of four letters must be in it: `JAMA` and `PLOS ONE` are names.
    """
    if letters != letters.upper():
        return False
    words = filter(str.isupper, _WORD.findall(letters))
    long = [word for word in words if len(word) >= len("four")]
    return len(long) > 1 and len("".join(long)) >= _FEWEST_LETTERS


def _lowered(text: str, *, begins: bool) -> Iterator[str]:
    """The words in small letters but for capitals; `begins`: the title begins with this text."""
    position = 0
    for match in _WORD.finditer(text):
        between = text[position : match.start()]
        yield between
        begins_sentence = _SENTENCE.search(between) is not None
        yield _spelled(match[0].lower(), first=begins or begins_sentence)
        begins = False
        position = match.end()
    yield text[position:]


def _spelled(word: str, *, first: bool) -> str:
    """A word of a title, of which it may be the first.

    >>> _spelled("of", first=False), _spelled("of", first=True), _spelled("dna", first=False)
    ('of', 'Of', 'DNA')
    """
    if word in _SMALL and not first:
        return word
    return _NAMES.get(word, word[0].upper() + word[1:])


def protect(title: str) -> str:
    """The title with braces around acronyms and words with capitals within: `{LLMs}`, `{DNA}`.

    Words with braces, commands or maths are as their author wants them, and so is a title that is
    in capitals from end to end.

    >>> protect("Reading DNA with {large} LLMs")
    'Reading {DNA} with {large} {LLMs}'
    """
    if " " in title and title == title.upper():
        return title
    return "".join(map(_protected, _words(title)))


def _words(title: str) -> Iterator[str]:
    """Words and the blanks between them; text in braces or between dollars holds together."""
    start = 0
    in_maths = False
    for token, depth in braces.with_depths(_BETWEEN_WORDS.finditer(title)):
        if token[0] == "$":
            in_maths = not in_maths
        elif token["blanks"] and not depth and not in_maths:
            yield title[start : token.start()]
            yield token[0]
            start = token.end()
    yield title[start:]


def _protected(word: str) -> str:
    """A word in braces, punctuation outside, if it is a name or an acronym."""
    bare = word.lstrip(_BEFORE).rstrip(_AFTER)
    if not bare or not _has_name(word):
        return word
    before, after = word.split(bare, maxsplit=1)
    return f"{before}{{{bare}}}{after}"


def _has_name(word: str) -> bool:
    """Whether a word has a capital after its first letter, or is a capital letter.

    Both parts of `Graph-Based` may begin with one.

    >>> _has_name("eBay"), _has_name("L2"), _has_name("Graph-Based")
    (True, True, False)
    """
    if _MARKUP.search(word):
        return False
    bare = word.strip(_PUNCTUATION)
    if _LETTER.match(bare):
        return True
    after_first = "".join(part[1:] for part in _HYPHEN.split(bare))
    return after_first != after_first.lower()
