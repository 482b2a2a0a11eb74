"""An OpenID Connect provider in a process of its own, on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.desk_server import START_SECONDS, free_port

METADATA = "/.well-known/openid-configuration"


@contextmanager
def provider(people: Sequence[Mapping[str, object]], log: Path) -> Iterator[str]:
    """The provider with its people, each by the claims it makes of them; gives its address."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
    ]
    for person in people:
        command += ["--user-claims", json.dumps(person)]
    with log.open("w") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            address = f"http://localhost:{port}"
            wait_for(f"{address}{METADATA}", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the provider did not answer in {START_SECONDS} s: {log.read_text()}")
