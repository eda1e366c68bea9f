"""The Python-Markdown extension: the blocks `publications`, `publication` and `timeline`.

A block enters the page in two steps.  While Markdown is parsed only headings and empty holes go
into the tree; after every extension that rewrites text has run, and before the table of contents,
anchors and links are collected, the holes are filled with rendered fragments.  So no extension sees
text of refs.bib, and headings, anchors and links inside the fragments are treated like the page's
own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from publications.markdown import finished, footnotes, headers, lists, printing
from publications.markdown.page import LIST, CurrentPage
from publications.pages import facets, render, selection
from publications.pages.build import Conversion
from publications.pages.select_tests import SelectionError
from publications.pages.selection import Group, Selection
from publications.words import Words

# After attr_list (8), abbr (7) and smarty (6); before toc and MkDocs' scan for anchors (5) and for
# links (0).
PRIORITY: Final = 5.5
CLASS: Final = "site-publications"
#: Entries of a list of which reference managers are told; longer lists would pay too much for it.
MOST_SAVED: Final = 200


_VERBATIM: Final = frozenset(("pre", "code", "script", "style", "textarea"))


class PublicationsExtension(BlocksExtension):
    """`publications` under `markdown_extensions`, with the options of `settings.Options`.

    Under MkDocs the plugin passes `conversion`; elsewhere the extension reads refs.bib itself, when
    the page being converted asks for it: MkDocs makes an instance only to check the configuration.
    Options are checked then as well: the plugin and `generate` have named a wrong one before.
    """

    def __init__(self, **options: Any) -> None:
        self._conversion: Conversion | None = options.pop("conversion", None)
        self._options = options
        super().__init__()

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Register the blocks, the check of their headers, citations, and the filling of holes."""
        page = self._page = CurrentPage(md, self._options, self._conversion)
        block_mgr.register(_ListBlock, {"page": page})
        block_mgr.register(_PageBlock, {"page": page})
        block_mgr.register(_TimelineBlock, {"page": page})
        # Below fenced code (25), which may show blocks as they are written.
        md.preprocessors.register(_Headers(md, page, block_mgr), "publications", 24)
        footnotes.register(md, page)
        md.treeprocessors.register(_Fill(md, page), "publications", PRIORITY)
        handover = printing.HandOver(md, page)
        md.treeprocessors.register(handover, "publications_print", printing.PRIORITY)
        aside = lists.SetAside(md, page)
        md.treeprocessors.register(aside, "publications_lists", lists.PRIORITY)
        finished.register(md)
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the page before."""
        self._page.reset()


class _ListBlock(Block):
    """`/// publications`: a list, under headings."""

    NAME = headers.LIST
    OPTIONS: ClassVar = dict.fromkeys(selection.NAMES, (None, None))

    def on_create(self, parent: Element) -> Element:
        """Headings and holes.

        Options are checked again: _Headers does not see a block within another.
        """
        page: CurrentPage = self.config["page"]
        root = SubElement(parent, "div", {"class": CLASS})
        with page.conversion.faults_kept():
            _check_parent(parent, self.NAME, page)
            _say_when_copied(root, page.build.renderer.site.words)
            self._add_groups(root, page)
        return root

    def _add_groups(self, root: Element, page: CurrentPage) -> None:
        """Add filter, record, headings and lists.  Raises BlockError for a wrong option."""
        given = {k: v for k, v in self.options.items() if k in selection.NAMES and v is not None}
        chosen = _checked(given, page)
        renderer = page.build.renderer
        groups = chosen.apply(page.build.bibliography.publications, renderer.site.words)
        listed = [publication for group in groups for publication in group.publications]
        anchors = {group.anchor: page.unique(group.anchor) for group in groups if group.title}
        topics = None
        if chosen.filter and listed:
            topics = facets.topics(listed)
            page.hole(root, "div", renderer.filter(listed, topics), "filter.html")
        if chosen.timeline:
            links = {anchor: f"#{unique}" for anchor, unique in anchors.items()}
            _add_record(root, renderer.timeline(listed, links), page)
        heading = _next_heading(self.md.parser.root)
        number = 1
        for group in groups:
            section = _add_section(root, group, heading, anchors.get(group.anchor, ""))
            items = renderer.items(
                group.publications,
                chosen.detail,
                page.href,
                under_year=chosen.group == "year",
                topics=topics,
                works=page.build.works,
                coins=len(listed) <= MOST_SAVED,
                with_figures=chosen.with_figures,
                under_kind=chosen.group == "type",
                first_number=number if chosen.numbers else None,
            )
            number += len(group.publications)
            parent = section
            if group.folded:
                parent = _add_fold(section, group, renderer.site.words)
            page.hole(parent, "div", items, LIST)
        total = len(page.build.listed)
        if chosen.excerpt and 0 < len(listed) < total:
            self._add_way_to_all(root, total, page)

    def _add_way_to_all(self, root: Element, total: int, page: CurrentPage) -> None:
        """Add the link from an excerpt to the list of all publications, if there is one."""
        link = page.build.renderer.way_to_all(total, page.conversion.page)
        if link:
            page.hole(root, "p", link, "all.html")


class _PageBlock(Block):
    """`/// publication | <slug>`: a publication's own page; generated pages consist of it."""

    NAME = headers.PAGE
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """The heading and a hole for the rest."""
        page: CurrentPage = self.config["page"]
        with page.conversion.faults_kept():
            self._check(parent, page)
        if page.conversion.faults:
            return parent  # of a preview, which leaves the page empty
        renderer = page.build.renderer
        publication, neighbours = page.build.publication(self.argument)
        notices = renderer.notices(publication, page.href)
        if notices:
            page.hole(parent, "div", notices, "notices.html")
        # In no other element: the search index takes it for the title.
        heading = SubElement(parent, "h1", {"id": page.unique(render.HEADING_ID)})
        page.hole(heading, "span", renderer.title(publication), "title")
        body = "<div />"
        with page.conversion.faults_kept():
            body = renderer.page(publication, neighbours, page.href)
        return page.hole(parent, "div", body, "page.html")

    def _check(self, parent: Element, page: CurrentPage) -> None:
        """Check what _Headers does not see: a block within another.  Raises BlockError."""
        _check_parent(parent, self.NAME, page)
        if self.argument not in page.build.positions:
            page.conversion.wrong(headers.unknown(self.argument, page.build.positions))


