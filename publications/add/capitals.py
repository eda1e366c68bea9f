"""Capitals in titles: set right where all are capitals, and kept where they matter.

BibTeX's styles set titles in lower case but for what is in braces ("BibTeXing", 3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Words that stay in capitals when a title in capitals is set right, in their own spelling.
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
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z]+|.)")
_BEGINS: Final = re.compile(r"[:.?!\u2013\u2014]\s*[\"“({]*\Z")
# A capital letter alone, or with a number: `Vitamin C`, `L2`, `U-Net`; `A` and `I` are words.
_LETTER: Final = re.compile(r"[A-Z]\d|[B-HJ-Z]\Z|[A-Z]-")


def mend_capitals(text: str) -> str:
    """A title in capitals as `Words With Capitals`; any other as it is.

    Two words of four letters must be there: `JAMA` and `PLOS ONE` are names.
    """
    letters = _COMMAND.sub("", text)
    long = [word for word in _WORD.findall(letters) if len(word) > 3 and word.isupper()]
    if letters != letters.upper() or len(long) < 2 or len("".join(long)) < 10:
        return text
    parts = re.split(r"(\$[^$]*\$|\\(?:[A-Za-z]+|.))", text)
    start = True
    for place in range(0, len(parts), 2):
        parts[place] = "".join(_lowered(parts[place], start=start))
        start = start and not parts[place].strip()
    return "".join(parts)


def _lowered(text: str, *, start: bool) -> Iterator[str]:
    position = 0
    for found in _WORD.finditer(text):
        between = text[position : found.start()]
        start = (start and position == 0) or _BEGINS.search(between) is not None
        yield between
        word = found[0].lower()
        small = word in _SMALL and not start
        yield word if small else _NAMES.get(word) or word[0].upper() + word[1:]
        position = found.end()
    yield text[position:]


def protect(title: str) -> str:
    """The title with braces around acronyms and words with capitals within: `{LLMs}`, `{DNA}`.

    Words that bear braces, commands or maths already are left to whoever wrote them, and so is a
    title that is in capitals from end to end.
    """
    if " " in title and title == title.upper():
        return title
    return "".join(
        part if place % 2 or not _has_name(part) else _braced(part)
        for place, part in enumerate(_words(title))
    )


def _words(title: str) -> list[str]:
    """Words and, between them, blanks; what is in braces or between dollars holds together."""
    parts, depth, maths = [""], 0, False
    for place, char in enumerate(title):
        escaped = place and title[place - 1] == "\\"
        depth += (char == "{") - (char == "}")
        maths ^= char == "$" and not escaped
        blank = char in " ~" and depth <= 0 and not maths
        if blank == (len(parts) % 2 == 0):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _has_name(word: str) -> bool:
    if re.search(r"[{}\\$]", word):
        return False
    bare = word.strip("\"'`“”‘’«»()[].,:;?!*")
    parts = re.split(r"[-\u2010-\u2015/'’]", bare)
    within = any(char.isupper() for part in parts for char in part[1:])
    return within or _LETTER.match(bare) is not None


def _braced(word: str) -> str:
    """Braces around the word, quotation marks and punctuation outside."""
    found = re.fullmatch(r"([\"'`“”‘’«»(\[]*)(.*?)([\"'`“”‘’«»)\].,:;?!*]*)", word)
    return f"{found[1]}{{{found[2]}}}{found[3]}" if found and found[2] else word
