"""The command line: `python -m publications`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from publications import (
    add,
    bibtex,
    build,
    built,
    changes,
    diagnostics,
    generate,
    library,
    lock,
    options,
    pages,
)
from publications.add.edit import BibFile, EditError
from publications.add.fetch import Services
from publications.generate import GenerateError
from publications.library import Library
from publications.options import Options, OptionsError

_FORMATS = {
    "text": diagnostics.as_text,
    "github": diagnostics.as_github,
    "json": diagnostics.as_json,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0, 1 for findings that stop a build, 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog="python -m publications", description="Publications from BibTeX."
    )
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="FILE")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="name what is wrong in BibTeX files")
    check.add_argument("files", nargs="*", metavar="FILE", help="default: bib_file of mkdocs.yml")
    check.add_argument("--strict", action="store_true", help="exit status 1 on warnings as well")
    check.add_argument("--format", choices=sorted(_FORMATS), default="text")
    check.set_defaults(run=_check)
    _add_command(commands.add_parser("add", help="add publications to a BibTeX file"))
    urls = commands.add_parser("lock-urls", help=f"write every address into {lock.NAME}")
    urls.set_defaults(run=_lock_urls)
    changed = commands.add_parser("changes", help="what a change does, as Markdown")
    changed.add_argument("before", type=Path, help="a BibTeX file, or a folder with a mkdocs.yml")
    changed.add_argument("after", type=Path, nargs="?", default=Path(), help="default: here")
    changed.set_defaults(run=_changes)
    _generate_command(
        commands.add_parser("generate", help="write pages and downloads for other site builders")
    )
    finished = commands.add_parser("built", help="name what is wrong in a finished site")
    finished.add_argument("site_dir", type=Path, metavar="DIR", help="the folder of the site")
    finished.add_argument("--format", choices=sorted(_FORMATS), default="text")
    finished.set_defaults(run=_built)
    given = parser.parse_args(arguments)
    try:
        status = int(given.run(given))
        sys.stdout.flush()  # here, where it is known what to do if nobody reads on
        return status
    except BrokenPipeError:  # `check | head`; Python would complain again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    except OptionsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _check(given: argparse.Namespace) -> int:
    """Print all findings of the files, or of what mkdocs.yml names."""
    if not given.files:
        settings = options.find(given.config)
        found = generate.load(settings, settings.docs_dir)
        place = build.site(settings), settings.root, settings.docs_dir
        found = found.with_findings(lock.unlocked(found, *place))
    else:
        docs_dir, chosen = None, Options()
        if given.config.exists():
            settings = options.find(given.config)
            docs_dir, chosen = settings.docs_dir, settings.options
        chosen = replace(chosen, bib_file=tuple(given.files))
        found = library.load(Path(), chosen, docs_dir)
    printed = _FORMATS[given.format](found.diagnostics)
    if printed:
        print(printed)
    if given.format == "text":
        counted = {
            "publication": len(found.publications),
            "error": len(found.errors),
            "warning": len(found.warnings),
        }
        said = (f"{number} {word}{'' if number == 1 else 's'}" for word, number in counted.items())
        print(", ".join(said), file=sys.stderr)
    return 1 if found.errors or (given.strict and found.warnings) else 0


def _changes(given: argparse.Namespace) -> int:
    """Print what the publications of two files or sites differ in."""
    print(changes.summary(_publications(given.before), _publications(given.after)), end="")
    return 0


def _publications(path: Path) -> Library:
    """The library of a BibTeX file, or of the site in a folder."""
    if path.is_dir():
        settings = options.find(path / "mkdocs.yml")
        return library.load(settings.root, settings.options)
    if not path.exists():
        raise OptionsError(f"{path} does not exist")
    return library.load(Path(), Options(bib_file=(str(path),)))


def _lock_urls(given: argparse.Namespace) -> int:
    """Add new addresses to the lock; 1 for findings, and no change for those of refs.bib."""
    settings = options.find(given.config)
    place = build.site(settings), settings.root, settings.docs_dir
    found = library.load(settings.root, settings.options, settings.docs_dir)
    if not found.errors:
        known, new = lock.write(found, *place)
        print(f"{lock.NAME}: {known} address{'' if known == 1 else 'es'}, {new} new")
        found = lock.guarded(found, *place)
    if found.errors:
        print(diagnostics.as_text(found.errors), file=sys.stderr)
    return 1 if found.errors else 0


def _generate_command(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Write the pages of publications and the downloads below a docs folder, for site builders"
        " that run no plugin, and remove those of before. Other files are not touched."
    )
    command.add_argument("docs_dir", type=Path, metavar="DIR", help="the docs folder")
    command.add_argument("--bib", metavar="FILE", help="default: bib_file of mkdocs.yml")
    command.add_argument("--strict", action="store_true", help="exit status 1 on warnings as well")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--watch", action="store_true", help="again at each change, without end")
    how.add_argument("--remove", action="store_true", help="only remove what was written")
    command.set_defaults(run=_generate)


def _generate(given: argparse.Namespace) -> int:
    """Write pages and downloads; 1 and no change where there are errors, but when watching."""
    settings = options.find(given.config)
    if given.bib:
        chosen = replace(settings.options, bib_file=(os.path.abspath(given.bib),))
        settings = replace(settings, options=chosen)
    if not given.docs_dir.is_dir():
        raise OptionsError(f"{given.docs_dir} is not a folder")
    try:
        if given.remove:
            print(generate.remove(given.docs_dir))
            return 0
        if given.watch:
            for found, done in generate.watch(given.config, given.docs_dir):
                _tell(found)
                print(done, flush=True)
        found = generate.load(settings, given.docs_dir)
        _tell(found)
        if found.errors or (given.strict and found.warnings):
            return 1
        print(generate.generate(found, settings, given.docs_dir))
        if not settings.site_url:
            print(pages.NO_ADDRESS)
    except GenerateError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _tell(found: Library) -> None:
    if found.diagnostics:
        print(diagnostics.as_text(found.diagnostics), file=sys.stderr, flush=True)


def _built(given: argparse.Namespace) -> int:
    """Look at a finished site; 1 for findings."""
    settings = options.find(given.config)
    library_ = library.load(settings.root, settings.options, settings.docs_dir)
    if not given.site_dir.is_dir():
        raise OptionsError(f"{given.site_dir} is not a folder")
    found = [*built.check(given.site_dir, library_, build.site(settings), settings.docs_dir)]
    if found:
        print(_FORMATS[given.format](found))
    return 1 if found else 0


def _add_command(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Add publications by DOI, arXiv id, or address of one, of OpenReview or the ACL Anthology;"
        " without any, BibTeX is read from standard input. All are added, or none."
    )
    command.add_argument("identifiers", nargs="*", metavar="ID")
    command.add_argument("--bib", metavar="FILE", help="default: bib_file of mkdocs.yml")
    command.add_argument("--dry-run", action="store_true", help="only show the change, as a diff")
    command.add_argument("--yes", action="store_true", help="replace preprints without asking")
    command.add_argument(
        "--keep-both", action="store_true", help="add it beside one of the same title or arXiv id"
    )
    command.set_defaults(run=_add)


def _add(given: argparse.Namespace) -> int:
    """Add publications; 1 and an unchanged file if one of them cannot be added."""
    root, chosen = Path(), Options()
    if not given.bib or given.config.exists():
        settings = options.find(given.config)
        root, chosen = settings.root, settings.options
    try:
        path = Path(given.bib) if given.bib else root / chosen.bib_file[0]
        plan = _plan(given, BibFile.read(path, given.bib or chosen.bib_file[0]), root, chosen)
        for problem in plan.problems:
            print(f"error: {problem}", file=sys.stderr)
        if plan.problems:
            return 1
        if given.dry_run or (plan.merges and not given.yes):
            print(plan.diff)
        if given.dry_run:
            return 0
        if plan.merges and not given.yes and not _confirmed("Replace the preprint?"):
            print("error: nothing is changed (--yes replaces without asking)", file=sys.stderr)
            return 1
        plan.write()
    except EditError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join(plan.done))
    return 0


def _plan(given: argparse.Namespace, file: BibFile, root: Path, chosen: Options) -> add.Plan:
    """What is asked for, with the entries of the site's other files in mind."""
    if given.identifiers:
        mirror = os.environ.get("PUBLICATIONS_SERVICES", "")
        services = Services.below(mirror) if mirror else Services()
        candidates, problems = add.from_identifiers(given.identifiers, services)
    else:
        if sys.stdin.isatty():
            print("Paste BibTeX, then press Ctrl-D on a line of its own:", file=sys.stderr)
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        candidates, problems = add.from_text(text)
    others = []
    for name in chosen.bib_file:
        if (root / name).is_file() and not (root / name).samefile(file.path):
            others += bibtex.read_file(root / name, name)[0]
    plan = add.plan(candidates, file, others, chosen, keep_both=given.keep_both)
    return replace(plan, problems=(*problems, *plan.problems))


def _confirmed(question: str) -> bool:
    """Whether somebody says yes; nobody there is a no."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False


if __name__ == "__main__":
    sys.exit(main())
