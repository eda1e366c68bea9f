"""Table of what the Nu HTML checker and Lighthouse find on each page: `make audit`.

Usage: python -m tools.audit [ADDRESS…], such as / or /publications/; without one, every page of
the sitemap, and the results of axe and of the tests that conformance.py names are written into
docs/accessibility.md. Both programs come from npm and stay in .audit/; they need Node and Java. The
exit status is 1 where a page is not valid HTML, has a score below those of `LEAST`, or where axe
finds something.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools import conformance, preview

FOLDER = preview.ROOT / ".audit"
#: The newest that run on Node 20.
PACKAGES = ("lighthouse@12.8.2", "vnu-jar@26.9.27")
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def missing() -> list[str]:
    """Programs that have to be installed first."""
    needed = {"node": "Node 20 or newer", "npm": "npm", "java": "Java 11 or newer (a JRE)"}
    lacking = [name for program, name in needed.items() if not shutil.which(program)]
    try:
        preview.program()
    except LookupError as error:
        lacking.append(str(error))
    return lacking


def install() -> None:
    """Install the two programs, once for each version.  Raises CalledProcessError."""
    stamp = FOLDER / "installed"
    if stamp.is_file() and stamp.read_text("utf-8").split() == list(PACKAGES):
        return
    FOLDER.mkdir(exist_ok=True)
    # The packages' own install steps would only fetch a Java.
    command = ["npm", "install", "--prefix", str(FOLDER), "--ignore-scripts", "--no-audit",
               "--no-fund", "--no-save", "--loglevel=error", *PACKAGES]  # fmt: skip
    subprocess.run(command, check=True)
    stamp.write_text("\n".join(PACKAGES), "utf-8")


def nu(site: Path) -> dict[str, list[str]]:
    """Messages of the Nu HTML checker, by address."""
    jar = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--skip-non-html", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: dict[str, list[str]] = {}
    for message in json.loads(done.stderr or done.stdout)["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        path = message.get("url", "").partition(site.as_posix())[2]
        text = f"{message.get('lastLine', 0)}: {message['message']}"
        messages.setdefault(path.removesuffix("index.html"), []).append(text)
    return messages


def lighthouse(url: str) -> dict[str, Any]:
    """Report of Lighthouse on a page, as on a phone."""
    program = FOLDER / "node_modules/lighthouse/cli/index.js"
    command = ["node", str(program), url, "--quiet", "--output=json",
               f"--only-categories={','.join(LEAST)}",
               f"--chrome-flags=--headless=new {' '.join(preview.flags())}"]  # fmt: skip
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": preview.program()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse failed at {url}:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def below(report: dict[str, Any]) -> list[str]:
    """Findings of Lighthouse in the categories whose score is below the least one."""
    findings = []
    for name, least in LEAST.items():
        if score(report, name) >= least:
            continue
        weighed = [ref["id"] for ref in report["categories"][name]["auditRefs"] if ref["weight"]]
        audits = [report["audits"][audit] for audit in weighed]
        findings += [f"{name}: {a['title']}" for a in audits if (a["score"] or 0) < 0.9]
    return findings


def score(report: dict[str, Any], category: str) -> int:
    """Score of a category, 0 to 100."""
    return round((report["categories"][category]["score"] or 0) * 100)


def line(address: str, width: int, report: dict[str, Any], invalid: int) -> str:
    """Line of the table for a page."""
    scores = [score(report, name) for name in LEAST]
    paint = report["audits"]["largest-contentful-paint"]["numericValue"] / 1000
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    return (
        f"{address:{width}}  {invalid:4}  {scores[0]:4}"
        f" {scores[1]:4}  {scores[2]:4} {scores[3]:4}  {paint:6.2f} {shift:6.3f}"
    )


def conform(pages: list[str], host: str, invalid: int, scores: list[int]) -> list[str]:
    """Write the results into the page about accessibility; findings of axe and failed tests."""
    results = conformance.Results()
    conformance.look(results, pages, host)
    conformance.run_tests(results)
    versions = dict(package.split("@") for package in PACKAGES)
    conformance.write(
        results,
        f"the Nu HTML checker ({versions['vnu-jar']}), with {invalid} messages; Lighthouse"
        f" {versions['lighthouse']}, accessibility at least {min(scores)} of 100 on each page",
    )
    broken = {text for texts in results.broken.values() for text in texts}
    return [*sorted(broken), *sorted(results.failed)]


def main(addresses: list[str]) -> int:
    """Build the site, check each page, and print the table and all findings."""
    if lacking := missing():
        print("make audit needs:", *lacking, sep="\n  ", file=sys.stderr)
        return 1
    install()
    findings: list[str] = []
    scores: list[int] = []
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary).resolve() / "site"
        preview.build(site)
        invalid = nu(site)
        sitemap = (site / "sitemap.xml").read_text("utf-8")
        everywhere = not addresses
        addresses = addresses or re.findall(rf"<loc>{preview.SITE_URL[:-1]}(.*?)</loc>", sitemap)
        width = max(map(len, addresses))
        print(f"{'':{width}}    Nu  perf  acc  best  SEO   LCP s    CLS")
        with preview.serve(site) as host:
            for address in addresses:
                report = lighthouse(host + address)
                scores.append(score(report, "accessibility"))
                print(line(address, width, report, len(invalid.get(address, []))), flush=True)
                findings += [f"{address} {text}" for text in below(report)]
            if everywhere:
                findings += conform(addresses, host, sum(map(len, invalid.values())), scores)
        findings += [f"{page}:{text}" for page, texts in invalid.items() for text in texts]
    print(*findings, sep="\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
