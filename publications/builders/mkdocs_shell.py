"""The theme's template around the bodies of generated pages: rendered once, then filled.

All generated pages are at one depth and differ in a few strings: title, description, metadata,
addresses, body. So the theme's template is rendered for a stand-in, whose strings are marks, and
its output is cut at the marks into a shell. A shell is used only where it gives, for the first and
the last of the pages, exactly what the template gives; otherwise each page is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from publications.builders.mkdocs_files import PublicationPage, contents
from publications.exports import parts
from publications.pages.generated import TEMPLATE

_SOURCE: Final = "{{ publication_page() }}"
# What a template may print of a page beside its front matter.
_ATTRIBUTES: Final = ("title", "content", "edit_url", "url", "abs_url", "canonical_url")
# Pages differ in which strings they have; of more shells than these the time is not saved.
_MOST: Final = 8

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shell:
    """Output of the template: texts, and between them the names of the strings of a page."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, strings: Mapping[str, str]) -> str:
        """The page that has these strings.

        >>> Shell(("<h1>", "</h1>"), ("title",)).filled({"title": "Sand"})
        '<h1>Sand</h1>'
        """
        pieces = [self.texts[0]]
        for name, text in zip(self.names, self.texts[1:], strict=True):
            pieces += (strings[name], text)
        return "".join(pieces)


def use(
    environment: jinja2.Environment,
    config: MkDocsConfig,
    pages: Sequence[PublicationPage],
    complete: Callable[[PublicationPage], None],
) -> None:
    """Put a template that fills the shells in the place of the theme's for generated pages.

    `complete` gives a page all that the template prints of it.
    """
    shells = _Shells(environment.get_template(TEMPLATE), config, pages[-1], complete)
    own = jinja2.DictLoader({TEMPLATE: _SOURCE})
    environment.loader = jinja2.ChoiceLoader([own, *filter(None, [environment.loader])])
    environment.globals["publication_page"] = shells.printed


class _Shells:
    """The shells of one build."""

    def __init__(
        self,
        template: jinja2.Template,
        config: MkDocsConfig,
        last: PublicationPage,
        complete: Callable[[PublicationPage], None],
    ) -> None:
        self._template = template
        self._config = config
        self._last = last
        self._complete = complete
        self._shells: dict[object, Shell] = {}
        self._begun = False
        self._hold = True

    @jinja2.pass_context
    def printed(self, context: jinja2.runtime.Context) -> str:
        """The output for the page of a context, of a shell or of the template itself."""
        values = context.get_all()
        page = values["page"]
        if not isinstance(page, PublicationPage):
            return self._rendered(values, page)
        shape = _shape(page)
        if not self._begun:
            self._begun = True
            self._complete(self._last)
            self._hold = self._holds(values, self._last) and self._holds(values, page)
        elif self._hold and shape not in self._shells:
            self._hold = self._holds(values, page)
        if self._hold:
            return self._shells[shape].filled(_strings(page))
        return self._rendered(values, page)

    def _holds(self, context: Context, page: PublicationPage) -> bool:
        """Whether a shell, a new one if need be, gives what the template gives for the page."""
        shape = _shape(page)
        if shape not in self._shells:
            try:
                self._shells[shape] = self._cut(context, page)
            except Exception:  # noqa: BLE001  # templates may ask for what only a real page has
                return False
        filled = self._shells[shape].filled(_strings(page))
        return len(self._shells) <= _MOST and filled == self._rendered(context, page)

    def _cut(self, context: Context, page: PublicationPage) -> Shell:
        """The output of the template for a stand-in, cut at its strings."""
        stand_in = _stand_in(page, self._config)
        names = {text: name for name, text in _strings(stand_in).items()}
        # Of an address the whole is found before a part of it, which begins later.
        pattern = "|".join(map(re.escape, names))
        pieces = re.split(f"({pattern})", self._rendered(context, stand_in))
        return Shell(tuple(pieces[::2]), tuple(names[piece] for piece in pieces[1::2]))

    def _rendered(self, context: Context, page: Page) -> str:
        """The output of the theme's template for a page."""
        return self._template.render({**context, "page": page})


def _strings(page: Page) -> dict[str, str]:
    """The strings that a template may print of a page, by name; without empty ones."""
    strings = {name: getattr(page, name) for name in _ATTRIBUTES}
    strings |= _front_matter(page)
    return {name: value for name, value in strings.items() if value and isinstance(value, str)}


def _front_matter(page: Page) -> dict[str, Any]:
    """The values of the front matter, those of its mappings each by a name of its own."""
    values: dict[str, Any] = {}
    for name, value in page.meta.items():
        if isinstance(value, dict):
            values |= {f"meta.{name}.{key}": inner for key, inner in value.items()}
        elif name != "template":  # what it is may be asked for; to be printed it is not meant
            values[f"meta.{name}"] = value
    return values


def _shape(page: PublicationPage) -> object:
    """What pages of one shell have in common: which strings they have, and all other values."""
    others = [item for item in _front_matter(page).items() if not isinstance(item[1], str)]
    return tuple(_strings(page)), page.sections, repr(others)


def _stand_in(page: PublicationPage, config: MkDocsConfig) -> PublicationPage:
    """A page of the same shape, whose strings occur nowhere else."""
    file = File.generated(config, parts.page_path(_marked("slug", page.url)), content="")
    stand_in = PublicationPage(page.publication, file, config)
    stand_in.markdown = ""
    stand_in.content = _marked("content", page.content)
    stand_in.edit_url = _marked("edit", page.edit_url)
    for name, value in page.meta.items():
        stand_in.meta[name] = _marked(name, value)
    stand_in.meta["template"] = page.meta["template"]
    stand_in.toc = contents(stand_in.meta["title"], page.sections)
    return stand_in


def _marked(name: str, value: Any) -> Any:
    """A mark in the place of each string: letters, which no template escapes or shortens."""
    if isinstance(value, dict):
        return {key: _marked(f"{name} {key}", inner) for key, inner in value.items()}
    if not value or not isinstance(value, str):
        return value
    return f"publication{name.encode().hex()}mark"
