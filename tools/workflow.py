"""Runs what GitHub runs when something is pushed to main, and publishes into a folder.

`python -m tools.workflow FOLDER` clones the last commit of this repository and runs there the
`run:` lines of the jobs that `deploy` waits for in `.github/workflows/site.yml`. Where all of them
end well, FOLDER gets what GitHub Pages would get; where one fails, FOLDER stays as it is.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parent.parent
WORKFLOW: Final = ".github/workflows/site.yml"
#: What the expressions in `env:` stand for.
EXPRESSIONS: Final = {
    "needs.address.outputs.url": "https://owner.github.io/site",
    "github.server_url": "https://github.com",
    "github.repository": "owner/site",
}
_EXPRESSION: Final = re.compile(r"\$\{\{ *(.+?) *\}\}")
_UPLOAD: Final = "actions/upload-pages-artifact@"


@dataclass(frozen=True)
class Run:
    """One `run:` line, and the environment that the workflow gives it."""

    command: str
    env: dict[str, str]


def runs(repository: Path = ROOT) -> list[Run]:
    """The lines that run before `deploy` at a push to main, in their order."""
    return [
        Run(step["run"], {name: _value(text) for name, text in step.get("env", {}).items()})
        for step in _steps(repository)
        if "run" in step
    ]


def publish(
    repository: Path, pages: Path, prepare: Callable[[Path], object] = lambda _clone: None
) -> bool:
    """Run the lines in a clone; replace the folder `pages` if all of them succeed.

    `prepare` gets the clone before the first line, as the steps with `uses:` would.
    """
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", repository, clone], check=True)
        prepare(clone)
        for run in runs(clone):
            print(f"$ {run.command}", flush=True)
            if not _succeeds(run, clone):
                return False
        (upload,) = [s for s in _steps(clone) if s.get("uses", "").startswith(_UPLOAD)]
        shutil.rmtree(pages, ignore_errors=True)
        shutil.copytree(clone / upload["with"]["path"], pages)
    return True


def _succeeds(run: Run, clone: Path) -> bool:
    """Run a line as GitHub does (GitHub Docs, "Workflow syntax", `shell`)."""
    # A make that runs this program hands its variables on; GitHub's has none.
    inherited = {name: text for name, text in os.environ.items() if not _OF_MAKE.match(name)}
    done = subprocess.run(
        ["bash", "-e", "-c", run.command], cwd=clone, env=inherited | run.env, check=False
    )
    return done.returncode == 0


_OF_MAKE: Final = re.compile(r"MAKE|MFLAGS|STRICT\Z|PUBLICATIONS_|SITE_|EDIT_URL\Z|GIT_")


def _steps(repository: Path) -> Iterator[dict[str, Any]]:
    """The steps of the jobs that `deploy` waits for, without those of pull requests."""
    # BaseLoader, for which `on` is a word and not a truth.
    text = (repository / WORKFLOW).read_text("utf-8")
    jobs = yaml.load(text, Loader=yaml.BaseLoader)["jobs"]  # noqa: S506
    for name in _needed(jobs, "deploy"):
        for step in jobs[name]["steps"]:
            if "'pull_request'" not in step.get("if", ""):
                yield step


def _needed(jobs: dict[str, Any], name: str) -> list[str]:
    """The jobs that a job waits for, in the order they run."""
    needs = jobs[name].get("needs", [])
    direct = [needs] if isinstance(needs, str) else needs
    names: list[str] = []
    for job in direct:
        names += [other for other in (*_needed(jobs, job), job) if other not in names]
    return names


def _value(text: str) -> str:
    """A value with its expressions replaced.  Raises KeyError for one that is not known here."""
    return _EXPRESSION.sub(lambda match: EXPRESSIONS[match[1]], text)


def main() -> int:
    """Publish the last commit into the folder of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, metavar="FOLDER", help="what Pages would have")
    pages = parser.parse_args().pages
    if publish(ROOT, pages):
        print(f"published into {pages}")
        return 0
    print(f"not published; {pages} stays as it was", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
