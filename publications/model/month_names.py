"""Names of months and seasons in the languages that bibliographies are written in.

The months are those of Unicode's CLDR, with the forms that dates have beside the lists of them.
A table, for Babel reads 200 kB for each of the languages; a test compares both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from publications.model.date_value import FIRST_SEASON
from publications.tex import fold

_SHORTEST_NAME: Final = 3
#: A row a language, a word a month; `/` is between forms of one.  English is the first.
_MONTHS: Final = (
    "january february march april may june july august september october november december",
    "januar/jänner februar/feber märz april mai juni juli august september oktober november"
    " dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre"
    " noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro/out novembro dezembro",
    "gener febrer març abril maig/mg juny juliol agost/ag setembre octubre novembre desembre",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie"
    " noiembrie decembrie",
    "januari februari maart/mrt april mei juni juli augustus september oktober november december",
    "januar februar marts april maj juni juli august september oktober november desember",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta"
    " toukokuu/toukokuuta kesäkuu/kesäkuuta heinäkuu/heinäkuuta elokuu/elokuuta"
    " syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta",
    "styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca"
    " lipiec/lipca sierpień/sierpnia wrzesień/września październik/października listopad/listopada"
    " grudzień/grudnia",
    "leden/ledna únor/února březen/března duben/dubna květen/května červen/června/čvn"
    " červenec/července/čvc srpen/srpna září říjen/října listopad/listopadu prosinec/prosince",
    "január február március április május június július augusztus szeptember október november"
    " december",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня июль/июля"
    " август/августа сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря",
    "січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня"
    " липень/липня серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада"
    " грудень/грудня",
    "ιανουάριος/ιανουαρίου φεβρουάριος/φεβρουαρίου μάρτιος/μαρτίου απρίλιος/απριλίου μάιος/μαΐου"
    " ιούνιος/ιουνίου ιούλιος/ιουλίου αύγουστος/αυγούστου σεπτέμβριος/σεπτεμβρίου"
    " οκτώβριος/οκτωβρίου νοέμβριος/νοεμβρίου δεκέμβριος/δεκεμβρίου",
)
#: Likewise, from spring to winter.
_SEASONS: Final = (
    "spring summer autumn/fall winter",
    "frühling/frühjahr sommer herbst winter",
    "printemps été automne hiver",
    "primavera verano otoño invierno",
    "primavera estate autunno inverno",
    "primavera verão outono inverno",
    "lente/voorjaar zomer herfst/najaar winter",
)


def number_of(word: str) -> int:
    """The number of a month or season (21 to 24) by its name or the beginning of it; else 0.

    English goes first; a beginning that months of several numbers have says none of them.

    >>> number_of("sept"), number_of("fall"), number_of("März"), number_of("jui"), number_of("ma")
    (9, 23, 3, 0, 0)
    """
    return _numbers().get(fold(word), 0)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    """All names and their beginnings, with their numbers."""
    names = [*_numbered(_MONTHS, 1), *_numbered(_SEASONS, FIRST_SEASON)]
    english = [*_numbered(_MONTHS[:1], 1), *_numbered(_SEASONS[:1], FIRST_SEASON)]
    return _beginnings(names) | dict(names) | _beginnings(english)


def _numbered(rows: tuple[str, ...], first: int) -> Iterator[tuple[str, int]]:
    """The names of some languages with their numbers, of which one is the first."""
    for row in rows:
        for number, forms in enumerate(row.split(), start=first):
            for name in forms.split("/"):
                yield fold(name), number


def _beginnings(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The beginnings of names that say one number."""
    numbers: dict[str, set[int]] = {}
    for name, number in names:
        for length in range(_SHORTEST_NAME, len(name) + 1):
            numbers.setdefault(name[:length], set()).add(number)
    return {beginning: min(several) for beginning, several in numbers.items() if len(several) == 1}
