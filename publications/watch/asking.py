"""Requests to registrars: one a second, few, and none to a registrar that has refused one."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from publications import client
from publications.add import fetch
from publications.add.answers import AnswerError
from publications.add.services import Services
from publications.client import Limits, NoReplyError, Reply
from publications.diagnostics import printable
from publications.watch.work import Work

_SECONDS: Final = 10
_SIZE: Final = 30_000_000
#: Requests of one run, beside one for each new paper.
_MOST: Final = 4
#: A registrar that is busy is asked once more where it names a time as short as this.
_LONGEST_WAIT: Final = 10
_BUSY: Final = (429, 503)

_Answer = TypeVar("_Answer")
Get = Callable[[str, Mapping[str, str], Limits], Reply]


@dataclass(slots=True)
class Asker:
    """Asks registrars, and keeps count of what it has asked.

    `failures` has a line for each registrar that did not answer, by its name. `new` is how many new
    papers are known of, each of which is worth one more request.
    """

    services: Services
    agent: str
    get: Get = client.get
    pause: float = 1
    new: int = 0
    asked: int = 0
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many requests are left."""
        return max(0, _MOST + self.new - self.asked)

    def works(
        self, source: str, path: str, read: Callable[[str], list[Work]], accept: str
    ) -> list[Work]:
        """The works of an answer; none where the registrar fails or has failed before."""
        return self.answer(source, path, read, accept) or []

    def answer(
        self, source: str, path: str, read: Callable[[str], _Answer], accept: str
    ) -> _Answer | None:
        """What `read` makes of an answer; None where the registrar fails or has failed before."""
        if source in self.failures:
            return None
        try:
            reply = self._reply(getattr(self.services, source.lower()) + path, accept)
            return read(fetch.text_of(reply, source))
        except AnswerError as error:
            self.failures[source] = printable(f"{source} answered {error}")
        except NoReplyError as error:
            message = str(error)
            if not message.startswith(source):
                message = f"{source}: {message}"
            self.failures[source] = printable(message)
        return None

    def _reply(self, address: str, accept: str) -> Reply:
        """The reply at an address; a second one where the first asks for a short wait."""
        reply = self._get(address, accept)
        wait = reply.headers.get("retry-after", "").strip()
        if reply.status in _BUSY and wait.isdecimal() and int(wait) <= _LONGEST_WAIT and self.left:
            time.sleep(max(0, int(wait) - self.pause))
            reply = self._get(address, accept)
        return reply

    def _get(self, address: str, accept: str) -> Reply:
        if self.asked:
            time.sleep(self.pause)
        self.asked += 1
        headers = {"User-Agent": self.agent, "Accept": accept}
        return self.get(address, headers, Limits(_SECONDS, _SIZE))


def agent_of(site: str, email: str) -> str:
    """How the requests introduce themselves: with the site's address, and the owner's e-mail."""
    contacts = [site or "a researcher's website"]
    if email:
        contacts.append(f"mailto:{email}")
    text = f"publications ({'; '.join(contacts)})"
    return printable(text).encode("ascii", "replace").decode()
