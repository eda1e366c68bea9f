"""Edits of an owner's to refs.bib as a whole, to the pages and to mkdocs.yml: see test_edits.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from publications import bibtex
from publications.settings import read_settings
from tests.edited import Edits, paste, refs

#: What can stand side by side, each with its words.
ADDITIONS = Edits()
#: What changes what is there.
EDITS = Edits()
_ENTRY = """
@article{{hallgren2003{key},
  author = {{OWNER}},
  title = {{{title}}},
  journal = {{Journal of Small Places}},
  year = {{2003}},
}}
"""
_PEOPLE = "- name: Mira Hallgren\n  orcid: 0000-0001-5109-3700\n"


def _entry(key: str, title: str) -> str:
    return _ENTRY.format(key=key, title=title)


# ------------------------------------------------------------------ refs.bib as a whole


def _text(project: Path) -> str:
    return refs(project).read_text("utf-8")


def _put(project: Path, text: str) -> None:
    refs(project).write_text(text, "utf-8")


def _forget(project: Path, pattern: str) -> None:
    """Give addresses up: remove the lines of publications.lock that a pattern matches."""
    lock = project / "publications.lock"
    if lock.exists():
        lines = lock.read_text("utf-8").splitlines(keepends=True)
        lock.write_text("".join(line for line in lines if not re.match(pattern, line)), "utf-8")


def _uncite(project: Path, keys: Iterable[str]) -> None:
    """Take the citations of these keys out of the pages."""
    for page in (project / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        for key in keys:
            text = re.sub(rf"@{re.escape(key)}(?=[\],;\s])", "", text)
        page.write_text(re.sub(r" ?\[[;\s]*\]", "", text), "utf-8")


def _empty(project: Path) -> None:
    """Remove all entries, their citations, and their addresses from the lock."""
    _uncite(project, [entry.key for entry in bibtex.read(_text(project))[0]])
    _put(project, "")
    _forget(project, "/publications/.")


@ADDITIONS.add("At the Top of the File")
def pasted_at_the_top(project: Path) -> None:
    text = _text(project)
    _put(project, "")
    paste(project, _entry("top", "At the Top of the File"))
    _put(project, _text(project) + text)


@ADDITIONS.add("Before the Last Entry")
def pasted_between(project: Path) -> None:
    head, at, last = _text(project).rpartition("\n@")
    _put(project, head)
    paste(project, _entry("between", "Before the Last Entry"))
    _put(project, _text(project) + at + last)


@ADDITIONS.add("Right After a Brace")
def pasted_without_a_line_break(project: Path) -> None:
    _put(project, _text(project).rstrip())
    paste(project, _entry("brace", "Right After a Brace"))
    _put(
        project,
        re.sub(r"\}\s+@article\{hallgren2003brace", "} @article{hallgren2003brace", _text(project)),
    )


@ADDITIONS.add("First of Two", "Second of Two")
def two_pasted_at_once(project: Path) -> None:
    paste(project, _entry("first", "First of Two") + _entry("second", "Second of Two"))


@EDITS.add(findings=None)
def no_entry_left(project: Path) -> None:
    _empty(project)


@EDITS.add(findings=None)
def only_comments_left(project: Path) -> None:
    _empty(project)
    _put(project, "% All my publications will stand here.\n\n@comment{soon}\n")


@EDITS.add("The Only One", findings=None)
def one_entry_left(project: Path) -> None:
    _empty(project)
    paste(project, _entry("only", "The Only One"))


@EDITS.add(findings=None)
def an_entry_removed(project: Path) -> None:
    """With its citations and its lines of the lock, as the errors say that come without."""
    entries, _ = bibtex.read(_text(project))
    if entries:
        lines = _text(project).splitlines(keepends=True)
        end = entries[1].line if len(entries) > 1 else len(lines) + 1
        del lines[entries[0].line - 1 : end - 1]
        _put(project, "".join(lines))
        _uncite(project, [entries[0].key])
        _forget(project, rf"/publications/{re.escape(entries[0].key)}[./]")


@EDITS.add(findings=None)
def a_key_renamed(project: Path) -> None:
    entries, _ = bibtex.read(_text(project))
    for entry in entries[:1]:
        new = f"{{renamed-by-hand,\n  ids = {{{entry.key}}},"
        _put(project, _text(project).replace(f"{{{entry.key},", new, 1))


@EDITS.add()
def entries_in_another_order(project: Path) -> None:
    head, *entries = re.split(r"(?mi)^(?=@(?!string|preamble|comment))", _text(project))
    _put(project, head + "\n".join(reversed(entries)))


@EDITS.add()
def lines_that_end_as_on_windows(project: Path) -> None:
    """A checkout with `autocrlf`, or Notepad."""
    files = [refs(project), project / "mkdocs.yml", *(project / "docs").rglob("*.md")]
    for path in (*files, project / "publications.lock"):
        if path.exists():
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


@EDITS.add()
def files_with_a_byte_order_mark(project: Path) -> None:
    for path in (refs(project), *(project / "docs").rglob("*.md")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


@EDITS.add()
def the_lock_removed(project: Path) -> None:
    (project / "publications.lock").unlink(missing_ok=True)


@ADDITIONS.add()
def a_line_of_the_lock_removed(project: Path) -> None:
    _forget(project, "/feed.xml")


@ADDITIONS.add("In a File of Its Own")
def a_second_file(project: Path) -> None:
    files = read_settings(project / "mkdocs.yml").options.bib_file
    text = _text(project)
    _put(project, "")
    paste(project, _entry("own", "In a File of Its Own"))
    (project / "more.bib").write_text(_text(project), "utf-8")
    _put(project, text)
    _option(project, "bib_file", f"[{', '.join(files)}, more.bib]")


@ADDITIONS.add("With an Orchid")
def people_with_their_orcids(project: Path) -> None:
    (project / "people.yml").write_text(_PEOPLE, "utf-8")
    paste(project, _entry("people", "With an Orchid"))
    _option(project, "people", "people.yml")


# ------------------------------------------------------------------ pages


def _pages(project: Path) -> list[Path]:
    return list(read_settings(project / "mkdocs.yml").pages)


def _first(project: Path) -> Path:
    return project / "docs/index.md"


def _list(project: Path) -> Path:
    """The page with the list of all publications; without one, a new page with such a list."""
    for page in _pages(project):
        if page != _first(project) and "/// publications" in page.read_text("utf-8"):
            return page
    return _add_page(project, "publications", "# Publications\n\n/// publications\n///\n")


def _plain(project: Path) -> Path:
    """A page without blocks and PDF that is not the first; without one, a new page."""
    for page in _pages(project):
        text = page.read_text("utf-8")
        if page != _first(project) and "///" not in text and "\npdf: " not in text:
            return page
    return _add_page(project, "plain", "# Plain\n\nA plain page.\n")


def _add_page(project: Path, name: str, text: str) -> Path:
    path = project / "docs" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    _nav(project, [*_nav_lines(project), f"  - {name.rpartition('/')[2].title()}: {name}.md"])
    return path


def _append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{text}\n", "utf-8")


def _remove_from_nav(project: Path, name: str) -> None:
    _nav(project, [line for line in _nav_lines(project) if not line.endswith(f" {name}")])


def _unlink_from_others(project: Path, name: str) -> None:
    for page in (project / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(re.sub(rf"\[([^\]]*)\]\({re.escape(name)}[^)]*\)", r"\1", text), "utf-8")


@ADDITIONS.add("A sentence about lanterns, added by hand.")
def a_sentence_on_each_page(project: Path) -> None:
    for page in _pages(project):
        _append(page, "A sentence about *lanterns*, added by hand.")


@EDITS.add("Everything is new here.")
def a_page_written_anew(project: Path) -> None:
    _plain(project).write_text("# New\n\nEverything is new here.\n", "utf-8")


@ADDITIONS.add("Teaching of lanterns", "What I teach about lanterns.")
def a_page_added(project: Path) -> None:
    _add_page(
        project,
        "lanterns",
        '---\ntitle: "Teaching of lanterns"\ndescription: What I teach about lanterns.\n---\n\n'
        "# Teaching of lanterns\n\nWinter 2024.\n",
    )


@ADDITIONS.add("Not in the header")
def a_page_outside_of_nav(project: Path) -> None:
    (project / "docs/outside.md").write_text("# Not in the header\n", "utf-8")


@ADDITIONS.add("In a folder of lanterns")
def a_page_in_a_folder(project: Path) -> None:
    _add_page(project, "teaching/lanterns", "# In a folder of lanterns\n")


@ADDITIONS.add("Vorträge über Laternen")
def a_page_with_a_name_of_letters_and_blanks(project: Path) -> None:
    _add_page(project, "Meine Vorträge 报告", "# Vorträge über Laternen\n")


@ADDITIONS.add()
def a_page_without_a_word(project: Path) -> None:
    _add_page(project, "nothing", "")


@EDITS.add()
def a_page_removed(project: Path) -> None:
    page = _plain(project)
    page.unlink()
    _remove_from_nav(project, page.name)
    _unlink_from_others(project, page.name)
    _forget(project, f"/{page.stem}/")


@EDITS.add("Lanterns, as I call it now")
def a_page_renamed(project: Path) -> None:
    """Its old address is given up."""
    page = _plain(project)
    page.unlink()
    _remove_from_nav(project, page.name)
    _unlink_from_others(project, page.name)
    _forget(project, f"/{page.stem}/")
    _add_page(project, "lanterns", "# Lanterns, as I call it now\n")


@EDITS.add()
def no_description_on_any_page(project: Path) -> None:
    for page in _pages(project):
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"(?m)^description:.*\n(?:  .*\n)*", "", text, count=1), "utf-8")


@EDITS.add()
def no_front_matter_on_any_page(project: Path) -> None:
    for page in _pages(project):
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S), "utf-8")


@EDITS.add()
def no_heading_on_a_page(project: Path) -> None:
    page = _plain(project)
    page.write_text(re.sub(r"(?m)^# .*\n", "", page.read_text("utf-8")), "utf-8")


@ADDITIONS.add("Lanterns & “Windows”: <3")
def a_title_with_marks(project: Path) -> None:
    head = "---\ntitle: 'Lanterns & “Windows”: <3'\ndescription: 'It''s \"quoted\": <b>'\n---\n\n"
    _add_page(project, "marks", head + "# Lanterns & “Windows”: <3\n")


@EDITS.add()
def a_list_without_filter(project: Path) -> None:
    page = _list(project)
    page.write_text(re.sub(r"(?m)^ +filter: .*\n", "", page.read_text("utf-8")), "utf-8")


def _relist(project: Path, *blocks: str) -> None:
    """Put these blocks in the place of the one on the page of all publications."""
    page = _list(project)
    text = re.sub(r"(?ms)^/// publications$.*?^///\s*$", "", page.read_text("utf-8"))
    page.write_text(text, "utf-8")
    for block in blocks:
        _append(page, block)


@EDITS.add()
def a_list_by_type_with_abstracts(project: Path) -> None:
    _relist(
        project, "/// publications\n    group: type\n    detail: abstract\n    sort: oldest\n///"
    )


@ADDITIONS.add("Articles, by hand", "The rest, by hand")
def a_list_in_two_parts(project: Path) -> None:
    _relist(
        project,
        "## Articles, by hand\n\n/// publications\n    select: type=article\n    group: none\n///",
        "## The rest, by hand\n\n/// publications\n    filter: true\n///",
    )


@ADDITIONS.add("All of lanterns")
def a_list_on_another_page_too(project: Path) -> None:
    text = "# All of lanterns\n\n/// publications\n    limit: 2\n    detail: summary\n///\n"
    _add_page(project, "all", text)


@EDITS.add()
def no_list_on_the_first_page(project: Path) -> None:
    page = _first(project)
    text = re.sub(r"(?ms)^/// publications$.*?^///\s*$", "", page.read_text("utf-8"))
    page.write_text(text, "utf-8")


@EDITS.add()
def no_contacts_on_the_first_page(project: Path) -> None:
    page = _first(project)
    page.write_text(re.sub(r"<!-- [a-z-]+ -->", "", page.read_text("utf-8")), "utf-8")


@ADDITIONS.add("A Cited Lantern", "p. 1717")
def a_citation_in_a_page(project: Path) -> None:
    paste(project, _entry("cited", "A Cited Lantern"))
    _append(_plain(project), "As shown before [see @hallgren2003cited, p. 1717], lanterns shine.")


@ADDITIONS.add("ann.doe@example.org", "makes a list of lanterns")
def code_and_addresses_in_a_page(project: Path) -> None:
    _append(
        _plain(project),
        "Write to ann.doe@example.org or <bob@example.org>. A citation is `[@not-a-key]`, and\n\n"
        "```\n/// publications\n    select: all\n///\n```\n\nmakes a list of lanterns.",
    )


@ADDITIONS.add("One lantern", "Two lanterns", "A note on lanterns")
def tables_notes_and_html_in_a_page(project: Path) -> None:
    _append(
        _plain(project),
        "| One lantern | Two lanterns |\n| --- | --- |\n| 1 | 2 |\n\nText.[^1]\n\n"
        "[^1]: A note on lanterns.\n\n<details><summary>More</summary>\n\nless\n\n</details>\n\n"
        "<!-- to do: lanterns --> Costs $5 & <b>more</b> — 灯笼 🏮.",
    )


@ADDITIONS.add("assets/cv.pdf", "assets/lantern.png")
def files_linked_from_a_page(project: Path) -> None:
    (project / "docs/assets").mkdir(exist_ok=True)
    (project / "docs/assets/cv.pdf").write_bytes(b"%PDF-1.7")
    (project / "docs/assets/lantern.png").write_bytes(b"")
    _append(_plain(project), "[My CV](assets/cv.pdf)\n\n![A lantern](assets/lantern.png)")


# ------------------------------------------------------------------ mkdocs.yml


def _config(project: Path) -> str:
    return (project / "mkdocs.yml").read_text("utf-8")


def _set(project: Path, name: str, block: str) -> None:
    """Put a block in the place of a key at the top of mkdocs.yml; an empty block removes it."""
    text = re.sub(rf"(?m)^{name}:.*\n(?:[ #-].*\n|\n(?= ))*", "", _config(project))
    (project / "mkdocs.yml").write_text(f"{text.rstrip()}\n{block}\n", "utf-8")


def _nav_lines(project: Path) -> list[str]:
    match = re.search(r"(?m)^nav:\n((?: +- .*\n)*)", _config(project))
    if match:
        return match[1].splitlines()
    return [f"  - {page.name}" for page in _pages(project)]


def _nav(project: Path, lines: list[str]) -> None:
    _set(project, "nav", "\n".join(["nav:", *lines]))


def _owner(project: Path, **values: str) -> None:
    """Set values of the owner, and show the contacts; an empty value removes the line."""
    _show_contacts(project)
    text = _config(project)
    for name, value in values.items():
        text = re.sub(rf"(?m)^    {name}:.*\n", "", text)
        if value:
            text = text.replace("  owner: &owner\n", f"  owner: &owner\n    {name}: {value}\n", 1)
    (project / "mkdocs.yml").write_text(text, "utf-8")


def _show_contacts(project: Path) -> None:
    """Put the mark of the contacts into the first page, unless a page has it."""
    mark = "<!-- contacts -->"
    if not any(mark in page.read_text("utf-8") for page in _pages(project)):
        _append(_first(project), mark)


def _option(project: Path, name: str, value: str) -> None:
    """Set an option of the extension; an empty value removes its line."""
    text = re.sub(rf"(?m)^      {name}:.*\n", "", _config(project))
    if value:
        text = text.replace("  - publications:\n", f"  - publications:\n      {name}: {value}\n", 1)
    (project / "mkdocs.yml").write_text(text, "utf-8")


@EDITS.add("mailto:lantern@example.org")
def another_email(project: Path) -> None:
    _owner(project, email="lantern@example.org")


@EDITS.add()
def no_contacts(project: Path) -> None:
    names = ("email", "scholar", "github", "orcid", "linkedin", "openreview")
    _owner(project, **dict.fromkeys(names, ""))


@EDITS.add("https://github.com/lantern-ann", "https://www.linkedin.com/in/lantern-ann")
def other_contacts(project: Path) -> None:
    _owner(project, github="lantern-ann", linkedin="lantern-ann", orcid="0000-0001-5109-3700")


@EDITS.add(
    "https://github.com/lantern-ann",
    "https://lantern.example/@ann",
    "https://dblp.org/pid/12/3456",
    "lantern-press.example",
)
def contacts_pasted_as_addresses(project: Path) -> None:
    _owner(
        project,
        github="https://github.com/lantern-ann/?tab=repositories",
        mastodon='"@ann@lantern.example"',
        dblp="dblp.org/pid/12/3456.html",
        links="[https://www.lantern-press.example/ann]",
    )


@ADDITIONS.add("lantern", findings=("malformed-contact", "unknown-contact"))
def contacts_that_are_wrong(project: Path) -> None:
    _owner(project, email="lantern at example.org", gihtub="lantern", github="lantern")


@EDITS.add("Lantern Ann", findings=None)
def another_name(project: Path) -> None:
    """Collections that the owner edited are no publications of another's: they lose their page."""
    _forget(project, "/publications/.")
    _owner(project, name="Lantern Ann", aliases="")
    _set(project, "site_name", "site_name: Lantern Ann")


