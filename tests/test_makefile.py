"""What the Makefile does to the machine and says: its environment, its browser, its ends.

Each test runs make in a folder of its own, with programs of its own in the place of Python, apt
and the browser; they write down how they were called.
"""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

#: Programs of the system that recipes call; no browser and no apt among them.
PROGRAMS = (
    *(
        "awk",
        "cat",
        "chmod",
        "cp",
        "echo",
        "env",
        "find",
        "head",
        "make",
        "mkdir",
        "mktemp",
        "mv",
        "rm",
    ),
    *("sed", "sh", "sleep", "touch"),
)
#: A Python: says which one it is, accepts all that is installed, builds an empty site.
PYTHON = """\
#!/bin/sh
echo "$0 $*" >> "$CALLS"
case "$*" in
    *base_prefix*) echo "{identity}" ;;
    "--version") echo "Python {version}" ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *version_info*) exit {too_old} ;;
    "-m publications check"*) exit "${{CHECK:-0}}" ;;
    "-m mypy"*) echo "types"; exit "${{TYPES:-0}}" ;;
    "-m pytest"*) echo "tests"; exit "${{TESTS:-0}}" ;;
    "-m tools.listening"*) exit "${{LISTENING:-0}}" ;;
    "-m tools.build"*)
        env | sed -n '/_URL=/p' >> "$CALLS"
        exit "${{BUILD_STATUS:-0}}" ;;
esac
"""
APT = """\
#!/bin/sh
echo "apt-get $*" >> "$CALLS"
case "$*" in *chromium*) printf '#!/bin/sh\\n' > "$BIN/chromium" && chmod +x "$BIN/chromium" ;; esac
"""


@dataclass
class Folder:
    """A folder with the Makefile, and a machine with few programs."""

    root: Path
    bin: Path
    calls: Path

    def program(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def python(self, name: str, version: str, *, too_old: bool = False) -> Path:
        identity = f"{version} /of/{name}"
        text = PYTHON.format(identity=identity, version=version, too_old=int(too_old))
        return self.program(self.bin / name, text)

    def make(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", "--no-print-directory", *arguments],
            cwd=self.root,
            env={"PATH": str(self.bin), "BIN": str(self.bin), "CALLS": str(self.calls)}
            | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self, words: str) -> bool:
        """Whether a program was called with these words."""
        return self.calls.exists() and words in self.calls.read_text()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root, programs = tmp_path / "a folder", tmp_path / "bin"
    root.mkdir()
    programs.mkdir()
    for name in PROGRAMS:
        (programs / name).symlink_to(str(shutil.which(name)))
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (root / name).touch()
    shutil.copy(ROOT / "Makefile", root)
    made = Folder(root, programs, tmp_path / "calls")
    made.python("python3", "3.12.1")
    made.program(programs / "id", "#!/bin/sh\necho 1000\n")
    return made


def with_environment(folder: Folder) -> Path:
    """Make .venv with the default Python; a file in it tells whether it is made anew."""
    done = folder.make(".venv/.dev", ".venv/.uv")
    assert done.returncode == 0, done.stderr
    mark = folder.root / ".venv/mark"
    mark.touch()
    folder.calls.unlink()
    return mark


# ------------------------------------------------------------------ the environment


def test_environment_is_made_once(folder: Folder) -> None:
    done = folder.make(".venv/.dev")
    assert "Making .venv (once, about a minute)" in done.stdout
    installed = re.findall(r"-m pip (install .*)", folder.calls.read_text())
    install = "install --quiet --disable-pip-version-check"
    hashed = f"{install} --require-hashes --only-binary :all: --requirement"
    assert installed == [
        f"{hashed} requirements.lock",
        f"{install} --no-deps --no-build-isolation --editable .",
        f"{hashed} requirements-dev.lock",
    ]
    mark = with_environment(folder)
    again = folder.make(".venv/.dev", ".venv/.uv")
    assert "Making" not in again.stdout
    assert not folder.called("pip")
    assert mark.exists()


def test_environment_that_was_moved_is_installed_anew(folder: Folder) -> None:
    mark = with_environment(folder)
    folder.root = folder.root.rename(folder.root.with_name("moved"))
    folder.make(".venv/.site")
    assert folder.called("pip install")
    assert (folder.root / ".venv" / mark.name).exists()


def test_environment_whose_python_is_gone_is_made_anew(folder: Folder) -> None:
    mark = with_environment(folder)
    python = folder.root / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    done = folder.make(".venv/.site")
    assert done.returncode == 0, done.stderr
    assert not mark.exists()


@pytest.mark.parametrize("how", ["argument", "environment"])
def test_another_python_that_is_named_makes_the_environment_anew(folder: Folder, how: str) -> None:
    mark = with_environment(folder)
    other = str(folder.python("python3.13", "3.13.0"))
    argument = [f"PYTHON={other}"] if how == "argument" else []
    environment = {"PYTHON": other} if how == "environment" else {}
    done = folder.make(".venv/.dev", ".venv/.uv", *argument, **environment)
    assert done.returncode == 0, done.stderr
    assert f"Making .venv anew with {other}, Python 3.13.0" in done.stdout
    assert not mark.exists()
    assert done.stdout.count("Making") == 1
    mark.touch()
    folder.make(".venv/.dev", ".venv/.uv", *argument, **environment)
    assert mark.exists(), "it is of that Python now"
    folder.make(".venv/.dev", ".venv/.uv")
    assert mark.exists(), "no Python is named, so that of the environment is right"


@pytest.mark.parametrize("name", ["", "python3", "copy"])
def test_the_same_python_keeps_the_environment(folder: Folder, name: str) -> None:
    mark = with_environment(folder)
    shutil.copy(folder.bin / "python3", folder.bin / "copy")
    done = folder.make(".venv/.dev", f"PYTHON={name}")
    assert done.returncode == 0, done.stderr
    assert mark.exists()
    assert not folder.called("pip install")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("python3.99", "No python3.99 here. Install Python 3.11 or newer"),
        ("python3.9", "python3.9 is Python 3.9.1, but Python 3.11 or newer is needed"),
    ],
)
@pytest.mark.parametrize("target", [".venv/.dev", ".venv/.uv"])
def test_a_python_that_will_not_do_is_refused(
    folder: Folder, name: str, words: str, target: str
) -> None:
    mark = with_environment(folder)
    folder.python("python3.9", "3.9.1", too_old=True)
    done = folder.make(target, f"PYTHON={name}")
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("make:")]
    assert len(said) == 1
    assert said[0].startswith(words)
    assert mark.exists(), "the environment before is kept"


