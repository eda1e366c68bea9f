"""What the filter of a list offers: types always, keywords or venues where the list is long."""

from __future__ import annotations

from publications.model.publication import Publication
from publications.pages import facets
from tests.exported import read
from tests.rows import every_row


def bibliography(*numbers: tuple[int, str]) -> list[Publication]:
    """So many articles with each of these fields."""
    fields = [text for number, text in numbers for _ in range(number)]
    entries = [f"@article{{k{n}, title={{T}}, {text}}}" for n, text in enumerate(fields)]
    return list(read("\n".join(entries)))


@every_row(
    "numbers, name, offered",
    [
        ([(20, "journal={A}"), (19, "journal={B}")], "", []),
        ([(20, "journal={A}"), (20, "journal={B}")], "venue", ["A 20", "B 20"]),
        ([(10, "journal={A}"), (30, "journal={B}")], "venue", ["B 30", "A 10"]),
        ([(38, "journal={A}"), (2, "abbr={B}, journal={Long}")], "venue", ["A 38", "B 2"]),
        ([(37, "journal={A}"), (2, "journal={B}"), (1, "journal={C}")], "venue", ["A 37", "B 2"]),
        ([(39, "journal={A}"), (1, "journal={B}")], "", []),
        ([(40, "year=2020")], "", []),
        (
            [(20, "keywords={Sea ice, noise}"), (20, "journal={A}")],
            "keyword",
            ["noise 20", "Sea ice 20"],
        ),
        ([(19, "keywords={Sea ice, noise}"), (21, "journal={A}")], "", []),
        ([(30, "keywords={Ice; ice, ICE}"), (10, "keywords={snow}")], "keyword",
         ["Ice 30", "snow 10"]),
    ],
)  # fmt: skip
def test_topics(numbers: list[tuple[int, str]], name: str, offered: list[str]) -> None:
    topics = facets.topics(bibliography(*numbers))
    assert (topics.name if topics else "") == name
    shown = topics.facets if topics else ()
    assert [f"{facet.label} {facet.count}" for facet in shown] == offered


def test_items_bear_their_values_as_the_filter_has_them() -> None:
    publications = bibliography((30, "keywords={Sea Ice, Überhang}"), (10, "keywords={snow}"))
    topics = facets.topics(publications)
    assert topics
    assert topics.of(publications[0]) == "sea ice|uberhang"
    assert {facet.value for facet in topics.facets} == {"sea ice", "uberhang", "snow"}


def test_types_come_in_the_order_of_the_list() -> None:
    listed = read("@book{a, title={T}} @article{b, title={T}} @book{c, title={T}}")
    assert [(facet.value, facet.count) for facet in facets.types(listed)] == [
        ("book", 2),
        ("article", 1),
    ]


def test_a_value_keeps_the_spelling_that_is_seen_first() -> None:
    topics = facets.topics(bibliography((20, "keywords={Ice; snow}"), (20, "keywords={ICE}")))
    assert topics is not None
    assert [facet.label for facet in topics.facets] == ["Ice", "snow"]
