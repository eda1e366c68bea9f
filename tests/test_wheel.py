"""The wheel: what pip installs of the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import copy_repository

#: What pip does to make a wheel of a folder, without looking for setuptools elsewhere.
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


@pytest.mark.slow
def test_the_wheel_has_every_file_of_the_package_and_nothing_else(tmp_path: Path) -> None:
    repository = copy_repository(tmp_path / "repository")
    package = (path for path in (repository / "publications").rglob("*") if path.is_file())
    files = {path.relative_to(repository).as_posix() for path in package}
    assert {
        "publications/theme/mkdocs_theme.yml",
        "publications/theme/.icons/contacts/link.svg",
    } < files
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == files
