"""The real site, as it is built: addresses, facts, lists, citations, and no other host."""

from __future__ import annotations

import filecmp
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT, copy_project, mkdocs_build

Read = Callable[[str], BeautifulSoup]
PAGES = ("/", "/focus/", "/experience/", "/publications/", "/community/")
KEYS = (
    "wang2026grasp", "mai2021secureface", "mai2019reconstruction", "mai2019leapdetect",
    "mai2018thesis", "mai2017binary", "mai2017guessability", "lim2016learning", "mai2015fusing",
)  # fmt: skip
YEARS = ["2026", "2021", "2019", "2018", "2017", "2016", "2015"]
ADDRESSES = (
    *PAGES,
    "/404.html",
    "/sitemap.xml",
    *(f"/publications/{key}/" for key in KEYS),
    *(f"/publications/{key}.{suffix}" for key in KEYS for suffix in ("bib", "ris", "json")),
    *(f"/publications.{suffix}" for suffix in ("bib", "ris", "json")),
)


def words(soup: BeautifulSoup) -> str:
    main = soup.find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_exists(site: Path, address: str) -> None:
    path = site / address.lstrip("/")
    assert (path / "index.html" if address.endswith("/") else path).is_file()


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
    plain = words(html(address)).replace(" ,", ",")
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


def test_years_are_headings_and_in_the_table_of_contents(html: Read) -> None:
    page = html("/publications/")
    assert [h.get_text(strip=True) for h in page.select("main h2")] == YEARS
    for year in YEARS:
        assert page.select(f'nav a[href="#{year}"]'), f"{year} is not in the table of contents"


def test_every_publication_is_listed_once(html: Read) -> None:
    links = [a["href"] for a in html("/publications/").select(".site-item__title a")]
    assert links == [f"{key}/" for key in KEYS]


def test_selected_work_stands_in_file_order(html: Read) -> None:
    links = [a["href"] for a in html("/").select(".site-item__title a")]
    keys = ("wang2026grasp", "mai2021secureface", "mai2019reconstruction", "mai2019leapdetect")
    assert links == [f"publications/{key}/" for key in keys]
    assert len(html("/").select(".site-item__summary")) == 4


def test_owner_is_marked_once_in_each_list_of_names(html: Read) -> None:
    for item in html("/publications/").select(".site-item"):
        for names in item.select(".site-item__authors p"):
            owners = [o.get_text(strip=True) for o in names.select(".site-owner")]
            assert owners == ["Guangcan Mai"], names


@pytest.mark.parametrize("address", ["/focus/", "/experience/"])
def test_prose_cites(html: Read, address: str) -> None:
    page = html(address)
    assert page.select("a.footnote-ref")
    for note in page.select(".footnote li"):
        assert note.select_one('a[href^="../publications/"]'), note


@pytest.mark.parametrize("address", [*PAGES, *(f"/publications/{key}/" for key in KEYS)])
def test_inner_links_lead_somewhere(site: Path, html: Read, address: str) -> None:
    for element in html(address).select("[href], [src]"):
        url = urlsplit(
            urljoin(f"https://site.test{address}", element.get("href") or element["src"])
        )
        if url.netloc != "site.test" or url.scheme != "https":
            continue
        path = site / url.path.lstrip("/")
        path = path / "index.html" if url.path.endswith("/") else path
        assert path.is_file(), f"{address} leads to {url.path}"
        if url.fragment and path.suffix == ".html":
            ids = {e["id"] for e in BeautifulSoup(path.read_text(), "html5lib").select("[id]")}
            assert url.fragment in ids, f"{address} leads to {url.path}#{url.fragment}"


@pytest.mark.parametrize("address", [*PAGES, *(f"/publications/{key}/" for key in KEYS)])
def test_ids_are_unique_and_headings_descend(html: Read, address: str) -> None:
    ids = [e["id"] for e in html(address).select("[id]")]
    assert len(ids) == len(set(ids))
    levels = [int(h.name[1]) for h in html(address).select("main :is(h1,h2,h3,h4,h5,h6)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), levels


def test_search_finds_each_publication_once(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text())
    for word, key in (("Entropy", "mai2017guessability"), ("Drones", "mai2019leapdetect")):
        found = [d["location"] for d in index["docs"] if word in d["title"] + d["text"]]
        assert found == [f"publications/{key}/"]
        assert word in next(d["title"] for d in index["docs"] if d["location"] == found[0])
    assert "@article" not in json.dumps(index)


def test_no_block_or_citation_is_left_as_text(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_text(), "html5lib")
        for element in page.select("script, pre"):
            element.decompose()
        text = page.get_text()
        assert not re.search(r"///|\[@|\[\^|\\full_bibliography|⟦|\{\{|\{%", text), path


def test_all_stylesheets_scripts_and_fonts_are_the_sites_own(site: Path) -> None:
    for path in site.rglob("*.html"):
        for element in BeautifulSoup(path.read_text(), "html5lib").select(
            "link[rel=stylesheet], link[rel=preload], script[src], img[src], iframe, source"
        ):
            url = element.get("href") or element.get("src") or ""
            assert not urlsplit(url).netloc, f"{path}: {url}"


def differences(left: Path, right: Path) -> list[str]:
    compared = filecmp.dircmp(left, right)
    folders, found = [compared], []
    while folders:
        folder = folders.pop()
        _, unlike, errors = filecmp.cmpfiles(
            folder.left, folder.right, folder.common_files, shallow=False
        )
        found += [*folder.left_only, *folder.right_only, *unlike, *errors]
        folders += folder.subdirs.values()
    return found


def test_builds_are_byte_identical(tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("two", "2")):
        done = mkdocs_build(
            ROOT, tmp_path / name, SOURCE_DATE_EPOCH="1700000000", PYTHONHASHSEED=seed
        )
        assert done.returncode == 0, done.stderr
    assert differences(tmp_path / "one", tmp_path / "two") == []


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
    shutil.rmtree(tmp_path / "site")


def test_machines_are_told_what_there_is(site: Path) -> None:
    robots = (site / "robots.txt").read_text().splitlines()
    assert "Sitemap: https://guangcan.tech/sitemap.xml" in robots
    assert "Disallow: /" not in robots
    text = (site / "llms.txt").read_text()
    assert text.startswith("# Guangcan Mai\n")
    for key in KEYS:
        assert f"(https://guangcan.tech/publications/{key}/)" in text
    assert not re.search(r"(?m)///|<(?!https?://)[a-z/!]|\{ *[.:]|\[@|\]\([^h)]", text)
