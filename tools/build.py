"""Builds the site beside the old one, looks at it, and puts it in the old one's place.

Usage: python -m tools.build BUILDER [--strict]

One build of a project runs at a time. What a killed one has left beside is removed by the next.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from publications import disk

SITE: Final = "site"
#: Name of a builder -> the modules that build a site, with their arguments.
_BUILDERS: Final[Mapping[str, Sequence[tuple[str, ...]]]] = {
    "mkdocs": [("mkdocs", "build")],
    "properdocs": [("properdocs", "build", "-f", "mkdocs.yml")],
    # Without --clean Zensical keeps a page that failed as it was.
    "zensical": [("publications", "generate", "docs"), ("zensical", "build", "--clean")],
}
#: What Zensical copies from a theme beside its assets.
_SETTINGS_OF_THEME: Final = "mkdocs_theme.yml"
#: How long another build is waited for, in seconds.
_PATIENCE: Final = 900


class BuildError(Exception):
    """A site that is not built: the message is one line, or empty where a builder has said why."""


def commands(builder: str, site_dir: str, *, strict: bool = False) -> Iterator[tuple[str, ...]]:
    """What is run, one module after the other, until one fails."""
    for command in _BUILDERS[builder]:
        yield (*command, "--strict") if strict else command
    yield ("publications", "verify", site_dir)


def build(root: Path, builder: str, *, strict: bool = False) -> None:
    """Build the site of the project in a folder.  Raises BuildError and OSError."""
    target = Path(os.path.realpath(root / SITE))  # where a link leads, which stays one
    if not (root / "mkdocs.yml").is_file():
        raise BuildError("mkdocs.yml is no file that can be read")
    if target.exists() and not target.is_dir():
        raise BuildError(f"{target} is not a folder")
    with _alone(root):
        _restore(target)
        disk.remove_leftovers(target.parent)
        new = disk.temporary(target.with_name(SITE))
        try:
            new.mkdir()
            _run(root, builder, new, strict=strict)
            if target.exists():
                shutil.copymode(target, new)
                _keep_hidden(target, new)
            _put(new, target)
        finally:
            shutil.rmtree(new, ignore_errors=True)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let no other build of a project run meanwhile.  Raises LockedError, OSError."""
    with ExitStack() as stack:
        try:
            stack.enter_context(disk.locked(root, 0))
        except disk.LockedError:
            print("Another build of this site is running; waiting for it", flush=True)
            stack.enter_context(disk.locked(root, _PATIENCE))
        yield


def _run(root: Path, builder: str, new: Path, *, strict: bool) -> None:
    """Run the builder, and look at what it has built.  Raises BuildError."""
    site_dir = os.path.relpath(new, root.resolve())
    if site_dir.startswith(os.pardir):
        site_dir = str(new)
    environment = os.environ | {"PUBLICATIONS_SITE_DIR": site_dir}
    for command in commands(builder, site_dir, strict=strict):
        if command[0] != "publications":
            print(f"python -m {' '.join(command)}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=root, env=environment, check=False
        )
        if done.returncode < 0:
            raise BuildError(f"{command[0]} was killed")
        if done.returncode:
            raise BuildError
        (new / _SETTINGS_OF_THEME).unlink(missing_ok=True)


def _keep_hidden(old: Path, new: Path, *, below_hidden: bool = False) -> None:
    """Hand on to the new site the hidden files that no builder makes, such as `.git`."""
    for source in sorted(old.iterdir()):
        target = new / source.name
        is_hidden = below_hidden or source.name.startswith(".")
        if source.is_dir() and not source.is_symlink():
            if os.path.lexists(target) and not target.is_dir():
                continue  # a file of the new site
            _keep_hidden(source, target, below_hidden=is_hidden)
            if is_hidden and not target.exists():
                target.mkdir(parents=True)
        elif is_hidden and not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(source, target)


def _link(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the file system has no second names."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _put(new: Path, target: Path) -> None:
    """Put the new site in the old one's place; the old one is at the new one's name then."""
    if not target.exists():
        new.rename(target)
    elif not disk.exchange(new, target):
        old = _aside(target)
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _aside(target: Path) -> Path:
    """Where the old site is for a moment, if the system cannot exchange two folders."""
    return disk.temporary(target.with_name(f"{SITE}.old"))


def _restore(target: Path) -> None:
    """Put an old site back that was moved aside when its build was killed."""
    if not target.exists():
        for old in sorted(target.parent.glob(f".{SITE}.old.*.new"))[:1]:
            old.rename(target)


def main(words: Sequence[str] | None = None) -> int:
    """Build the site of the working directory; the status is 1 where it stays as it was."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("builder", choices=sorted(_BUILDERS))
    parser.add_argument("--strict", action="store_true", help="warnings are errors")
    arguments = parser.parse_args(words)
    try:
        build(Path(), arguments.builder, strict=arguments.strict)
    except KeyboardInterrupt:
        return 130
    except BuildError as error:
        if str(error):
            print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        fact = str(error)
        if error.filename is not None:
            fact = f"{error.filename}: {error.strerror}"
        print(f"error: {fact}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