@ADDITIONS.add("O’Lantern", 'Keeper: \\"of\\" lanterns')
def an_owner_with_marks(project: Path) -> None:
    _owner(project, affiliation="O’Lantern & Sons", job_title="'Keeper: \"of\" lanterns'")


@ADDITIONS.add()
def no_description_of_the_site(project: Path) -> None:
    _set(project, "site_description", "")


@EDITS.add()
def no_address_of_the_site(project: Path) -> None:
    _set(project, "site_url", "")
    _forget(project, "/(feed.xml|robots.txt|llms.txt|sitemap.xml)")


@ADDITIONS.add("#c0ffee")
def other_colours(project: Path) -> None:
    _append(project / "docs/stylesheets/tokens.css", ":root {\n  --site-accent: #c0ffee;\n}")


@ADDITIONS.add("assets/lantern.css")
def a_stylesheet_added(project: Path) -> None:
    (project / "docs/assets/lantern.css").write_text("p { color: red }\n")
    text = _config(project).replace("extra_css:\n", "extra_css:\n  - assets/lantern.css\n", 1)
    (project / "mkdocs.yml").write_text(text, "utf-8")


@EDITS.add("Lantern section")
def nav_with_sections(project: Path) -> None:
    lines = _nav_lines(project)
    section = [f"  {line}" for line in lines[1:]]
    _nav(project, [*lines[:1], "  - Lantern section:", *section])