# ------------------------------------------------------------------ what is installed


def machine(folder: Folder, *, root: bool, apt: bool) -> None:
    """Let the machine have apt, and the user be root."""
    folder.program(folder.bin / "id", f"#!/bin/sh\necho {0 if root else 1000}\n")
    folder.program(folder.bin / "sudo", "#!/bin/sh\nexit 1\n")
    if apt:
        folder.program(folder.bin / "apt-get", APT)


def test_root_is_told_before_chromium_is_installed(folder: Folder) -> None:
    machine(folder, root=True, apt=True)
    done = folder.make("browser")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Installing chromium on this machine with apt"
        " (for the tests; CHROME=/path/to/another names one; INSTALL=no installs nothing)"
    ]
    assert folder.called("apt-get install -qq --no-install-recommends chromium")
    folder.calls.unlink()
    assert folder.make("browser").stdout == ""
    assert not folder.called("apt-get")


@pytest.mark.parametrize(("root", "apt"), [(False, True), (True, False)])
def test_without_a_way_to_install_the_browser_is_asked_for(
    folder: Folder, root: bool, apt: bool
) -> None:
    machine(folder, root=root, apt=apt)
    done = folder.make("browser")
    assert done.returncode != 0
    assert "CHROME=/path/to/it" in done.stderr
    assert not folder.called("apt-get")


@pytest.mark.parametrize(("name", "status"), [("thorium", 0), ("nothing", 2)])
def test_chrome_names_a_browser(folder: Folder, name: str, status: int) -> None:
    machine(folder, root=True, apt=True)
    folder.program(folder.bin / "thorium", "#!/bin/sh\n")
    done = folder.make("browser", CHROME=name)
    assert done.returncode == status
    assert not folder.called("apt-get")
    assert ("CHROME is set to nothing, which is no program." in done.stderr) == bool(status)


LACKS_VENV = ".venv with requirements-dev.txt"
LACKS_BROWSER = "a browser (CHROME=/path/to/it names one)"


@pytest.mark.parametrize(
    ("venv", "browser", "lacking"),
    [
        (False, False, f"{LACKS_VENV} and {LACKS_BROWSER}"),
        (True, False, LACKS_BROWSER),
        (False, True, LACKS_VENV),
    ],
)
def test_install_no_names_all_that_is_missing_and_changes_nothing(
    folder: Folder, venv: bool, browser: bool, lacking: str
) -> None:
    machine(folder, root=True, apt=True)
    if venv:
        with_environment(folder)
    if browser:
        folder.program(folder.bin / "chromium", "#!/bin/sh\n")
    before = sorted(folder.root.rglob("*"))
    done = folder.make("test", "INSTALL=no")
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("make:")]
    assert said == [
        f"INSTALL=no, and the tests lack {lacking}. All but the tests in a browser: make quick"
    ]
    assert done.stdout == ""
    assert sorted(folder.root.rglob("*")) == before
    assert not folder.called("apt-get")
    assert not folder.called("install")


