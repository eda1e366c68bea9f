"""A preview under many saves, good and bad: whether it tells each, how fast it answers, its memory.

As a program it saves at random and prints figures (Linux):

    python -m tests.soak --saves 200 --seed 1
"""

from __future__ import annotations

import argparse
import html
import random
import re
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import copy_project
from tests.waiting import PATIENCE

PAGES = ("/", "/publications/", "/service/", "/nowhere/")
#: Seconds that an answer may take.
LIMIT = 2.0
_FAULT = re.compile(r'class="site-findings__|<title>Not built<')

Edit = Callable[[bytes], bytes | None]


def appended(text: str | bytes) -> Edit:
    """An edit that adds to the end of a file."""
    data = text.encode() if isinstance(text, str) else text
    return lambda content: content + data


def becomes(data: bytes | None) -> Edit:
    """An edit that writes something else, or removes the file."""
    return lambda _: data


def replaced(old: str, new: str) -> Edit:
    """An edit of a word that is in the file."""
    return lambda content: content.replace(old.encode(), new.encode(), 1)


@dataclass(frozen=True)
class Save:
    """A change of a file, and what some page says then: of a bad one what is wrong."""

    path: str
    edit: Edit
    told: str
    good: bool = False


_ENTRY = "\n@article{%s, title = {New}, author = {Ekholm, Marit}, journal = {J}, year = 2020}\n"
SAVES = (
    Save("refs.bib", appended(_ENTRY % "good"), "New</", good=True),
    Save("refs.bib", appended("\n@article{half, title = {"), "error: syntax: "),
    Save("refs.bib", appended(_ENTRY % ("k" * 300)), "New</", good=True),
    Save("refs.bib", becomes(None), "error: missing-file: "),
    Save("refs.bib", becomes("@misc{a}".encode("utf-16")), "error: not-utf-8: "),
    Save("docs/service.md", appended("\nA sentence.\n"), "A sentence.", good=True),
    Save(
        "docs/service.md", becomes(b"# S\n\nCaf\xe9\n"), "docs/service.md:3:4: error: not-utf-8: "
    ),
    Save("docs/service.md", becomes(b"---\ntitle: [a\n---\n"), "the front matter is not YAML"),
    Save("docs/service.md", becomes(b"---\ntemplate: 3\n---\n"), "is 3 (allowed: a file name)"),
    Save("docs/service.md", becomes(b"---\ntemplate: no.html\n---\n"), "there is no template"),
    Save("docs/service.md", appended("\n/// publication | nokey\n///\n"), "no publication"),
    Save("docs/index.md", appended("\n## A new section\n"), "A new section", good=True),
    Save("overrides/main.html", appended("{% if"), "main.html:"),
    Save("overrides/main.html", appended(b"\xff"), "not UTF-8"),
    Save(
        "overrides/main.html",
        appended("{% block content %}{{ a.b.c }}{% endblock %}"),
        "is undefined",
    ),
    Save("overrides/main.html", becomes(b"{% extends 'gone.html' %}"), "there is no template"),
    Save("overrides/publications/item.html", becomes(b"<li>{{ 1 + 'a' }}</li>"), "item.html:1: Ty"),
    Save(
        "overrides/publications/item.html", becomes(bytes(range(256))), "item.html:2:118: not UTF"
    ),
    Save("overrides/publications/list.html", becomes(b"<ol><li></ol>"), "not well-formed"),
    Save("mkdocs.yml", replaced("\nnav:\n", "\nnav: [\n"), "mkdocs.yml:"),
    Save("mkdocs.yml", becomes(None), "mkdocs.yml does not exist"),
    Save("mkdocs.yml", replaced("extra:\n", "extra: 3\nother:\n"), "mkdocs.yml: Config value"),
    Save("publications.lock", becomes(b"/publications/gone/\n"), "error: lost-address: "),
    Save("publications.lock", becomes(b"\xff\xfe/"), "error: not-utf-8: "),
)


def answers(address: str, save: Save | None) -> Iterator[tuple[str, float]]:
    """Ask for pages until one tells what it should, or none tells a fault; each and its time."""
    texts: list[str] = []
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        texts = []
        for page in PAGES:
            start = time.monotonic()
            texts.append(_get(address + page))
            yield page, time.monotonic() - start
        told = [text for text in texts if _FAULT.search(text)]
        if save is None or save.good:
            fine = not told and all("</h1>" in text for text in texts[:3])
            if fine and (save is None or any(save.told in text for text in texts)):
                return
        elif any(save.told in html.unescape(text) for text in told):
            return
        time.sleep(0.05)
    raise AssertionError(f"not told in {PATIENCE} s: {save}\n{texts[0][-2000:]}")


def soak(project: Path, address: str, saves: Iterable[Save]) -> Iterator[tuple[Save, float]]:
    """Make each save and take it back; each with the longest time of an answer."""
    for save in saves:
        path = project / save.path
        good = path.read_bytes() if path.exists() else None
        _write(path, save.edit(good or b""))
        times = [seconds for _, seconds in answers(address, save)]
        _write(path, good)
        times += [seconds for _, seconds in answers(address, None)]
        yield save, max(times)


def _write(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


def _get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            text: bytes = answer.read()
    except urllib.error.HTTPError as error:
        text = error.read()
    except OSError as error:  # before the preview listens
        return str(error)
    return text.decode()


def _memory(process: int | None) -> int:
    """Megabytes of memory that a process has."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) // 1024


def main() -> None:
    """Save at random and print figures."""
    from tests.test_plugin import serving

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    saves = random.Random(arguments.seed).choices(SAVES, k=arguments.saves)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        with serving(project) as (address, process):
            list(answers(address, None))
            times: list[float] = []
            for save, seconds in soak(project, address, saves):
                times.append(seconds)
                if len(times) % 20 == 1:
                    print(f"{len(times)} saves: {_memory(process.pid)} MB", flush=True)
                if seconds > LIMIT:
                    print(f"{seconds:.1f} s: {save.path}: {save.told or 'good'}", flush=True)
            print(f"{len(times)} saves: {_memory(process.pid)} MB")
    times.sort()
    print(f"longest answer after a save: median {times[len(times) // 2]:.2f} s, {times[-1]:.2f} s")


if __name__ == "__main__":
    main()
