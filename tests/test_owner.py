"""The facts of this site's owner, on the pages where they belong: `make check-owner`.

These are the only tests that know whose site it is, and no gate asks them: whoever takes the
repository over deletes them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT, mkdocs_build
from tests.elements import attribute, one

pytestmark = pytest.mark.owner
Read = Callable[[str], BeautifulSoup]

KEYS = (
    "wang2026grasp", "mai2021secureface", "mai2019reconstruction", "mai2019leapdetect",
    "mai2018thesis", "mai2017binary", "mai2017guessability", "lim2016learning", "mai2015fusing",
)  # fmt: skip
SELECTED = KEYS[:4]
#: Names, places and figures that a reader would miss; not the prose around them.
FACTS = {
    "/": (
        "Guangcan Mai", "researcher and algorithm engineer", "Algorithm Engineer , TikTok",
        "YY Live (Baidu Group)", "Lenovo Machine Intelligence Center",
        "Hong Kong Baptist University", "Michigan State University",
    ),
    "/experience/": (
        "Algorithm Engineer TikTok",
        "Senior Computer Vision Algorithm Engineer YY Live (Baidu Group)",
        "Staff Researcher Lenovo Machine Intelligence Center",
        "Hong Kong Baptist University and Michigan State University",
    ),
    "/community/": (
        "IEEE TPAMI", "IEEE TIFS", "IEEE TIP", "IEEE TCYB", "Pattern Recognition",
        "IEEE/CAA Journal of Automatica Sinica", "ICME", "ICPR", "ICASSP",
    ),
    "/publications/wang2026grasp/": (
        "Grasp Any Region: Towards Precise, Contextual Pixel Understanding for Multimodal LLMs",
        "Zhaoxiang Zhang", "International Conference on Learning Representations", "ICLR", "2026",
        "Poster", "2510.18876", "cs.CV", "21 October 2025",
    ),
    "/publications/mai2021secureface/": (
        "IEEE Transactions on Information Forensics and Security", "TIFS", "vol. 16",
        "262–277", "January 2021", "Xiangyuan Lan",
    ),
    "/publications/mai2019reconstruction/": (
        "Anil K. Jain", "TPAMI", "vol. 41", "no. 5", "1188–1202", "May 2019", "1703.00832",
    ),
    "/publications/mai2019leapdetect/": (
        "2019 International Conference on Data Mining Workshops", "ICDMW", "IEEE", "Demo",
        "Renjie Gou, Liya Ji, Hua Wu, Fei Cao, Qifeng Chen, Jun Luo",
    ),
    "/publications/mai2017binary/": ("Image and Vision Computing", "vol. 58", "254–265", "2017"),
    "/publications/mai2017guessability/": ("International Joint Conference on Biometrics", "IJCB"),
    "/publications/lim2016learning/": ("Sunny Verma", "Pattern Recognition", "706–719", "2016"),
    "/publications/mai2015fusing/": ("Biometrics Theory, Applications and Systems", "BTAS", "2015"),
    "/publications/mai2018thesis/": ("Hong Kong Baptist University", "August 2018", "PhD thesis"),
}  # fmt: skip
LINKS = [
    ("/", "mailto:mai@guangcan.tech"),
    ("/", "https://scholar.google.com/citations?user=739cUNMAAAAJ"),
    ("/", "https://orcid.org/0000-0002-0326-500X"),
    ("/", "https://github.com/csgcmai"),
    ("/", "https://www.linkedin.com/in/guangcan-mai-378aa985"),
    ("/", "https://openreview.net/profile?id=~Guangcan_Mai1"),
    ("/publications/", "https://github.com/Haochen-Wang409/Grasp-Any-Region"),
    (
        "/publications/",
        "https://huggingface.co/datasets/HaochenWang/Grasp-Any-Region-Dataset",
    ),
    ("/publications/", "https://github.com/csgcmai/NBNet"),
    ("/publications/", "https://arxiv.org/abs/1703.00832"),
    ("/publications/", "https://arxiv.org/abs/2510.18876"),
    ("/publications/mai2021secureface/", "https://doi.org/10.1109/TIFS.2020.3009590"),
    ("/publications/mai2019reconstruction/", "https://doi.org/10.1109/TPAMI.2018.2827389"),
    ("/publications/mai2017binary/", "https://doi.org/10.1016/j.imavis.2016.11.011"),
    ("/publications/mai2017guessability/", "https://doi.org/10.1109/BTAS.2017.8272719"),
    ("/publications/lim2016learning/", "https://doi.org/10.1016/j.patcog.2016.06.018"),
]
#: What knows nothing of the owner: the package, the theme, the tools.
CODE = ("publications", "tools", "Makefile")
WHO = ("guangcan.tech", "csgcmai", "739cUNMAAAAJ", "0000-0002-0326-500X", "TikTok", "LeapDetect")


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Reads a page of the real site by its address."""
    site = tmp_path_factory.mktemp("owner") / "site"
    done = mkdocs_build(ROOT, site, strict=False)
    assert done.returncode == 0, done.stdout + done.stderr

    @functools.cache
    def read(address: str) -> BeautifulSoup:
        page = site / address.strip("/") / "index.html"
        return BeautifulSoup(page.read_text("utf-8"), "html5lib")

    return read


def words(soup: BeautifulSoup) -> str:
    main = soup.find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


@pytest.mark.parametrize(("address", "fact"), [(a, f) for a, facts in FACTS.items() for f in facts])
def test_fact(html: Read, address: str, fact: str) -> None:
    plain = words(html(address))
    assert fact.replace(" ,", ",") in plain.replace(" ,", ",")


@pytest.mark.parametrize(("address", "target"), LINKS)
def test_link(html: Read, address: str, target: str) -> None:
    assert target in [a["href"] for a in html(address).select("body a[href]")]


def test_publications_are_listed_newest_first(html: Read) -> None:
    titles = html("/publications/").select(".site-item__title a")
    listed = [str(title["href"]).strip("/") for title in titles]
    assert [key for key in listed if key in KEYS] == list(KEYS)


def test_selected_work_is_in_the_order_of_the_file(html: Read) -> None:
    items = html("/").select(".site-item")
    titles = [one(item, ".site-item__title a") for item in items]
    links = [attribute(title, "href").split("/")[1] for title in titles]
    assert [key for key in links if key in KEYS] == list(SELECTED)
    for item, key in zip(items, links, strict=True):
        assert key not in KEYS or item.select_one(".site-item__summary"), key


@pytest.mark.parametrize("address", ["/focus/", "/experience/"])
def test_prose_cites(html: Read, address: str) -> None:
    notes = html(address).select(".footnote li")
    assert notes
    for note in notes:
        assert note.select_one('a[href^="../publications/"]'), note


@pytest.mark.parametrize("name", CODE)
def test_code_knows_nothing_of_the_owner(name: str) -> None:
    path = ROOT / name
    files = [each for each in (path, *path.rglob("*.*")) if each.is_file()]
    assert files
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace")
        assert not [word for word in WHO if word in text and file.suffix != ".pyc"], file
