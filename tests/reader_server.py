"""A chat endpoint on a real port, as Ollama, llama.cpp and vLLM offer it: a good one, and bad ones.

What it was sent is kept, so that a test can see what left the desk.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "large-reader:70b"


@dataclass
class Asked:
    """One request: its path, headers and body."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def told(self) -> dict[str, dict[str, str]]:
        """The claim and the statement that were sent."""
        told: dict[str, dict[str, str]] = json.loads(self.body["messages"][-1]["content"])
        return told


class Handler(BaseHTTPRequestHandler):
    """Answers as the server it belongs to says."""

    server: ReaderServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = Asked(self.path, dict(self.headers), json.loads(body))
        self.server.asked.append(asked)
        with suppress(BrokenPipeError, ConnectionResetError):  # the desk may have had enough
            self.server.behave(self, asked)

    def do_GET(self) -> None:
        self.server.asked.append(Asked(self.path, dict(self.headers), {}))
        self.send(200, b"{}")

    def send(self, status: int, body: bytes, **headers: str) -> None:
        """A whole answer; a ``_`` in the name of a header stands for ``-``."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quietly."""


Behaviour = Callable[[Handler, Asked], None]


class ReaderServer(ThreadingHTTPServer):
    """The server; ``behave`` may be changed while it runs."""

    daemon_threads = True

    def __init__(self, behave: Behaviour) -> None:
        self.asked: list[Asked] = []
        self.behave = behave
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """As WORKBENCH_READER_URL has it."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(behave: Behaviour) -> Iterator[ReaderServer]:
    """A server that behaves so, on a free port, until the end."""
    server = ReaderServer(behave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def chat(content: str, **more: object) -> bytes:
    """The body of an answer whose message is ``content``."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}}
    told = {"object": "chat.completion", "model": MODEL, "choices": [choice], **more}
    return json.dumps(told).encode()


@dataclass(frozen=True)
class Read:
    """What a reader says of statements: against the claim where they have ``against`` in them."""

    against: str = "no drones"
    changes: dict[str, object] = field(default_factory=dict)

    def __call__(self, handler: Handler, asked: Asked) -> None:
        handler.send(200, chat(json.dumps(self.answer(asked.told["statement"]))))

    def answer(self, statement: dict[str, str]) -> dict[str, object]:
        """The object that is asked for, with whatever is to be changed in it."""
        is_against = self.against in statement["text"]
        told: dict[str, object] = {
            "id": statement["id"],
            "relation": "contradicts" if is_against else "related",
            "probability": 0.94 if is_against else 0.9,
            "words": self.against if is_against else "",
        }
        return {key: value for key, value in (told | self.changes).items() if value is not ...}


def says(content: str) -> Behaviour:
    """The same message whatever is asked."""
    return lambda handler, asked: handler.send(200, chat(content))


def sends(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """The same answer whatever is asked."""
    return lambda handler, asked: handler.send(status, body, **headers)


def knows_no_schema(handler: Handler, asked: Asked) -> None:
    """As endpoints that refuse what they have never heard of."""
    if "response_format" in asked.body:
        handler.send(400, b'{"error": "unknown field response_format"}')
    else:
        Read()(handler, asked)


def drips(handler: Handler, asked: Asked) -> None:
    """Sends a byte now and then, and never ends."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)


def drips_headers(handler: Handler, asked: Asked) -> None:
    """The same before the answer has begun."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def hangs_up(handler: Handler, asked: Asked) -> None:
    """Closes the connection without a word."""
    handler.close_connection = True


def hangs_up_midway(handler: Handler, asked: Asked) -> None:
    """Closes it in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def floods(handler: Handler, asked: Asked) -> None:
    """Sends far more than anybody can read."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"a" * 65536)
