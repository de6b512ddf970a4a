"""What passes between a web process (reading.py) and the one that reads for it (nadwa/reader.py), and its limits."""

import socket

CPU_SECONDS = 10
SECONDS = 15
MEMORY = 256 * 2**20  # beyond what the parsers take
ASKED = b"?"  # goes with the end of a socket on which what is to be read follows
LENGTH = 4


def pass_on(stream: socket.socket, *messages: bytes) -> None:
    for message in messages:
        stream.sendall(len(message).to_bytes(LENGTH) + message)


def received(stream: socket.socket) -> bytearray:
    length = int.from_bytes(_exactly(stream, LENGTH))
    return _exactly(stream, length)


def _exactly(stream: socket.socket, length: int) -> bytearray:
    found = bytearray()
    while len(found) < length:
        piece = stream.recv(min(length - len(found), 2**20))
        if not piece:
            raise EOFError
        found += piece
    return found
