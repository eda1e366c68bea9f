"""The command `propose`: what registrars know, as one pull request of the workflow `watch`.

`ask FOLDER` writes into a folder what `watch` reports, `report.md`, and what it changes,
`refs.patch`, and says for the workflow whether it changes anything. `apply FOLDER` applies that
file, if it changes refs.bib and nothing else. `open FOLDER` commits that to a branch of its own,
and opens a pull request with the report as its text, or brings the open one up to date; where the
repository lets workflows open none, it is an issue with the change in it. The files are data:
nothing in them is run, nor printed, where GitHub might take a line for a command.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from publications import disk
from publications.commands import watch
from publications.output import complain, say

FILE: Final = "refs.bib"
_REPORT: Final = "report.md"
_PATCH: Final = "refs.patch"
BRANCH: Final = "watch/refs"
BASE: Final = "main"
TITLE: Final = "What registrars know and refs.bib does not"
AUTHOR: Final = "github-actions[bot]"
#: How `gh` may call the same author.
_LOGINS: Final = frozenset((AUTHOR, "github-actions", "app/github-actions"))
_MORE_FIELDS: Final = {"pr": ",isCrossRepository"}
EMAIL: Final = "41898282+github-actions[bot]@users.noreply.github.com"
# GitHub takes 65,536 characters; a patch of more bytes than this is no week's news.
_LONGEST_BODY: Final = 60_000
_LARGEST_PATCH: Final = 10_000_000
_CUT: Final = "\n\nThe rest is left out: it is too long.\n"
_CHANGED: Final = re.compile(r":(100644|100755) \1 [0-9a-f]+ [0-9a-f]+ M")


class RefusedError(Exception):
    """A change that is not proposed: says why."""


def ask(folder: Path, config: Path) -> bool:
    """Write report and change into a folder; whether there is a change.

    Where some registrar could not be asked the report says so, and what the others know is there.
    Raises RefusedError, CalledProcessError, and what `watch` raises.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _REPORT).unlink(missing_ok=True)
    watch.run(
        argparse.Namespace(
            config=config,
            report=folder / _REPORT,
            format="markdown",
            dry_run=False,
            counts=False,
        )
    )
    if not (folder / _REPORT).is_file():
        raise RefusedError("there is no report")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/")
    _run(
        "git",
        "diff",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        *prefixes,
        f"--output={folder.resolve() / _PATCH}",
    )
    return (folder / _PATCH).stat().st_size > 0


def apply(patch: Path) -> None:
    """Apply a patch of refs.bib to a clean checkout.  Raises RefusedError, and leaves it clean."""
    if patch.is_symlink() or not patch.is_file() or not 0 < patch.stat().st_size < _LARGEST_PATCH:
        raise RefusedError("there is no patch, or an empty or very large one")
    if _run("git", "status", "--porcelain"):
        raise RefusedError("the checkout is not clean")
    try:
        _run("git", "apply", "--index", "--whitespace=nowarn", str(patch.resolve()))
        _check()
    except (subprocess.CalledProcessError, RefusedError) as error:
        _run("git", "reset", "--quiet", "--hard", "HEAD")
        reason = "it does not apply"
        if isinstance(error, RefusedError):
            reason = str(error)
        raise RefusedError(f"the patch is refused: {reason}") from error


def _check() -> None:
    """Refuse all changes but one of the text of refs.bib.  Raises RefusedError."""
    changes = _run("git", "diff", "--cached", "--raw", "-z", "--no-renames", "HEAD")
    if not changes:
        raise RefusedError("it changes nothing")
    kind, name, *others = changes.rstrip("\0").split("\0")
    if name != FILE or others:
        raise RefusedError(f"it touches other files than {FILE}")
    if not _CHANGED.fullmatch(kind):
        raise RefusedError(f"it does not only change the text of {FILE}")


def propose(folder: Path) -> str:
    """Commit the change that was applied, and propose it; says what was done.

    Raises RefusedError.
    """
    try:
        report = disk.read_text(folder / _REPORT)
    except OSError as error:
        raise RefusedError("there is no report") from error
    _check()
    left = _push()
    if left:
        return left
    with tempfile.TemporaryDirectory() as beside:
        body = Path(beside) / "body.md"
        _write(body, _shortened(report))
        number = _number("pr", "--head", BRANCH)
        if number:
            _run("gh", "pr", "edit", number, "--body-file", str(body))
            return f"pull request {number} is up to date"
        words = ("--head", BRANCH, "--base", BASE, "--title", TITLE, "--body-file", str(body))
        try:
            _run("gh", "pr", "create", *words)
        except subprocess.CalledProcessError:
            return _open_issue(report, body)
    return "a pull request is open"


