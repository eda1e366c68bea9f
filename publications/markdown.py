"""The Python-Markdown extension: the blocks `publications` and `publication`.

A block enters the page in two steps.  While Markdown is parsed only headings and empty holes go
into the tree; after every extension that rewrites text has run, and before the table of contents,
anchors and links are collected, the holes are filled with rendered fragments.  So no extension
sees text of refs.bib, and headings, anchors and links inside the fragments are treated like the
page's own.

pymdownx prints a block that it cannot read as text, without a word; here each such form is an
error.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final, NoReturn
from xml.etree.ElementTree import Element, SubElement

import yaml
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from publications import render, selection
from publications.library import Library, load
from publications.model import Publication, Site
from publications.options import Options
from publications.render import Neighbours, Renderer
from publications.selection import Selection, SelectionError

# After attr_list (8) and abbr (7); before toc and MkDocs' scan for anchors (5) and links (0).
PRIORITY: Final = 6
HOLE: Final = "data-publications-hole"
# What citations.py leaves in a footnote, for the text of the reference to go in.
REFERENCE_MARK: Final = "\u27e6publication:{slug}\u27e7"
_OPENING: Final = re.compile(r"(?P<indent>(?:>? ?){0,3})/{3,}[ \t]*(?P<header>.*?)[ \t]*\Z")
_HEADER: Final = re.compile(r"(?P<name>[\w-]+)[ \t]*(?:\|[ \t]*(?P<argument>.*))?\Z")
_STRAY: Final = re.compile(r"(?m)^\s*/{3,}(?!/)[ \t]*(?:[\w-]|$)")


class BlockError(ValueError):
    """A block that cannot be rendered: names the page, the block and the way out."""


@dataclass(slots=True)
class Build:
    """What the blocks need during a build, shared by all pages.

    `page` is the path of the page being converted, below the docs folder; `fail` is told what is
    wrong with a block and raises; `warn` is told what the page can be built without.
    """

    library: Library
    renderer: Renderer
    page: str = ""
    fail: Callable[[str], NoReturn] | None = None
    warn: Callable[[str], None] | None = None
    slugs: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slugs = {p.slug: i for i, p in enumerate(self.library.publications)}

    def publication(self, slug: str) -> tuple[Publication, Neighbours]:
        """A publication and those beside it in the list.  Raises KeyError."""
        index = self.slugs[slug]
        listed = self.library.publications
        newer = listed[index - 1] if index else None
        older = listed[index + 1] if index + 1 < len(listed) else None
        return listed[index], Neighbours(newer, older)

    def wrong(self, message: str) -> NoReturn:
        """Stop at what is wrong with the page.  Raises BlockError, or what `fail` raises."""
        if self.fail is not None:
            self.fail(self._placed(message))
        raise BlockError(self._placed(message))

    def doubtful(self, message: str) -> None:
        """Tell what is wrong with the page, and go on."""
        if self.warn is not None:
            self.warn(self._placed(message))

    def _placed(self, message: str) -> str:
        return f"{self.page}: {message}" if self.page else message


class PublicationsExtension(BlocksExtension):
    """`publications` under `markdown_extensions`, with the options of options.py.

    Under MkDocs the plugin passes `build`; elsewhere the extension reads refs.bib itself,
    relative to the working directory.
    """

    def __init__(self, **options: Any) -> None:
        build = options.pop("build", None)
        if build is None:
            checked = Options.from_mapping(options)
            build = Build(load(Path(), checked), Renderer(Site(owner=checked.owner)))
        self.build: Build = build
        super().__init__()

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Register the blocks, the check of their headers, citations, and the filling of holes."""
        page = self._page = _Page(self.build)
        block_mgr.register(_ListBlock, {"page": page})
        block_mgr.register(_PageBlock, {"page": page})
        # Below fenced code (25), which may show blocks as they are written.
        md.preprocessors.register(_Headers(md, self.build, block_mgr), "publications", 24)
        # Above backslash escapes (180) and emphasis, which would look into a slug.
        md.inlinePatterns.register(_Reference(md, page), "publications", 185)
        md.treeprocessors.register(_Fill(md, page), "publications", PRIORITY)
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the page before."""
        self._page.reset()


class _ListBlock(Block):
    """`/// publications`: a list, under headings."""

    NAME = "publications"
    OPTIONS: ClassVar = dict.fromkeys(selection.NAMES, (None, None))

    def on_create(self, parent: Element) -> Element:
        """Headings and holes; options were checked by _Headers."""
        page: _Page = self.config["page"]
        if parent.tag in ("li", "dd", "blockquote"):
            page.build.wrong("'/// publications' cannot stand in a list or a quote")
        given = {k: v for k, v in self.options.items() if k in selection.NAMES and v is not None}
        chosen = Selection.from_mapping(given)
        build = page.build
        groups = chosen.apply(build.library.publications)
        root = SubElement(parent, "div", {"class": "site-publications"})
        if chosen.filter:
            page.hole(root, "div", build.renderer.filter(groups), "filter.html")
        heading = _next_heading(self.md.parser.root)
        for group in groups:
            section = SubElement(root, "section", {"class": "site-group"})
            if group.title:
                anchor = page.unique(group.anchor)
                SubElement(section, heading, {"id": anchor}).text = AtomicString(group.title)
                section.set("aria-labelledby", anchor)
            items = build.renderer.items(group.publications, chosen.detail, build.page)
            page.hole(section, "div", items, "list.html")
        return root


class _PageBlock(Block):
    """`/// publication | <slug>`: a publication's own page; generated pages consist of it."""

    NAME = "publication"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """The heading and a hole for the rest."""
        page: _Page = self.config["page"]
        build = page.build
        root = SubElement(parent, "div", {"class": "site-publication"})
        publication, neighbours = build.publication(self.argument)
        heading = SubElement(root, "h1", {"id": page.unique(publication.slug)})
        page.hole(heading, "span", build.renderer.title(publication), "title")
        body = build.renderer.page(publication, neighbours, build.page)
        page.hole(root, "div", body, "page.html")
        return root


