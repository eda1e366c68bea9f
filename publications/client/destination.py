"""Where an address leads: to which hosts a redirect may go, and through which proxy.

Sources: IANA's special-purpose address registries, as `ipaddress` has them; RFC 6052 on IPv4
addresses in IPv6; the variables `https_proxy` and `no_proxy`, as `urllib` reads them.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
#: What is allowed in an address, and the per cent sign of what is encoded already.
_ALLOWED: Final = "!#$%&'()*+,/:;=?@[]~"
#: The last label of a host's name; that of an IPv4 address, however written, begins with a digit.
_NAME: Final = re.compile(r"(?:[^.]*\.)*[a-z][^.]*\.?", re.IGNORECASE)

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressError(ValueError):
    """An address that cannot be asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Destination:
    """An address that can be asked, in ASCII and without fragment or password."""

    scheme: str
    host: str
    #: The host as an address has it, with the port.
    name: str
    path: str

    @classmethod
    def of(cls, address: str) -> Destination:
        """Read an address. Raises AddressError."""
        try:
            parts = urlsplit(quote(address, safe=_ALLOWED))
            _ = parts.port  # which is read only now
        except ValueError:  # `http://[::1/`, a port of six digits, a lone surrogate
            raise AddressError("an address that is none") from None
        if parts.scheme not in ("http", "https"):
            raise AddressError("an address that is neither http nor https")
        host = parts.hostname or ""
        if not host:
            raise AddressError("an address without a host")
        if "%" in host:
            raise AddressError("an address whose host is not in ASCII")
        path = parts.path or "/"
        if parts.query:
            path += f"?{parts.query}"
        return cls(parts.scheme, host, parts.netloc.rpartition("@")[2], path)

    def redirected(self, location: str) -> Destination:
        """Where a `Location` leads from here. Raises AddressError."""
        if not location.strip():
            raise AddressError("nowhere")
        try:
            address = urljoin(self.address, location.strip())
        except ValueError:
            raise AddressError("an address that is none") from None
        return Destination.of(address)

    @property
    def address(self) -> str:
        """The address as text."""
        return f"{self.scheme}://{self.name}{self.path}"


def addresses(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the system's order. Raises OSError."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of more than 63 characters
        raise OSError(str(error)) from None
    return list(dict.fromkeys(str(address[0]) for *_, address in answers))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, not of this machine or network.

    Of an IPv6 address that holds an IPv4 address, as `64:ff9b::10.0.0.1`, that one is judged.
    Raises ValueError for what is no IP address.
    """
    ip = _held_ipv4(ipaddress.ip_address(address))
    return ip.is_global and not ip.is_multicast


def _held_ipv4(ip: _Ip) -> _Ip:
    """The IPv4 address that an IPv6 address leads to, by NAT64, mapping or 6to4; else itself."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def is_public_name(host: str) -> bool:
    """Whether a host is public by its name alone, which is all that is known behind a proxy.

    Names below `localhost` are of this machine (RFC 6761, 6.3).
    """
    try:
        return is_public(host)
    except ValueError:
        if host.rstrip(".").endswith("localhost"):
            return False
        return _NAME.fullmatch(host) is not None


def proxy_for(destination: Destination) -> httpcore.Proxy | None:
    """The proxy that the environment names for an address, or None. Raises ProxyError.

    `https_proxy=proxy.example.org:3128` and `http://user:password@proxy.example.org` are taken.
    """
    if proxy_bypass(destination.host):
        return None
    proxies = getproxies()
    address = proxies.get(destination.scheme) or proxies.get("all")
    if not address:
        return None
    if "://" not in address:
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        proxy = Destination.of(parts.geturl())
    except ValueError:
        raise httpcore.ProxyError("no address of a proxy") from None
    if parts.username is None:
        return httpcore.Proxy(proxy.address)
    login = (unquote(parts.username), unquote(parts.password or ""))
    return httpcore.Proxy(proxy.address, auth=login)