def test_install_no_goes_on_where_nothing_is_missing(folder: Folder) -> None:
    with_environment(folder)
    folder.program(folder.bin / "chromium", "#!/bin/sh\n")
    done = folder.make("browser", ".venv/.dev", "INSTALL=no")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("target", ["serve", "build", "lock"])
def test_install_no_makes_no_environment(folder: Folder, target: str) -> None:
    done = folder.make(target, "INSTALL=no")
    assert done.returncode != 0
    assert "INSTALL=no, but .venv is missing or not up to date" in done.stderr
    assert not (folder.root / ".venv").exists()


# ------------------------------------------------------------------ the site


def test_build_ends_with_the_site_and_how_to_look_at_it(folder: Folder) -> None:
    with_environment(folder)
    done = folder.make("build")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        "site/ is ready"
        " (to look at it: .venv/bin/python -m http.server --bind 127.0.0.1 --directory site)"
    )
    assert folder.called("-m tools.build mkdocs\n")
    folder.make("build", "BUILDER=zensical", "STRICT=1")
    assert folder.called("-m tools.build zensical --strict\n")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, {}),
        ({"SITE_URL": " ", "EDIT_URL": ""}, {}),
        (
            {"SITE_URL": "https://a.example/$x/", "EDIT_URL": "https://b.example/"},
            {"SITE_URL": "https://a.example/$x/", "EDIT_URL": "https://b.example/"},
        ),
        (
            {"SITE_URL": "https://a.example/", "PUBLICATIONS_SITE_URL": "https://c.example/"},
            {"SITE_URL": "https://c.example/"},
        ),
    ],
)
def test_build_hands_addresses_on_by_names_of_its_own(
    folder: Folder, environment: dict[str, str], expected: dict[str, str]
) -> None:
    with_environment(folder)
    assert folder.make("build", **environment).returncode == 0
    lines = folder.calls.read_text().splitlines()
    handed = dict(line.split("=", 1) for line in lines if line.startswith("PUBLICATIONS_"))
    named = {f"PUBLICATIONS_{name}": address for name, address in expected.items()}
    assert handed == named


def test_build_that_fails_says_so(folder: Folder) -> None:
    with_environment(folder)
    done = folder.make("build", BUILD_STATUS="1")
    assert done.returncode != 0
    assert "is ready" not in done.stdout


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs", "zensical"])
def test_serve_does_not_start_where_it_cannot_listen(folder: Folder, builder: str) -> None:
    with_environment(folder)
    arguments = ("serve", f"BUILDER={builder}", "ADDRESS=127.0.0.1:8123")
    assert folder.make(*arguments, LISTENING="1").returncode != 0
    assert folder.called("-m tools.listening 127.0.0.1:8123")
    assert not folder.called(" serve ")
    assert not folder.called("generate")
    folder.make("serve")
    assert folder.called("-m mkdocs serve --livereload --dev-addr 127.0.0.1:8000")


# ------------------------------------------------------------------ the tests


def test_make_test_says_how_long_it_takes_and_shows_the_findings_first(folder: Folder) -> None:
    with_environment(folder)
    folder.program(folder.bin / "chromium", "#!/bin/sh\n")
    done = folder.make("test", CHECK="1")
    assert done.returncode == 0, "findings of the content do not fail the tests"
    assert "about five minutes" in done.stdout.splitlines()[0]
    called = re.findall(
        r"-m (publications check --strict|ruff|mypy|pytest)", folder.calls.read_text()
    )
    assert called[:3] == ["publications check --strict", "ruff", "ruff"]
    assert set(called[3:]) == {"mypy", "pytest"}


@pytest.mark.parametrize("failing", ["TESTS", "TYPES"])
def test_make_test_fails_where_tests_or_types_do_and_shows_both(
    folder: Folder, failing: str
) -> None:
    with_environment(folder)
    folder.program(folder.bin / "chromium", "#!/bin/sh\n")
    done = folder.make("test", **{failing: "1"})
    assert done.returncode != 0
    assert done.stdout.splitlines()[-3:] == ["tests", ".venv/bin/python -m mypy", "types"]