class _Page:
    """What is waiting to be filled in on the page being converted."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._fragments: list[tuple[str, str]] = []
        self._ids: set[str] = set()

    def reset(self) -> None:
        """Forget the page before."""
        self._fragments.clear()
        self._ids.clear()

    def hole(self, parent: Element, tag: str, html: str, name: str) -> None:
        """Leave an empty element that `fill` turns into the fragment."""
        SubElement(parent, tag, {HOLE: str(len(self._fragments))})
        self._fragments.append((html, name))

    def reference(self, slug: str) -> Element:
        """A hole for the text of a citation."""
        publication, _ = self.build.publication(slug)
        holder = Element("span")
        html = self.build.renderer.reference(publication, self.build.page)
        self.hole(holder, "span", html, "reference.html")
        return holder[0]

    def unique(self, anchor: str) -> str:
        """An id that no block on this page has used."""
        candidate, number = anchor, 1
        while candidate in self._ids:
            number += 1
            candidate = f"{anchor}_{number}"
        self._ids.add(candidate)
        return candidate

    def fill(self, root: Element) -> None:
        """Turn each hole into its fragment, in place."""
        for element in list(root.iter()):
            number = element.attrib.get(HOLE)
            if number is None:
                continue
            filled = render.fragment(*self._fragments[int(number)])
            element.tag, element.attrib, element.text = filled.tag, filled.attrib, filled.text
            element[:] = list(filled)


class _Headers(Preprocessor):
    """Checks the header of each block, because pymdownx prints a wrong one as text."""

    def __init__(self, md: Markdown, build: Build, blocks: BlocksProcessor) -> None:
        super().__init__(md)
        self._build = build
        self._blocks = blocks

    def run(self, lines: list[str]) -> list[str]:
        """Report every header that would not become a block."""
        for number, line in enumerate(lines):
            opening = _OPENING.match(line)
            if opening is not None and opening["header"]:
                self._check(opening, lines[number + 1 :])
        return lines

    def _check(self, opening: re.Match[str], rest: list[str]) -> None:
        header = opening["header"]
        words = _HEADER.match(header)
        name = words["name"].lower() if words else header.split()[0]
        known = sorted(self._blocks.blocks)
        if words is None or name not in known:
            near = difflib.get_close_matches(name, known, 1)
            if words is None and name in known:
                self._build.wrong(f"'/// {header}': nothing may stand behind the block's name")
            else:
                hint = f"; did you mean '{near[0]}'?" if near else ""
                names = ", ".join(known)
                self._build.wrong(f"'/// {header}' is not a block (allowed: {names}{hint})")
        elif name in (_ListBlock.NAME, _PageBlock.NAME):
            self._check_own(name, words["argument"], opening["indent"], rest)

    def _check_own(self, name: str, argument: str | None, indent: str, rest: list[str]) -> None:
        shown = f"'/// {name}'"
        if indent:
            self._build.wrong(f"{shown} must stand at the beginning of a line, in no list or quote")
        if name == _PageBlock.NAME and (argument or "") not in self._build.slugs:
            self._build.wrong(f"{shown}: there is no publication '{argument or ''}'")
        if name == _ListBlock.NAME and argument:
            self._build.wrong(f"{shown}: nothing may stand behind the block's name")
        options, closed = _options(rest)
        if not closed:
            self._build.wrong(
                f"{shown} is not closed by a line '///' (only its options, indented by four"
                " spaces, may stand in between)"
            )
        try:
            given = yaml.safe_load(textwrap.dedent("\n".join(options)))
        except yaml.YAMLError as error:
            self._build.wrong(f"{shown}: options are not YAML: {' '.join(str(error).split())}")
        if given is not None and not isinstance(given, dict):
            self._build.wrong(f"{shown}: options are not of the form 'name: value'")
        try:
            Selection.from_mapping(given or {})
        except SelectionError as error:
            self._build.wrong(f"{shown}: {error}")


class _Reference(InlineProcessor):
    """Turns the mark that a citation leaves in a footnote into a hole."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__(REFERENCE_MARK.format(slug=r"([\w-]+)"), md)
        self._page = page

    def handleMatch(  # type: ignore[override]  # the base class is that of an older interface
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The hole, or nothing where no such publication is."""
        if m[1] not in self._page.build.slugs:
            return None, None, None
        return self._page.reference(m[1]), m.start(0), m.end(0)


class _Fill(Treeprocessor):
    """Fills the holes, and reports blocks that are still text."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        """Look at what the author wrote, then fill in what he did not."""
        for element in root.iter():
            if element.tag in ("pre", "code", "script", "style", "textarea"):
                continue
            for text in (element.text, *(child.tail for child in element)):
                if text and _STRAY.search(text):
                    line = next(line for line in text.splitlines() if _STRAY.match(line)).strip()
                    self._page.build.wrong(f"'{line}' was left over as text: not a block here")
        self._page.fill(root)


def _options(rest: list[str]) -> tuple[list[str], bool]:
    """The lines indented by four below a block's header, and whether `///` closes it."""
    options: list[str] = []
    for line in rest:
        if re.match(r" {4,}\S", line):
            options.append(line)
        elif line.strip():
            return options, re.fullmatch(r"/{3,}\s*", line) is not None
    return options, False


def _next_heading(root: Element) -> str:
    """The tag of a heading one level below the last one on the page so far, h2 at least."""
    level = 1
    for element in root.iter():
        if re.fullmatch(r"h[1-6]", element.tag):
            level = int(element.tag[1])
    return f"h{min(level + 1, 6)}"


def makeExtension(**options: Any) -> PublicationsExtension:
    """What Python-Markdown calls where the extension is named by its module."""
    return PublicationsExtension(**options)