@ADDITIONS.add("A page after the missing one", findings=("missing-page",))
def nav_with_a_page_that_is_not_there(project: Path) -> None:
    _nav(project, [*_nav_lines(project), "  - Talks: talks.md"])
    _add_page(project, "after", "# A page after the missing one\n")


@EDITS.add()
def nav_in_another_order(project: Path) -> None:
    first, *rest = _nav_lines(project)
    _nav(project, [first, *reversed(rest)])


@EDITS.add()
def nav_without_titles(project: Path) -> None:
    _nav(project, [re.sub(r"- .*: ", "- ", line) for line in _nav_lines(project)])


@ADDITIONS.add("https://lantern.example.org/")
def nav_with_an_address(project: Path) -> None:
    _nav(project, [*_nav_lines(project), "  - Lab: https://lantern.example.org/"])


@EDITS.add()
def no_nav(project: Path) -> None:
    _set(project, "nav", "")


@ADDITIONS.add("© Lantern Ann")
def a_copyright(project: Path) -> None:
    _set(project, "copyright", "copyright: © Lantern Ann")


@EDITS.add()
def another_language(project: Path) -> None:
    text = re.sub(r"(?m)^  language: .*$", "  language: de", _config(project))
    (project / "mkdocs.yml").write_text(text, "utf-8")


