"""Say in one line why a preview cannot listen at an address; `make serve` asks before it starts.

Usage: python -m tools.listening ADDRESS
"""

from __future__ import annotations

import sys

from publications import listening


def main(address: str) -> int:
    """Print the reason; the exit status is 1 where there is one."""
    reason = listening.refusal(address)
    if not reason:
        return 0
    print(f"error: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
