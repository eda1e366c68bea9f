"""HTML of lists, items and pages of publications, through Jinja2 with autoescape on.

The templates stand in the package (`publications/pages/templates/`); a file of the same name in the
folder `publications/` of the site's `custom_dir`, or of its theme, goes before, and may extend the
original as `default/<name>`.
Templates print; what they print is decided here, in the views.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote_plus

import jinja2
from markupsafe import Markup

from publications import exports
from publications.exports import parts
from publications.model import status, venue, wording
from publications.model.lines import Line
from publications.model.publication import Publication
from publications.model.versions import Related
from publications.pages import facets, faults, figures, labels, selection, ties, timeline, views
from publications.pages.authors import Authors, authors_view
from publications.pages.facets import Topics
from publications.pages.figures import FigureView
from publications.pages.views import Action, Href, NoticeView, VersionView
from publications.settings import Site

#: The id of a publication's heading.  A key is none: it might be one that the theme's script reads.
HEADING_ID: Final = "publication"
#: The notices that come before the title on a publication's own page.
_ABOVE_TITLE: Final = (status.RETRACTION, status.CONCERN)
_WAY_OUT: Final = "mend it, or remove it: the package has one of its own"
#: Macros, each in the template of its name.
_MACROS: Final = ("names", "notice")
_NO_WORKS: Final[Mapping[str, Sequence[Publication]]] = {}


class TemplateError(ValueError):
    """A template that cannot be read, raises, or whose output is not well-formed XML: names it."""


@dataclass(slots=True)
class Item:
    """What the templates of an item and of a page print."""

    publication: Publication
    title: Markup
    url: str
    authors: Authors
    venue: Line
    badges: tuple[str, ...]
    actions: tuple[Action, ...]
    notices: tuple[NoticeView, ...] = ()
    versions: tuple[VersionView, ...] = ()
    search: str = ""
    coins: str = ""
    figure: FigureView | None = None


class Renderer:
    """Renders fragments, which are well-formed XML.

    `href` turns a path below the docs folder, such as `publications/key.md`, into what the page
    that the fragment stands on links to.
    """

    def __init__(
        self,
        site: Site,
        overrides: Sequence[Path] = (),
        compiled: jinja2.BytecodeCache | None = None,
    ) -> None:
        package = jinja2.PackageLoader("publications.pages")
        original = jinja2.PrefixLoader({"default": package})
        self.site = site
        self._overrides = overrides
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(overrides), original, package]),
            autoescape=True,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            bytecode_cache=compiled,
        )
        # As a filter of a constant name it is called once, when a template is compiled.
        self._environment.filters["words"] = site.words
        self._environment.globals["words"] = site.words

    def items(
        self,
        publications: Sequence[Publication],
        detail: str,
        href: Href,
        *,
        under_year: bool = False,
        topics: Topics | None = None,
        coins: bool = False,
        with_figures: bool = False,
        works: Mapping[str, Sequence[Publication]] = _NO_WORKS,
        under_kind: bool = False,
        first_number: int | None = None,
    ) -> str:
        """The list of publications under one heading, that of their year, their kind or another.

        `topics` are those that the filter of the list offers; `coins` is whether reference managers
        are told of each entry, by which they save all; `works` are the versions of works;
        `first_number` is that of the first entry, where entries are numbered.
        """
        short = detail == "summary"
        words = self.site.words
        line = views.venue_line(detail, under_year=under_year, under_kind=under_kind)
        items = []
        for each in publications:
            item = self._item(each, href, line(each, words), full=detail == "full")
            item.search = facets.key(each, words, short=short)
            item.versions = tuple(views.versions(each, works.get(each.work, ()), href, self.site))
            if coins:
                item.coins = exports.coins.write(each, self.site)
            if with_figures:
                item.figure = figures.beside(each, href, words)
            items.append(item)
        context = {"items": items, "detail": detail, "topics": topics, "start": first_number}
        return self._render("list.html", context)

    def filter(self, publications: Sequence[Publication], topics: Topics | None) -> str:
        """The filter of a list, for the script to use."""
        context = {"types": facets.types(publications, self.site.words), "topics": topics}
        return self._render("filter.html", {**context, "total": len(publications)})

    def way_to_all(self, total: int, page: str) -> str:
        """The link from an excerpt on a page of this path to the list of all publications.

        Empty where no page lists them all, or this one does.
        """
        url = self.list_url(page)
        if not url:
            return ""
        return self._render("all.html", {"total": total, "url": url})

    def list_url(self, page: str) -> str:
        """The list of all publications as seen from another page; empty where there is none."""
        listed = self.site.list_page
        if listed is None or listed.path == page:
            return ""
        return relative(listed.path, page)

    def timeline(
        self, publications: Sequence[Publication], links: Mapping[str, str], list_url: str = ""
    ) -> str:
        """The record of publications that come newest first; `links` of the anchors of years.

        With `list_url` a caption leads to the list of them.  Empty where no publication has a year.
        """
        record = timeline.draw(publications, self.site.words)
        if not record.frames:
            return ""
        context = {"record": record, "height": timeline.HEIGHT, "links": links}
        caption = {"total": len(publications), "list_url": list_url}
        return self._render("timeline.html", context | caption)

    def year_links(self, publications: Sequence[Publication], page: str) -> dict[str, str]:
        """Links by anchor to the years of the list of everything, on a page of this path.

        Empty where that list is not grouped by year.
        """
        listed = self.site.list_page
        if listed is None or not listed.by_year:
            return {}
        path = ""
        if listed.path != page:
            path = relative(listed.path, page)
        anchors = {selection.year_heading(publication)[1] for publication in publications}
        return {anchor: f"{path}#{anchor}" for anchor in anchors}

    def title(self, publication: Publication) -> str:
        """The heading of a publication's own page: what goes inside its h1."""
        title = ties.title_of(publication, self.site.language)
        if "<a" in publication.title.html:
            title = ties.title_of(publication, self.site.language, links=True)
        return f"<span>{title}</span>"

    def notices(self, publication: Publication, href: Href) -> str:
        """What stands above the heading of a publication's own page; empty without a notice."""
        every = views.notices(publication, href, self.site.words)
        notices = [each for each in every if each.kind in _ABOVE_TITLE]
        if not notices:
            return ""
        context = {"notices": notices, "title": publication.title.text}
        return self._render("notices.html", context)

    def page(self, publication: Publication, neighbours: Neighbours, href: Href) -> str:
        """A publication's own page, below its heading."""
        words = self.site.words
        downloads = [
            (fmt.name, fmt.label, href(f"publications/{publication.slug}.{fmt.suffix}"))
            for fmt in exports.FORMATS
        ]
        related = [
            (
                words.term(each.words),
                ties.title_of(each.publication, self.site.language),
                href(parts.page_path(each.publication.slug)),
                venue.labelled(each.publication, words),
            )
            for each in neighbours.related
        ]
        links = [
            (rel, ties.title_of(other, self.site.language), href(parts.page_path(other.slug)))
            for rel, other in (("prev", neighbours.newer), ("next", neighbours.older))
            if other is not None
        ]
        item = self._item(publication, href, venue.long_venue(publication, words))
        item.figure = figures.on_page(publication, href, words)
        return self._render(
            "page.html",
            {
                "item": item,
                "venue": venue.labelled(publication, words),
                "venue_label": labels.of_venue(publication, words),
                "references": list(exports.citation_text.references(publication)),
                "bibtex": exports.bibtex.write(publication),
                "identifiers": labels.identifiers(publication, words),
                "keywords": self._keywords(publication, href),
                "downloads": downloads,
                "related": related,
                "neighbours": links,
                "list_url": href(self.site.list_page.path) if self.site.list_page else "",
            },
        )

    def reference(self, publication: Publication, href: Href) -> str:
        """The text of a footnote that cites a publication."""
        line = venue.long_venue(publication, self.site.words)
        item = self._item(publication, href, line)
        names = item.authors.collaboration
        if publication.people.persons and not names:
            names = publication.people.persons[-1].name
        stops = {
            "names": wording.between(names, ". "),
            "title": wording.between(publication.title.text, ". "),
            "venue": wording.between(line.text, "."),
        }
        return self._render("reference.html", {"item": item, "stops": stops})

    def _item(
        self,
        publication: Publication,
        href: Href,
        line: Line,
        *,
        full: bool = False,
    ) -> Item:
        """What templates print: `full` on paper."""
        words = self.site.words
        actions = self._actions(publication, href)
        if full:
            actions = self._in_full(publication, href)
        return Item(
            publication=publication,
            title=ties.title_of(publication, self.site.language),
            url=href(parts.page_path(publication.slug)),
            authors=authors_view(publication, words, folds=not full),
            venue=line,
            badges=tuple(map(views.badge, publication.awards)),
            actions=actions,
            notices=tuple(views.notices(publication, href, words)),
        )

    def _keywords(self, publication: Publication, href: Href) -> list[tuple[str, str]]:
        """The keywords, and where the list of all publications is filtered by each."""
        listed = self.site.list_page
        if listed is None:
            return [(keyword, "") for keyword in publication.keywords]
        url = href(listed.path)
        return [(word, f"{url}?q={quote_plus(word)}") for word in publication.keywords]

    def _actions(self, publication: Publication, href: Href) -> tuple[Action, ...]:
        """The links of an item, and at last the one to its citation."""
        cite = href(f"publications/{publication.slug}.bib")
        about = publication.title.text
        words = self.site.words
        action = Action("cite", words("link.cite"), cite, about)
        return (*views.links(publication, href, words), action)

    def _in_full(self, publication: Publication, href: Href) -> tuple[Action, ...]:
        """The links as paper needs them: identifiers in full, and nothing to download."""
        written = {"doi": f"doi:{publication.doi}", "arxiv": f"arXiv:{publication.arxiv}"}
        return tuple(
            link._replace(label=written.get(link.rel, link.label))
            for link in views.links(publication, href, self.site.words)
        )

    @functools.cached_property
    def _macros(self) -> Mapping[str, object]:
        """The macros that templates call for each publication, where importing them is dear."""
        templates = {name: self._environment.get_template(f"{name}.html") for name in _MACROS}
        return {name: getattr(template.module, name) for name, template in templates.items()}

    def _render(self, name: str, context: Mapping[str, object]) -> str:
        """What a template makes of its context.  Raises TemplateError."""
        try:
            template = self._environment.get_template(name)
            return template.render(self._macros, site=self.site, **context)
        except Exception as error:  # whatever the owner's template does
            fault = faults.of_template(error, self._overrides, _WAY_OUT)
            if not fault:
                fault = f"template publications/{name}: {type(error).__name__}: {error}"
            raise TemplateError(fault) from error


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The publications before and after one in the list, and those that are related to it."""

    newer: Publication | None = None
    older: Publication | None = None
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Relative:
    """What a page links to, of paths below the docs folder."""

    page: str

    def __call__(self, target: str) -> str:
        """The link to a path."""
        return relative(target, self.page)


def relative(target: str, page: str) -> str:
    """A path below the docs folder as seen from a page there: what links in Markdown are."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