@ADDITIONS.add("A lantern admonished")
def more_extensions(project: Path) -> None:
    text = _config(project).replace("permalink: false", "permalink: true")
    text = text.replace("  - attr_list\n", "  - attr_list\n  - admonition\n", 1)
    (project / "mkdocs.yml").write_text(text, "utf-8")
    _append(_plain(project), "!!! note\n    A lantern admonished.\n\n## A heading")


@EDITS.add("A Cited Lantern")
def citations_by_the_package(project: Path) -> None:
    """Without mkdocs-bibtex among the plugins."""
    text = re.sub(r"(?m)^  - bibtex:\n(?:      .*\n)*", "", _config(project))
    (project / "mkdocs.yml").write_text(text, "utf-8")
    paste(project, _entry("cited", "A Cited Lantern"))
    _append(_plain(project), "As shown [@hallgren2003cited].")


@EDITS.add()
def no_search(project: Path) -> None:
    text = re.sub(r"(?m)^  - search\n", "", _config(project))
    (project / "mkdocs.yml").write_text(text, "utf-8")


@EDITS.add(
    "mailto:lantern@example.org",
    "https://scholar.google.com/citations?user=AbCdEfGAAAAJ",
    "https://github.com/lantern-ann",
    "https://orcid.org/0000-0001-5109-3700",
    "https://bsky.app/profile/lantern.example.org",
)
def contacts_as_they_are_pasted(project: Path) -> None:
    _owner(
        project,
        email="'mailto:lantern@example.org'",
        scholar="https://scholar.google.com/citations?user=AbCdEfGAAAAJ&hl=de",
        github="https://github.com/lantern-ann/",
        orcid="https://orcid.org/0000-0001-5109-3700",
        linkedin="https://www.linkedin.com/in/lantern-ann/?locale=de",
        openreview="https://openreview.net/profile?id=~Lantern_Ann1",
        dblp="https://dblp.org/pid/12/3456.html",
        mastodon="https://example.social/@lantern",
        bluesky="'@lantern.example.org'",
        semanticscholar="https://www.semanticscholar.org/author/A-Lantern/1234567",
    )