class _TimelineBlock(Block):
    """`/// timeline`: the record of all publications, a frame for each year."""

    NAME = headers.TIMELINE

    def on_create(self, parent: Element) -> Element:
        """Leave a hole; nothing where no publication has a year."""
        page: CurrentPage = self.config["page"]
        with page.conversion.faults_kept():
            _check_parent(parent, self.NAME, page)
            publications = page.build.listed
            renderer = page.build.renderer
            here = page.conversion.page
            links = renderer.year_links(publications, here)
            record = renderer.timeline(publications, links, renderer.list_url(here))
            _add_record(parent, record, page)
        return parent


class _Headers(Preprocessor):
    """Lets no header of a block through that would be printed as text."""

    def __init__(self, md: Markdown, page: CurrentPage, blocks: BlocksProcessor) -> None:
        super().__init__(md)
        self._page = page
        self._blocks = blocks

    def run(self, lines: list[str]) -> list[str]:
        """Check the lines; they stay as they are."""
        self._page.tell_templates()
        if not any("///" in line for line in lines):
            return lines
        conversion = self._page.conversion
        with conversion.faults_kept():
            build = conversion.build
            publications = build.bibliography.publications
            allowed = headers.Allowed(self._blocks.blocks, build.positions, publications)
            for _, message in headers.faults(lines, allowed):
                conversion.wrong(message)
        if conversion.faults:
            return []
        return lines


class _Fill(Treeprocessor):
    """Fills the holes, and lets no block through that is still text."""

    def __init__(self, md: Markdown, page: CurrentPage) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        """Look at what the author wrote, then fill in what they did not.

        A page with a fault is left empty; only a preview gets so far with one.
        """
        conversion = self._page.conversion
        with conversion.faults_kept():
            self._check(root)
            self._page.fill(root)
        if conversion.faults:
            root.clear()

    def _check(self, root: Element) -> None:
        """Raise BlockError for what looks like a block's header in a text that is no code."""
        for element in root.iter():
            if element.tag in _VERBATIM:
                continue
            for text in (element.text, *(child.tail for child in element)):
                line = headers.stray(text or "")
                if line:
                    fact = "was left over as text: no block begins here"
                    self._page.conversion.wrong(f"'{line}' {fact}")


def _say_when_copied(root: Element, words: Words) -> None:
    """Give the script the words for a citation of the list that is copied."""
    for name in ("copied", "bibtex_copied"):
        root.set(f"data-{name.replace('_', '-')}", words(f"page.{name}"))


def _add_section(root: Element, group: Group, heading: str, anchor: str) -> Element:
    """Add the element of a group, with a heading of that tag and id where the group has a title."""
    if not group.title:
        return SubElement(root, "div", {"class": "site-group"})
    section = SubElement(root, "section", {"class": "site-group", "aria-labelledby": anchor})
    title = SubElement(section, heading, {"id": anchor})
    title.text = AtomicString(group.title)
    if group.in_words:
        title.set("class", "site-group__words")
    return section


def _add_fold(section: Element, group: Group, words: Words) -> Element:
    """A closed element for the list of a group, which its count opens."""
    fold = SubElement(section, "details", {"class": "site-fold"})
    summary = SubElement(fold, "summary", {"data-search-exclude": ""})
    summary.text = AtomicString(words("list.count", count=len(group.publications)))
    heading = SubElement(summary, "span", {"class": "site-sr"})
    heading.text = AtomicString(f": {group.title}")
    return fold


def _add_record(parent: Element, record: str, page: CurrentPage) -> None:
    """Leave a hole for a record; nothing where no publication has a year."""
    if record:
        page.hole(parent, "nav", record, "timeline.html")


def _check_parent(parent: Element, name: str, page: CurrentPage) -> None:
    """Raise BlockError in a list or a quote."""
    if parent.tag in ("li", "dd", "blockquote"):
        page.conversion.wrong(f"'/// {name}' cannot stand in a list or a quote")


def _checked(options: Mapping[str, Any], page: CurrentPage) -> Selection:
    """The selection of a list.  Raises BlockError."""
    try:
        chosen = Selection.from_mapping(options)
        chosen.check(page.build.bibliography.publications)
    except SelectionError as error:
        page.conversion.wrong(f"'/// {headers.LIST}': {error}")
    return chosen


def _next_heading(root: Element) -> str:
    """The tag of a heading one level below the last one of the author's own, h2 at least."""
    level, stack = 1, [root]
    while stack:
        element = stack.pop()
        if re.fullmatch(r"h[1-6]", element.tag):
            level = int(element.tag[1])
        if element.get("class") != CLASS:
            stack.extend(reversed(element))
    return f"h{min(level + 1, 6)}"


def makeExtension(**options: Any) -> PublicationsExtension:
    """What Python-Markdown calls where the extension is named by its module."""
    return PublicationsExtension(**options)
