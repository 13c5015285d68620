"""What the two processes say to each other: a word and its values, one frame each.

Pickled: both ends are this program, and nobody else can write into a socket pair.
"""

from __future__ import annotations

import pickle
import struct
from typing import Any, Final

Frame = tuple[Any, ...]
"""A word, then its values."""

HEAD: Final = struct.Struct("!I")


def packed(*frame: Any) -> bytes:
    """A frame to send. Raises PicklingError, TypeError or AttributeError for what cannot be sent."""
    body = pickle.dumps(frame, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body


class Frames:
    """Frames out of bytes as they come."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are whole by now."""
        rest = self._rest
        rest += data
        found: list[Frame] = []
        at = 0
        while len(rest) >= at + HEAD.size:
            end = at + HEAD.size + HEAD.unpack_from(rest, at)[0]
            if len(rest) < end:
                break
            found.append(pickle.loads(bytes(rest[at + HEAD.size : end])))  # noqa: S301
            at = end
        del rest[:at]
        return found
