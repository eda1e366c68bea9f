"""Answers over HTTP, within limits of time, bytes and redirects that no server can stretch.

`request` follows redirects by hand, `destination` judges where each leads, and `network` holds the
connection to the time and bytes that are left.
"""

from publications.client.request import Limits, NoReplyError, Reply, get

__all__ = ["Limits", "NoReplyError", "Reply", "get"]
