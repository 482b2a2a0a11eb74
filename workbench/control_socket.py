"""Asking a running desk from the command line, since only one process can open the database.

The desk listens on a socket beside its database. Only the person whom the desk runs as, or root,
can open it: whoever can is able to read the database file as well. A request is one line of JSON,
and so is its answer.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from workbench.errors import DatabaseInUse, StorageError, WorkbenchError

Answer = dict[str, object]
LONGEST: Final = 64 * 1024
"""Bytes of a request or an answer."""
SECONDS_TO_ASK: Final = 10.0
SECONDS_TO_ANSWER: Final = 3600.0

log = logging.getLogger(__name__)


def socket_of(database: Path) -> Path:
    """Where the socket of a database's desk is."""
    return database.with_name(f"{database.name}.door")


class ControlSocket:
    """The desk's end: answers one request after another in a thread of its own."""

    def __init__(
        self, database: Path, answers: Mapping[str, Callable[[Mapping[str, str]], Answer]]
    ) -> None:
        """``answers`` is what may be asked for; each gets the request and gives the answer."""
        self._path = socket_of(database)
        self._answers = answers
        self._socket: socket.socket | None = None
        self._made: int | None = None

    def open(self) -> None:
        """Begin to listen. A desk that cannot still works; commands then tell to stop it."""
        if not hasattr(socket, "AF_UNIX"):
            return
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._path.unlink(missing_ok=True)  # a killed desk left it; the database is ours now
            listening.bind(str(self._path))
            self._path.chmod(0o600)
            self._made = self._path.stat().st_ino
            listening.listen()
        except OSError as error:
            listening.close()
            log.warning("commands cannot reach this desk through %s: %s", self._path, error)
            return
        self._socket = listening
        threading.Thread(target=self._listen, args=(listening,), name="door", daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
            self._socket = None
            with suppress(OSError):
                if self._path.stat().st_ino == self._made:  # else a later desk listens there
                    self._path.unlink()

    def _listen(self, listening: socket.socket) -> None:
        while True:
            try:
                asking, _ = listening.accept()
            except OSError:
                return
            with asking:
                try:
                    if _is_ours(asking):
                        asking.settimeout(SECONDS_TO_ASK)
                        asking.sendall(_line(self._answer(_read_line(asking))))
                except OSError:  # whoever asked has gone
                    continue

    def _answer(self, line: bytes) -> Answer:
        try:
            request = json.loads(line)
            what = self._answers[request["what"]]
        except (ValueError, KeyError, TypeError):
            return {"error": "the desk does not understand this command; is it of this release?"}
        try:
            return what(request)
        except WorkbenchError as error:
            return {"error": str(error)}
        except Exception as error:
            log.exception("a command could not be answered")
            return {"error": f"the desk failed ({type(error).__name__}); its log says why"}


def ask(database: Path, what: str, **words: str) -> Answer:
    """Ask the desk that has ``database`` open.

    Raises:
        DatabaseInUse: no desk answers, so another program has it open.
        StorageError: the desk could not do it; the message is its own.
    """
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
            asking.settimeout(SECONDS_TO_ANSWER)
            asking.connect(str(socket_of(database)))
            asking.sendall(_line({"what": what, **words}))
            answer = json.loads(_read_line(asking))
    except (OSError, ValueError, AttributeError):
        raise DatabaseInUse(
            f"{database} is open in another process, which does not answer; stop that one first, "
            "or name another file with --database"
        ) from None
    if not isinstance(answer, dict) or "error" in answer:
        said = answer.get("error") if isinstance(answer, dict) else answer
        raise StorageError(f"the running desk says: {said}")
    return answer


def _line(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields).encode("ascii") + b"\n"


def _read_line(from_whom: socket.socket) -> bytes:
    line = b""
    while not line.endswith(b"\n") and len(line) < LONGEST:
        part = from_whom.recv(LONGEST)
        if not part:
            break
        line += part
    return line


def _is_ours(asking: socket.socket) -> bool:
    """Whether it is the person the desk runs as, or root, where the system tells."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    found = asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, person, _ = struct.unpack("3i", found)
    return person in (0, os.getuid())
