"""The messages between a program and its reading process: pickles after their length in 8 bytes."""

import pickle
import struct
from typing import BinaryIO

LENGTH = struct.Struct(">Q")
"""The length that stands before every message."""


def send(stream: BinaryIO, message: object) -> None:
    """Write one message."""
    body = pickle.dumps(message, protocol=5)
    stream.write(LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> object | None:
    """The next message, ``None`` when the other end has closed."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    message: object = pickle.loads(stream.read(LENGTH.unpack(head)[0]))
    return message
