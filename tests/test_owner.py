"""The facts of this site's owner, on the pages where they belong.

These are the only tests that know whose site it is; who takes the repository over deletes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import copy_project, mkdocs_build

pytestmark = pytest.mark.owner
Read = Callable[[str], BeautifulSoup]


def words(soup: BeautifulSoup) -> str:
    main = soup.find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


KEYS = (
    "wang2026grasp", "mai2021secureface", "mai2019reconstruction", "mai2019leapdetect",
    "mai2018thesis", "mai2017binary", "mai2017guessability", "lim2016learning", "mai2015fusing",
)  # fmt: skip
YEARS = ["2026", "2021", "2019", "2018", "2017", "2016", "2015"]
FACTS = {
    "/": (
        "Research + engineering", "Guangcan Mai", "researcher and algorithm engineer",
        "multimodal understanding", "real-time perception", "generative directions",
        "TikTok", "YY Live (Baidu Group)", "Lenovo Machine Intelligence Center",
        "Hong Kong Baptist University", "Michigan State University", "scale, latency",
        "Algorithms for live media understanding", "Multimodal and generative directions",
        "Algorithm direction and ownership", "ICLR 2026 Poster / arXiv 2025", "Selected Work",
    ),
    "/focus/": (
        "Current Focus", "Algorithms for live media understanding",
        "Multimodal and generative directions", "Algorithm direction and ownership",
        "offline benchmarks", "evaluation standards", "technical priorities",
    ),
    "/experience/": (
        "Experience Snapshot", "Current", "Algorithm Engineer", "TikTok", "Previously",
        "Senior Computer Vision Algorithm Engineer", "YY Live (Baidu Group)", "Earlier",
        "Staff Researcher", "Lenovo Machine Intelligence Center", "Academic foundation",
        "Ph.D. training in computer science",
        "Hong Kong Baptist University and Michigan State University",
    ),
    "/community/": (
        "IEEE TPAMI", "IEEE TIFS", "IEEE TIP", "IEEE TCYB", "Pattern Recognition",
        "IEEE/CAA Journal of Automatica Sinica", "ICME", "ICPR", "ICASSP", "resumes",
        "Transactions on Pattern Analysis and Machine Intelligence",
        "Transactions on Information Forensics and Security", "Transactions on Image Processing",
        "Transactions on Cybernetics", "International Conference on Multimedia and Expo",
        "International Conference on Pattern Recognition",
        "International Conference on Acoustics, Speech, and Signal Processing",
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


@pytest.mark.parametrize(("address", "fact"), [(a, f) for a, facts in FACTS.items() for f in facts])
def test_fact(html: Read, address: str, fact: str) -> None:
    plain = words(html(address)).replace(" ,", ",").replace("\u00a0", " ")
    assert fact in plain


@pytest.mark.parametrize(
    ("key", "doi"),
    [
        ("mai2021secureface", "10.1109/TIFS.2020.3009590"),
        ("mai2019reconstruction", "10.1109/TPAMI.2018.2827389"),
        ("mai2017binary", "10.1016/j.imavis.2016.11.011"),
        ("mai2017guessability", "10.1109/BTAS.2017.8272719"),
        ("lim2016learning", "10.1016/j.patcog.2016.06.018"),
    ],
)
def test_doi(html: Read, key: str, doi: str) -> None:
    assert html(f"/publications/{key}/").select(f'main a[href="https://doi.org/{doi}"]')


@pytest.mark.parametrize(
    ("address", "target"),
    [
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
    ],
)
def test_link(html: Read, address: str, target: str) -> None:
    assert target in [a["href"] for a in html(address).select("body a[href]")]


def test_selected_work_stands_in_file_order(html: Read) -> None:
    links = [a["href"] for a in html("/").select(".site-item__title a")]
    keys = ("wang2026grasp", "mai2021secureface", "mai2019reconstruction", "mai2019leapdetect")
    assert [link for link in links if link.split("/")[1] in keys] == [
        f"publications/{key}/" for key in keys
    ]
    for item in html("/").select(".site-item"):
        link = item.select_one(".site-item__title a")
        assert link is not None
        if str(link["href"]).split("/")[1] in keys:
            assert item.select_one(".site-item__summary"), link


@pytest.mark.parametrize("address", ["/focus/", "/experience/"])
def test_prose_cites(html: Read, address: str) -> None:
    page = html(address)
    assert page.select("a.footnote-ref")
    for note in page.select(".footnote li"):
        assert note.select_one('a[href^="../publications/"]'), note


def test_nine_publications_under_seven_years(html: Read) -> None:
    page = html("/publications/")
    years = [h.get_text(strip=True) for h in page.select("main h2")]
    assert [y for y in years if y in YEARS] == YEARS
    listed = [a["href"].rstrip("/") for a in page.select(".site-item__title a")]
    assert [key for key in listed if key in KEYS] == list(KEYS)


def test_empty_contact_data_vanish(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    text = config.read_text()
    for name in ("email", "scholar", "orcid", "github", "linkedin", "openreview"):
        text, count = re.subn(rf"(?m)^(    {name}:).*$", r"\1", text)
        assert count == 1, name
    config.write_text(text)
    done = mkdocs_build(project, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    for path in (tmp_path / "site").rglob("*.html"):
        page = BeautifulSoup(path.read_text(), "html5lib")
        hrefs = [a["href"] for a in page.select("a[href]")]
        wrong = [
            h for h in hrefs
            if re.search(r"mailto:|scholar\.google|orcid|linkedin|openreview|None", h)
            or h.rstrip("/") == "https://github.com"
        ]  # fmt: skip
        assert not wrong, f"{path}: {wrong}"
        assert "None" not in page.get_text()
