"""Environments of the peers, installed from PyPI and npm in the versions of peers/<peer>/.

They are kept in the user's cache folder, outside the repository.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

PEERS: Final = Path(__file__).parent / "peers"
CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def folder(peer: str) -> Path:
    """Folder of the peer's environment."""
    return CACHE / "publications-benchmarks" / peer


def site_packages(peer: str) -> Path:
    """Folder of the peer's Python packages, or where it would be."""
    return next(folder(peer).glob("lib/python*/site-packages"), folder(peer))


def pinned(peer: str) -> dict[str, str]:
    """Packages that the peer is installed from, with their versions."""
    package = PEERS / peer / "package.json"
    if package.exists():
        return dict(json.loads(package.read_text("utf-8"))["dependencies"])
    lines = (PEERS / peer / "requirements.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines]
    return {name: version.strip() for name, version in pairs}


def install(peer: str) -> None:
    """Make the peer's environment, unless the same versions are there.

    Raises OSError where npm is missing, CalledProcessError where installing fails.
    """
    environment = folder(peer)
    stamp = environment / "installed.json"
    wanted = json.dumps(pinned(peer))
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    shutil.rmtree(environment, ignore_errors=True)
    environment.mkdir(parents=True)
    if (PEERS / peer / "package.json").exists():
        _install_from_npm(peer, environment)
    else:
        _install_from_pypi(peer, environment)
    stamp.write_text(wanted, "utf-8")


def _install_from_npm(peer: str, environment: Path) -> None:
    shutil.copy(PEERS / peer / "package.json", environment)
    command = ("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run(command, check=True, cwd=environment, stdout=subprocess.DEVNULL)


def _install_from_pypi(peer: str, environment: Path) -> None:
    uv = (sys.executable, "-m", "uv")
    subprocess.run((*uv, "venv", "--quiet", "--allow-existing", str(environment)), check=True)
    requirements = str(PEERS / peer / "requirements.txt")
    target = ("--python", str(environment), "-r", requirements)
    subprocess.run((*uv, "pip", "install", "--quiet", *target), check=True)