@ADDITIONS.add("A note that is not there[^17]")
def a_note_of_nothing(project: Path) -> None:
    _append(_plain(project), "A note that is not there[^17].")


@ADDITIONS.add("@hallgren1999nowhere", findings=("wrong-citation",))
def a_citation_of_nothing(project: Path) -> None:
    _append(_plain(project), "As shown before [@hallgren1999nowhere].")


@ADDITIONS.add("{{ lantern.title }}")
def markup_of_templates_in_a_page(project: Path) -> None:
    _append(_plain(project), "A template writes {{ lantern.title }} for the title.")


@ADDITIONS.add("A link to nowhere", findings=("dead-link",))
def a_link_to_a_page_that_is_not_there(project: Path) -> None:
    _append(_plain(project), "[A link to nowhere](nowhere.md)")


@EDITS.add()
def a_list_cut_short(project: Path) -> None:
    _relist(project, "/// publications\n    limit: 2\n///")


@EDITS.add()
def a_list_of_some(project: Path) -> None:
    _relist(project, "/// publications\n    select: type=article\n///")


@EDITS.add()
def no_list_at_all(project: Path) -> None:
    _relist(project)
    no_list_on_the_first_page(project)


@EDITS.add("A list of lanterns")
def a_list_on_a_page_of_another_name(project: Path) -> None:
    page = _list(project)
    page.unlink()
    _remove_from_nav(project, page.name)
    _unlink_from_others(project, page.name)
    _forget(project, f"/{page.stem}/$")
    _add_page(
        project, "papers", "# A list of lanterns\n\n/// publications\n    filter: true\n///\n"
    )


