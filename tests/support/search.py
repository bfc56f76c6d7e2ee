"""The real search engine, for the tests that need it (`make test-services`)."""

import os
import re
import signal
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.test import override_settings

from search import engines

# Without one only the database is searched.
HAS_ENGINE = settings.SEARCH_ENGINE is not None
ENGINE = settings.SEARCH_ENGINE or {
    "BACKEND": "search.backends.elasticsearch",
    "INDEX_PREFIX": "test_",
    "TIMEOUT": 1.0,
    "AUTO_UPDATE": False,
}


@contextmanager
def using_engine(**changes: Any) -> Iterator[Any]:
    """The site is configured with the engine; `changes` differ from its settings, such as
    the `URLS` of another server. Gives the backend, and removes this process's indexes from
    the engine that all tests share."""
    shared = "URLS" not in changes
    assert HAS_ENGINE or not shared, "SEARCH_URL is not set: see make test-services"
    backends = {**settings.WAGTAILSEARCH_BACKENDS, "engine": {**ENGINE, **changes}}
    with override_settings(WAGTAILSEARCH_BACKENDS=backends):
        forget()
        backend = engines.engine()
        try:
            yield backend
        finally:
            if shared:
                remove_indexes(backend)
            backend.es.close()
    forget()


def forget() -> None:
    """As in a process that has just started."""
    engines.backend_of_process.cache_clear()
    engines.engine_is_back()


def remove_indexes(backend: Any) -> None:
    client = backend.es.options(request_timeout=30)
    for name in client.indices.get(index=f"{backend.index_prefix}*"):
        client.indices.delete(index=name)


def http(
    status: int,
    body: bytes,
    kind: str = "application/json",
    *,
    product: bool = True,
    more: bytes = b"",
) -> bytes:
    """An answer; with `product` it says that it is Elasticsearch's."""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
    said = "\r\nX-Elastic-Product: Elasticsearch" if product else ""
    return f"{head}{said}\r\n".encode() + more + b"\r\n" + body


def html(status: int) -> bytes:
    page = b"<html><h1>Tervetuloa</h1></html>"
    return http(status, page, "text/html", product=False)


class Impostor:
    """Something else at the engine's address: gives each request the same bytes, and keeps
    what it was sent. A pause stands before each piece; with `tls` it speaks HTTPS."""

    def __init__(
        self,
        *pieces: bytes,
        pause: float = 0,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.pieces, self.pause, self.tls = pieces, pause, tls
        self.requests: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.closed = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=[connection], daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        with suppress(OSError), self.spoken_to(connection) as connection:
            self.requests.append(whole_request(connection))
            for piece in self.pieces:
                if self.closed.wait(self.pause):
                    return
                connection.sendall(piece)

    def spoken_to(self, connection: socket.socket) -> socket.socket:
        return (
            self.tls.wrap_socket(connection, server_side=True)
            if self.tls
            else connection
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.closed.set()
        # Wakes the thread that waits for a connection, which closing alone does not.
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def whole_request(connection: socket.socket) -> bytes:
    """Who closes with something unread resets the connection."""
    with connection.makefile("rb") as stream:
        head = b""
        while (line := stream.readline()) not in {b"", b"\r\n"}:
            head += line
        length = re.search(rb"(?i)content-length: (\d+)", head)
        return head + (stream.read(int(length.group(1))) if length else b"")


class Server:
    """An Elasticsearch of the test's own, to be stopped and paused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def run(self, command: str) -> None:
        script = settings.BASE_DIR / "scripts" / "services" / "elasticsearch"
        options = ["--data", str(self.folder), "--port", str(self.port)]
        subprocess.run([script, command, *options], check=True, timeout=150)

    def start(self) -> None:
        self.run("start")

    def stop(self) -> None:
        self.run("stop")

    def signal(self, number: signal.Signals) -> None:
        pid = int((self.folder / "service.state").read_text().split()[0])
        os.kill(pid, number)

    def pause(self) -> None:
        self.signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.signal(signal.SIGCONT)
