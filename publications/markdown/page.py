"""The page that Markdown is being converted for: its build, its path, what is to be filled in."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from publications import exports
from publications.exports.jsonld_nodes import Node
from publications.markdown import fragments, standalone, zensical
from publications.pages import render
from publications.pages.build import Build, Conversion
from publications.pages.views import Href
from publications.settings import Options, Settings, read_settings, words_of

HOLE: Final = "data-publications-hole"
#: The template of the publications under one heading.
LIST: Final = "list.html"
_CONFIG: Final = Path("mkdocs.yml")
# Attributes whose value is an id.
_WITH_AN_ID: Final = (
    "id", "for", "headers", "aria-controls", "aria-describedby", "aria-details", "aria-labelledby"
)  # fmt: skip


class CurrentPage:
    """The page that a Markdown processor converts, and the fragments that are to be filled in.

    Under MkDocs the plugin gives the conversion.  Elsewhere it is made when the page asks for it,
    of what Zensical tells about the site, or of the mkdocs.yml in the working directory.
    """

    def __init__(
        self, md: Markdown, options: Mapping[str, Any], conversion: Conversion | None
    ) -> None:
        self._md = md
        self._unchecked = options
        self._from_plugin = conversion
        self.reset()

    def reset(self) -> None:
        """Forget the page before."""
        self._conversion = self._from_plugin
        self._fragments: list[tuple[str, str]] = []
        self._ids: set[str] = set()
        #: The elements that lists were filled into.
        self.lists: list[Element] = []

    @functools.cached_property
    def _options(self) -> Options:
        """Checked options.  Raises OptionsError."""
        return Options.from_mapping(self._unchecked)

    @property
    def conversion(self) -> Conversion:
        """The conversion of the page.  Raises OptionsError."""
        if self._conversion is None:
            self._conversion = self._standalone()
        return self._conversion

    @property
    def build(self) -> Build:
        """The build that the page belongs to.  Raises OptionsError."""
        return self.conversion.build

    @property
    def href(self) -> Href:
        """What links to publications and their files lead to, of paths below the docs folder.

        They are relative to this page, but absolute to another edition.
        """
        first = self.build.renderer.site.first
        if first is not None:
            return first.link
        return render.Relative(self.conversion.page)

    def _standalone(self) -> Conversion:
        """The conversion of Zensical's page, or else of mkdocs.yml, or of the options alone."""
        context = zensical.context_of(self._md)
        if context is not None:
            settings = zensical.settings_of(context, self._options)
            return Conversion(standalone.build_of(settings), context.page.path)
        if _CONFIG.is_file():
            settings = replace(read_settings(_CONFIG), options=self._options)
        else:
            language = self._options.language or "en"
            words = words_of(Path(), self._options, language)
            settings = Settings(Path(), Path("docs"), (), "", "", (), self._options)
            settings = replace(settings, language=language, words=words)
        return Conversion(standalone.build_of(settings, alone=True))

    def tell_templates(self) -> None:
        """Give Zensical's templates what they get of the plugin under MkDocs."""
        context = zensical.context_of(self._md)
        if self._from_plugin is None and context is not None:
            settings = zensical.settings_of(context, self._options)
            zensical.tell_templates(context, self.build, settings)

    def hole(self, parent: Element, tag: str, html: str, name: str) -> Element:
        """Leave an empty element that `fill` turns into the fragment."""
        self._fragments.append((html, name))
        return SubElement(parent, tag, {HOLE: str(len(self._fragments) - 1)})

    def unique(self, anchor: str) -> str:
        """An id that no block on this page has used."""
        candidate, number = anchor, 1
        while candidate in self._ids:
            number += 1
            candidate = f"{anchor}_{number}"
        self._ids.add(candidate)
        return candidate

    def fill(self, root: Element) -> None:
        """Turn each hole into its fragment, in place; say to machines what the page is."""
        for element in list(root.iter()):
            number = element.attrib.get(HOLE)
            if number is None:
                continue
            html, name = self._fragments[int(number)]
            self._fragments[int(number)] = ("", "")  # long lists are large
            filled = fragments.fragment(html, name)
            if name == LIST:
                self.lists.append(element)
            self._make_ids_unique(filled)
            for video in filled.iter("video"):
                video.set("src", self._seen_from_address(video.get("src", "")))
            element.tag, element.attrib, element.text = filled.tag, filled.attrib, filled.text
            element[:] = list(filled)
        nodes = self._nodes()
        if nodes:
            script = SubElement(root, "script", {"type": "application/ld+json"})
            script.text = exports.jsonld.dumps(nodes)

    def _make_ids_unique(self, fragment: Element) -> None:
        """Rename the ids that an earlier block of the page has, and what refers to them."""
        attributes: dict[tuple[str, str], str] = {}
        for element in fragment.iter():
            anchor = element.get("id")
            if anchor is not None:
                unique = self.unique(anchor)
                attributes |= dict.fromkeys(((name, anchor) for name in _WITH_AN_ID), unique)
                attributes["href", f"#{anchor}"] = f"#{unique}"
        if not attributes:
            return
        for element in fragment.iter():
            for attribute in element.items():
                if attribute in attributes:
                    element.set(attribute[0], attributes[attribute])

    def _seen_from_address(self, source: str) -> str:
        """A relative path of a file, seen from the address of this page and not from its file.

        Builders do that to links and pictures, but not to videos.
        """
        page = self.conversion.page
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), source))
        return render.relative(target, self.build.renderer.site.address(page))

    def _nodes(self) -> list[Node]:
        """JSON-LD of the first page, which presents the owner, and of the list of everything."""
        site = self.build.renderer.site
        path = self.conversion.page
        nodes: list[Node] = []
        if path in ("index.md", "README.md"):
            nodes += [exports.jsonld.person(site), exports.jsonld.website(site)]
        if site.list_page is not None and path == site.list_page.path:
            nodes.append(exports.jsonld.collection(self.build.listed, site))
            nodes += exports.jsonld.trail(site)
        return nodes