@EDITS.add("Lanterns, as I call it now")
def a_page_renamed_that_keeps_its_address(project: Path) -> None:
    page = _plain(project)
    page.unlink()
    _remove_from_nav(project, page.name)
    _unlink_from_others(project, page.name)
    text = f"---\nredirect_from: /{page.stem}/\n---\n\n# Lanterns, as I call it now\n"
    _add_page(project, "lanterns", text)


@EDITS.add()
def addresses_that_end_with_html(project: Path) -> None:
    """All addresses are others then, so the lock is begun anew."""
    _set(project, "use_directory_urls", "use_directory_urls: false")
    (project / "publications.lock").unlink(missing_ok=True)


@ADDITIONS.add("A post about lanterns")
def a_blog(project: Path) -> None:
    text = re.sub(r"(?m)^  - search\n", "  - search\n  - blog\n", _config(project))
    (project / "mkdocs.yml").write_text(text, "utf-8")
    posts = project / "docs/blog/posts"
    posts.mkdir(parents=True)
    (project / "docs/blog/index.md").write_text("# Blog\n", "utf-8")
    (posts / "one.md").write_text(
        "---\ndate: 2024-01-02\n---\n\n# A post about lanterns\n\nThey shine.\n", "utf-8"
    )


@ADDITIONS.add()
def files_that_are_not_published(project: Path) -> None:
    (project / "docs/drafts").mkdir()
    (project / "docs/drafts/idea.md").write_text("# An idea\n", "utf-8")
    _set(project, "exclude_docs", "exclude_docs: |\n  drafts/\n")