def _push() -> str:
    """Put the change on the branch; says why not, where somebody else works there."""
    theirs = _fetched()
    if theirs:
        authors = _run("git", "log", "--format=%ae", f"HEAD..{theirs}").split()
        if set(authors) - {EMAIL}:
            return f"the branch {BRANCH} has commits of other people, and is left as it is"
    identity = ("-c", f"user.name={AUTHOR}", "-c", f"user.email={EMAIL}")
    _run("git", *identity, "commit", "--quiet", "--no-verify", "--message", TITLE)
    if theirs and _tree(theirs) == _tree("HEAD") and _is_on_top(theirs):
        return ""
    helper = ("-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential")
    lease = f"--force-with-lease=refs/heads/{BRANCH}:{theirs}"
    _run("git", *helper, "push", "--quiet", lease, "origin", f"HEAD:refs/heads/{BRANCH}")
    return ""


def _fetched() -> str:
    """The last commit of the branch as the repository has it; empty where it has none."""
    listed = _run("git", "ls-remote", "origin", f"refs/heads/{BRANCH}").split()
    if not listed:
        return ""
    _run("git", "fetch", "--quiet", "origin", f"refs/heads/{BRANCH}")
    return listed[0]


def _tree(commit: str) -> str:
    """The content of a commit."""
    return _run("git", "rev-parse", f"{commit}^{{tree}}")


def _is_on_top(commit: str) -> bool:
    """Whether a commit is one above the base, so that it needs not be made anew."""
    return _run("git", "rev-parse", f"{commit}^") == _run("git", "rev-parse", "HEAD^")


def _open_issue(report: str, body: Path) -> str:
    """Open an issue with the report and the change, or bring the open one up to date."""
    change = _run("git", "diff", "--no-color", "HEAD^", "HEAD", "--", FILE)
    _write(body, _with_change(report, change))
    number = _number("issue")
    if number:
        _run("gh", "issue", "edit", number, "--body-file", str(body))
        return f"issue {number} is up to date"
    _run("gh", "issue", "create", "--title", TITLE, "--body-file", str(body))
    return "an issue is open, since workflows may open no pull request here"


def _number(kind: str, *filters: str) -> str:
    """The number of the open pull request or issue; empty where there is none."""
    fields = f"number,title,author{_MORE_FIELDS.get(kind, '')}"
    words = ("list", "--state", "open", "--limit", "200", "--json", fields, *filters)
    listed: list[dict[str, Any]] = json.loads(_run("gh", kind, *words) or "[]")
    numbers = (str(int(each["number"])) for each in listed if _is_ours(each))
    return next(numbers, "")


def _is_ours(listed: Mapping[str, Any]) -> bool:
    """Whether an open pull request or issue is that of this workflow, and not made to look so."""
    if listed["author"]["login"] not in _LOGINS or listed.get("isCrossRepository"):
        return False
    return "isCrossRepository" in listed or bool(listed["title"] == TITLE)


def _with_change(report: str, change: str) -> str:
    """The report with the change below it, in a block of code that nothing in it ends."""
    runs = re.findall("`+", change)
    fence = "`" * max(3, 1 + max(map(len, runs), default=0))
    block = f"\n\n{fence}diff\n{change}\n{fence}\n"
    if len(block) > _LONGEST_BODY:
        block = f"\n\nThe change is on the branch `{BRANCH}`.\n"
    return _shortened(report, _LONGEST_BODY - len(block)) + block


def _shortened(report: str, length: int = _LONGEST_BODY) -> str:
    """The report as far as GitHub takes it, cut at the end of a line, with a line that says so.

    >>> _shortened("On Sand", 100)
    'On Sand'
    """
    if len(report) <= length:
        return report
    return report[: max(length - len(_CUT), 0)].rpartition("\n")[0] + _CUT


def _run(*command: str) -> str:
    """What a command prints.  Raises CalledProcessError; its words stay out of the log."""
    done = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", errors="replace"
    )
    return done.stdout.strip("\n")


def _write(path: Path, text: str) -> None:
    """Write a text that another step reads; halves of characters in it are question marks."""
    disk.write(path, text.encode("utf-8", "replace"), sync=False)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "What the workflow `watch` runs: ask registrars, apply what they know in another job, and"
        " open a pull request by `gh`."
    )
    parser.add_argument("step", choices=("ask", "apply", "open"))
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="what one job hands to the other"
    )


def run(arguments: argparse.Namespace) -> int:
    """Ask, apply or propose; 1 with one line where that is refused or fails."""
    folder: Path = arguments.folder
    try:
        if arguments.step == "ask":
            say(f"changed={str(ask(folder, arguments.config)).lower()}")
        elif arguments.step == "apply":
            apply(folder / _PATCH)
            say(f"the patch changes {FILE} only, and is applied")
        else:
            say(propose(folder))
    except RefusedError as error:
        complain(f"error: {error}")
        return 1
    except subprocess.CalledProcessError as error:
        complain(f"error: {' '.join(error.cmd[:3])} failed")
        return 1
    return 0
