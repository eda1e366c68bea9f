"""The theme's template around the bodies of generated pages: rendered once, then filled.

All generated pages are at one depth and differ in a few strings: title, description, metadata,
addresses, body (`pages/shells.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from publications.builders.mkdocs_files import PublicationPage, contents
from publications.exports import parts
from publications.pages import shells
from publications.pages.generated import TEMPLATE

_SOURCE: Final = "{{ publication_page() }}"
# What a template may print of a page beside its front matter.
_ATTRIBUTES: Final = ("title", "content", "edit_url", "url", "abs_url", "canonical_url")


def use(
    environment: jinja2.Environment,
    config: MkDocsConfig,
    pages: Sequence[PublicationPage],
    complete: Callable[[PublicationPage], None],
) -> None:
    """Put a template that fills the shells in the place of the theme's for generated pages.

    `complete` gives a page all that the template prints of it.
    """
    template = environment.get_template(TEMPLATE)

    def last() -> PublicationPage:
        complete(pages[-1])
        return pages[-1]

    shells_of_build = shells.Shells(_values, lambda page: _stand_in(page, config), last)

    @jinja2.pass_context
    def printed(context: jinja2.runtime.Context) -> str:
        """The output for the page of a context."""
        values = context.get_all()

        def render(page: object) -> str:
            return template.render({**values, "page": page})

        page = values["page"]
        if isinstance(page, PublicationPage):
            return shells_of_build.output(page, render)
        return render(page)

    own = jinja2.DictLoader({TEMPLATE: _SOURCE})
    environment.loader = jinja2.ChoiceLoader([own, *filter(None, [environment.loader])])
    environment.globals["publication_page"] = printed


def _values(page: PublicationPage) -> dict[str, Any]:
    """What a template may print of a page, or ask for."""
    values = {name: getattr(page, name) for name in _ATTRIBUTES}
    return {**values, "sections": page.sections, **shells.flat(page.meta)}


def _stand_in(page: PublicationPage, config: MkDocsConfig) -> PublicationPage:
    """A page of the same shape, whose strings occur nowhere else."""
    slug = shells.marked("slug", page.url)
    file = File.generated(config, parts.page_path(slug), content="")
    stand_in = PublicationPage(page.publication, file, config)
    stand_in.markdown = ""
    stand_in.content = shells.marked("content", page.content)
    stand_in.edit_url = shells.marked("edit", page.edit_url)
    for name, value in page.meta.items():
        stand_in.meta[name] = shells.marked(name, value)
    stand_in.meta["template"] = page.meta["template"]
    stand_in.toc = contents(stand_in.meta["title"], page.sections)
    return stand_in