def _replace(project: Path, old: str, new: str) -> None:
    text = _config(project)
    assert old in text
    (project / "mkdocs.yml").write_text(text.replace(old, new, 1), "utf-8")


@EDITS.add()
def refs_bib_under_another_name(project: Path) -> None:
    refs(project).rename(project / "papers.bib")
    _option(project, "bib_file", "papers.bib")


@ADDITIONS.add()
def more_features_of_the_theme(project: Path) -> None:
    features = "  features: [navigation.tabs, navigation.instant, toc.integrate]\n"
    palette = "  palette:\n    primary: teal\n"
    _replace(project, "  custom_dir: overrides\n", f"  custom_dir: overrides\n{features}{palette}")


@ADDITIONS.add()
def more_extensions_of_markdown(project: Path) -> None:
    names = ("abbr", "smarty", "pymdownx.arithmatex", "pymdownx.tasklist", "pymdownx.keys")
    lines = "".join(f"  - {name}\n" for name in names)
    _replace(project, "markdown_extensions:\n", f"markdown_extensions:\n{lines}")


@EDITS.add()
def the_docs_folder_under_another_name(project: Path) -> None:
    (project / "docs").rename(project / "content")
    text = _config(project).replace("docs/publications", "content/publications")
    (project / "mkdocs.yml").write_text(text, "utf-8")
    _set(project, "docs_dir", "docs_dir: content")


@EDITS.add()
def one_page_with_everything(project: Path) -> None:
    for page in _pages(project):
        if page != _first(project):
            page.unlink()
            _unlink_from_others(project, page.name)
    _nav(project, ["  - Home: index.md"])
    _append(_first(project), "/// publications\n    filter: true\n///")
    _forget(project, r"/[a-z-]+/$")


#: What is tried in one project, one after the other; each other edit has a project of its own.
TOGETHER = (
    (
        "a-page-renamed",
        "a-list-without-filter",
        "no-list-on-the-first-page",
        "another-email",
        "nav-in-another-order",
        "refs-bib-under-another-name",
    ),
    (
        "the-lock-removed",
        "a-page-written-anew",
        "a-list-by-type-with-abstracts",
        "no-contacts",
        "nav-with-sections",
        "another-language",
    ),
    (
        "entries-in-another-order",
        "a-page-removed",
        "a-list-cut-short",
        "other-contacts",
        "nav-without-titles",
        "no-search",
    ),
    (
        "no-heading-on-a-page",
        "a-list-of-some",
        "contacts-pasted-as-addresses",
        "no-nav",
        "files-with-a-byte-order-mark",
    ),
    (
        "a-page-renamed-that-keeps-its-address",
        "a-list-on-a-page-of-another-name",
        "contacts-as-they-are-pasted",
        "citations-by-the-package",
        "lines-that-end-as-on-windows",
    ),
    (
        "no-list-at-all",
        "no-contacts-on-the-first-page",
        "no-description-on-any-page",
        "no-address-of-the-site",
        "the-docs-folder-under-another-name",
    ),
    (
        "one-page-with-everything",
        "no-front-matter-on-any-page",
        "addresses-that-end-with-html",
    ),
    ("an-entry-removed", "a-key-renamed"),
)
_BY_NAME = {edit.name: edit for edit in EDITS}
_JOINED = tuple(tuple(_BY_NAME[name] for name in names) for names in TOGETHER)
_ALONE = tuple((edit,) for edit in EDITS if not any(edit in edits for edits in _JOINED))
#: All edits of EDITS, by the project that they are made in.
PROJECTS = (*_JOINED, *_ALONE)
