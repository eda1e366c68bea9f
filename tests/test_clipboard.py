"""The clipboard is read by the program that the system has; each failure is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications.add import clipboard
from publications.add.clipboard import ClipboardError

DISPLAYS = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder with programs; there is no display."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def install(folder: Path, name: str, script: str = 'echo "$0 $*"') -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("installed", "display", "command"),
    [
        (["pbpaste", "xclip"], "DISPLAY", "pbpaste"),
        (["wl-paste", "xclip"], "WAYLAND_DISPLAY", "wl-paste --no-newline"),
        (["wl-paste", "xclip", "xsel"], "DISPLAY", "xclip -selection clipboard -out"),
        (["xsel"], "DISPLAY", "xsel --clipboard --output"),
        (["powershell.exe", "xclip"], "", "powershell.exe -NoProfile -Command [Console]::"),
        (["powershell"], "", "powershell -NoProfile -Command [Console]::"),
        (["termux-clipboard-get"], "", "termux-clipboard-get"),
    ],
)
def test_the_first_program_that_is_there(
    programs: Path,
    monkeypatch: pytest.MonkeyPatch,
    installed: list[str],
    display: str,
    command: str,
) -> None:
    for name in installed:
        install(programs, name)
    if display:
        monkeypatch.setenv(display, DISPLAYS[display])
    assert clipboard.read().decode().startswith(f"{programs}/{command}")


def test_another_is_tried_where_one_fails(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    install(programs, "xclip", "exit 1")
    install(programs, "xsel", "printf '@misc{x}'")
    assert clipboard.read() == b"@misc{x}"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo no >&2; exit 3", "pbpaste ends with status 3; is there text in it?"),
        ("while :; do :; done", "pbpaste does not answer; is there text in it?"),
    ],
)
def test_failures(programs: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str) -> None:
    monkeypatch.setattr(clipboard, "_TIMEOUT", 0.3)
    install(programs, "pbpaste", script)
    with pytest.raises(
        ClipboardError, match=f"the clipboard cannot be read: {said}".replace("?", r"\?")
    ):
        clipboard.read()


def test_no_program(programs: Path) -> None:
    assert list(programs.iterdir()) == []
    with pytest.raises(ClipboardError, match=r"install wl-clipboard, xclip or xsel\Z"):
        clipboard.read()
