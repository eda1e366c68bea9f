"""The log of MkDocs: errors of templates by file and line, and nothing that steers a workflow."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

from publications import output
from publications.pages import faults

_WAY_OUT: Final = "mend the template, or what mkdocs.yml and the page tell it"


class PageErrors(logging.Filter):
    """Puts the place in a template into the line by which MkDocs names the page.

    MkDocs logs the text of an exception alone, and then shows a traceback; no event comes before.
    """

    def __init__(self) -> None:
        super().__init__()
        #: Whether the fault of this build is in the log.
        self.told = False
        self._folders: list[Path] = []

    def listen(self, config: MkDocsConfig) -> None:
        """Begin with a build."""
        self.told = False
        self._folders = [Path(folder) for folder in config.theme.dirs]
        builder = type(config).__module__.partition(".")[0]  # MkDocs or ProperDocs
        logging.getLogger(f"{builder}.commands.build").addFilter(self)

    def fault(self, error: BaseException) -> str:
        """Place and fact of an error of a template or of the disk; empty where it is none."""
        if isinstance(error, OSError) and error.filename is not None:
            return f"{faults.named(error.filename2 or error.filename)}: {error.strerror}"
        return faults.of_template(error, self._folders, _WAY_OUT)

    def filter(self, record: logging.LogRecord) -> bool:
        """Complete the line about the exception that is being handled."""
        error = sys.exc_info()[1]
        if record.levelno == logging.ERROR and error is not None:
            fault = self.fault(error)
            if fault:
                record.msg = str(record.msg).replace(str(error), fault)
                self.told = True
        return True


def make_log_harmless() -> None:
    """Let no name of a file and no text of a page steer a terminal or a workflow by the log."""
    for builder in ("mkdocs", "properdocs"):
        for handler in logging.getLogger(builder).handlers:
            handler.addFilter(output.make_harmless)
