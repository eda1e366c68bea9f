"""One answer over HTTP: no server holds it, floods it or leads it elsewhere."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

import httpcore
import pytest

from publications import client
from publications.client import Limits, NoReplyError, destination
from tests.hostile_server import CERTIFICATE, ENTRY, hostile_server
from tests.rows import every_row

LIMITS = Limits(seconds=20, size=200_000, redirects=3)
Server = tuple[str, list[str]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with hostile_server() as address_and_asked:
        yield address_and_asked


@pytest.fixture(scope="module")
def tls_server() -> Iterator[Server]:
    with hostile_server(tls=True) as address_and_asked:
        yield address_and_asked


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def failure(address: str, limits: Limits = LIMITS) -> NoReplyError:
    with pytest.raises(NoReplyError) as failed:
        client.get(address, {}, limits)
    assert str(failed.value).isprintable()
    return failed.value


@pytest.mark.parametrize("path", ["/entry", "/gzip", "/moved", "/endless-redirect"])
def test_the_body_is_that_of_the_last_answer_and_decoded(server: Server, path: str) -> None:
    reply = client.get(server[0] + path, {}, LIMITS)
    assert (reply.status, reply.reason, reply.body) == (200, "OK", ENTRY)
    assert reply.headers["content-type"] == "application/x-bibtex"


def test_of_an_error_the_body_is_not_read(server: Server) -> None:
    reply = client.get(server[0] + "/endless-error", {}, LIMITS)
    assert (reply.status, reply.reason, reply.body) == (500, "Oh", b"")


@every_row(
    "path, said",
    [
        ("/endless-body", "answers without end"),
        ("/endless-chunks", "answers without end"),
        ("/endless-small-chunks", "answers without end"),
        ("/endless-header", "breaks off or does not speak HTTP"),
        ("/endless-headers", "breaks off or does not speak HTTP"),
        ("/endless-continue", "answers without end"),
        ("/bomb", "answers without end"),
        ("/cut-gzip", "answers in an encoding that cannot be read"),
        ("/no-gzip", "answers in an encoding that cannot be read"),
        ("/brotli", "answers in an encoding that cannot be read"),
        ("/cut", "breaks off or does not speak HTTP"),
        ("/no-http", "breaks off or does not speak HTTP"),
        ("/hang-up", "breaks off or does not speak HTTP"),
        ("/two-lengths", "breaks off or does not speak HTTP"),
        ("/loop", "redirects more than 3 times"),
        ("/to-nowhere", "redirects to nowhere"),
        ("/to-bad-host", "redirects to an address that is none"),
        ("/to-bad-port", "redirects to an address that is none"),
        ("/to-no-host", "redirects to an address without a host"),
        ("/to-file", "redirects to an address that is neither http nor https"),
        ("/to-other-name", "redirects to an address whose host is not in ASCII"),
    ],
)
def test_what_is_no_answer_is_one_line(server: Server, path: str, said: str) -> None:
    failed = failure(server[0] + path)
    assert said in str(failed)
    assert str(failed).startswith("127.0.0.1:")
    assert not failed.final


@every_row("path", ["/slow-head", "/slow-body", "/slow-chunks", "/slow-loop", "/silence"])
def test_one_clock_runs_for_all_of_a_request(server: Server, path: str) -> None:
    begin = time.monotonic()
    failed = failure(server[0] + path, Limits(0.4, LIMITS.size))
    assert str(failed).endswith("did not answer within 0.4 s")
    assert time.monotonic() - begin < LIMITS.seconds, "the whole answer takes longer"


@pytest.mark.parametrize("path", ["/bomb", "/endless-body", "/endless-header"])
def test_floods_take_little_memory(server: Server, path: str) -> None:
    tracemalloc.start()
    failure(server[0] + path)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert memory < 1_500_000


def test_nothing_but_what_is_meant_is_sent(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".netrc").write_text("default login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("NETRC", str(home / ".netrc"))
    host = server[0].removeprefix("http://")
    location = f"/to/http://me:secret@{host}/entry#secret"
    client.get(server[0] + location, {"Accept": "text/x"}, LIMITS)
    wanted = f"GET /entry HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\nAccept: text/x\r\n"
    assert server[1][-1] == wanted


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://services.test/x", "ftp://services.test/x is an address that is neither"),
        ("services.test", "services.test is an address that is neither"),
        ("http://[", "http://[ is an address that is none"),
    ],
)
def test_an_address_that_cannot_be_asked_is_named(address: str, said: str) -> None:
    failed = failure(address)
    assert said in str(failed)
    assert failed.final


# ------------------------------------------------------------------ where redirects lead


@every_row(
    "location, address",
    [
        ("x", "https://a.test:8443/b/x"),
        ("/x?y#z", "https://a.test:8443/x?y"),
        ("?y=1 2", "https://a.test:8443/b/c?y=1%202"),
        ("//b.test", "https://b.test/"),
        ("https://b.test//x//y?", "https://b.test//x//y"),
        ("https://me:secret@b.test/%C3%A9\u00e9", "https://b.test/%C3%A9%C3%A9"),
        ("https://[2001:db8::1]:1/", "https://[2001:db8::1]:1/"),
        (" HTTPS://B.test/ ", "https://B.test/"),
    ],
)
def test_where_a_redirect_leads(location: str, address: str) -> None:
    start = destination.Destination.of("https://a.test:8443/b/c?d")
    assert start.redirected(location).address == address


@every_row(
    "address, is_public",
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.215.14", True),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, *, is_public: bool) -> None:
    assert destination.is_public(address) is is_public


def test_a_public_service_leads_to_no_host_of_this_network(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = destination.addresses
    monkeypatch.setattr(destination, "is_public", lambda address: address == "127.0.0.1")
    other = server[0].replace("127.0.0.1", "127.0.0.2")
    assert client.get(f"{server[0]}/to/{server[0]}/entry", {}, LIMITS).body == ENTRY
    failed = failure(f"{server[0]}/to/{other}/entry")
    assert str(failed).endswith("redirects to a host that is not public")
    # Of a name with several addresses only the public ones are connected to.
    monkeypatch.setattr(
        destination, "addresses", lambda host, port: ["127.0.0.2", *addresses(host, port)]
    )
    assert client.get(f"{server[0]}/to/{server[0]}/entry", {}, LIMITS).body == ENTRY
    # A service on this machine may lead to it.
    monkeypatch.setattr(destination, "is_public", lambda _: False)
    assert client.get(f"{server[0]}/to/{server[0]}/entry", {}, LIMITS).body == ENTRY


def test_each_address_of_a_host_has_its_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = []

    def connect(_: object, address: str, port: int, seconds: float, *__: object) -> None:
        shares.append(round(seconds))
        raise httpcore.ConnectTimeout

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    monkeypatch.setattr(destination, "addresses", lambda *_: ["127.0.0.1", "127.0.0.2"])
    assert str(failure("https://services.test/")).endswith("did not answer within 20 s")
    assert shares == [10, 20]  # no time went by


def test_https_leads_to_https_only(
    server: Server, tls_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert client.get(tls_server[0] + "/moved", {}, LIMITS).body == ENTRY
    failed = failure(f"{tls_server[0]}/to/{server[0]}/entry")
    assert str(failed).endswith("redirects to an address that is not https")


def test_a_certificate_must_be_valid(server: Server, tls_server: Server) -> None:
    failed = failure(tls_server[0] + "/entry")
    assert str(failed).endswith("has no valid certificate")
    assert failed.final
    failed = failure(server[0].replace("http:", "https:") + "/entry")
    assert str(failed).endswith("makes no secure connection")


def test_a_proxy_is_used_and_resolves_names_itself(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server[0].replace("http://", "http://me:secret@"))
    failed = failure("http://services.test/to/http://169.254.169.254/latest")
    assert str(failed).endswith("redirects to a host that is not public")
    asked = server[1][-1]
    assert asked.startswith(
        "GET http://services.test/to/http://169.254.169.254/latest HTTP/1.1\r\n"
    )
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0\r\n" in asked
    monkeypatch.setenv("no_proxy", "services.test")
    assert "no connection to services.test" in str(failure("http://services.test/entry"))


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "http://[", "http://127.0.0.1:9"])
def test_a_proxy_that_leads_nowhere_is_said(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    failed = failure("https://services.test/")
    assert failed.final


@every_row(
    "host, is_public",
    [
        ("doi.org", True),
        ("localhost", False),
        ("x.localhost.", False),
        ("127.0.0.1", False),
        ("2130706433", False),
        ("0x7f.1", False),
        ("::1", False),
    ],
)
def test_hosts_that_are_public_by_name(host: str, *, is_public: bool) -> None:
    assert destination.is_public_name(host) is is_public
