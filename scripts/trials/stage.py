"""What every trial stands on: a site of its own, gunicorn before it, and residents.

Everything happens on 127.0.0.1; the folder and the database are thrown away.
"""

import argparse
import contextlib
import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
PATHS = [str(ROOT), str(ROOT / "site"), str(ROOT / "scripts")]
FORM = "/anna-palautetta/"
PATIENCE = 60
# What a request meets while the server behind its connection dies.
BROKEN = (OSError, http.client.HTTPException)


def arguments(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--database-url",
        default="",
        help="an empty database; the word `postgres` starts a durable one; else SQLite",
    )
    parser.add_argument(
        "--ready",
        action="store_true",
        help="the database has been migrated, and has a page for feedback",
    )
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    return parser


@contextlib.contextmanager
def stage(options: argparse.Namespace) -> Iterator["Server"]:
    """A site with a page for feedback, served by gunicorn; Django is set up here too."""
    # Also who is asked to end puts away what was begun.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    (ROOT / "var").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="trial-", dir=ROOT / "var"))
    try:
        with database(options.database_url, folder) as (url, cluster):
            server = Server(folder, url, options.workers, cluster)
            prepare(server.environment, ready=options.ready)
            try:
                server.start()
                yield server
            finally:
                server.stop()
                from django.db import connections

                connections.close_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def database(url: str, folder: Path) -> Iterator[tuple[str, "Cluster | None"]]:
    if url != "postgres":
        yield url or f"sqlite:///{folder / 'site.sqlite3'}", None
        return
    folder.chmod(0o755)
    cluster = Cluster(folder / "postgres")
    try:
        yield cluster.start(), cluster
    finally:
        cluster.stop()


class Cluster:
    """A PostgreSQL of our own that survives a crash of the machine: with fsync."""

    def __init__(self, folder: Path) -> None:
        script = str(ROOT / "scripts" / "services" / "postgres")
        self.ending = ["--data", str(folder), "--port", str(free_port())]
        self.script = script

    def start(self) -> str:
        started = subprocess.run(
            [self.script, "start", *self.ending],
            env={**os.environ, "PG_DURABLE": "1"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return started.stdout.strip().partition("=")[2]

    def stop(self) -> None:
        subprocess.run([self.script, "stop", *self.ending], check=True)


def prepare(environment: dict[str, str], *, ready: bool) -> None:
    """Django in this process, on the trial's database; tables and a page when it is empty."""
    os.environ.update(environment)
    sys.path[:0] = PATHS
    import django
    from django.core.management import call_command

    django.setup()
    if ready:
        return
    say("Making the tables of the database …")
    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    from tests.factories.pages import feedback_page

    feedback_page()


class Server:
    """gunicorn with production's settings, as behind one proxy that ends TLS."""

    def __init__(
        self, folder: Path, url: str, workers: int, cluster: Cluster | None = None
    ) -> None:
        self.port = free_port()
        self.log = folder / "gunicorn.log"
        self.cluster = cluster
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(PATHS),
            "DJANGO_SETTINGS_MODULE": "trials.settings",
            "TRIAL_DIR": str(folder),
            "DATABASE_URL": url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FIELD_KEYS": secrets.token_urlsafe(32) + "=",
            "RECEIPT_KEY": secrets.token_urlsafe(32),
            "LOOKUP_KEY": secrets.token_urlsafe(32),
            "ALLOWED_HOSTS": "127.0.0.1",
            "BASE_URL": self.origin,
            "EMAIL_URL": f"filemail:///{folder / 'mail'}",
            "DEFAULT_FROM_EMAIL": "osallistu@example.org",
            "BEHIND_PROXY": "True",
            "PROXY_COUNT": "1",
            "BIND": f"127.0.0.1:{self.port}",
            "WEB_CONCURRENCY": str(workers),
        }
        (folder / "static").mkdir(exist_ok=True)

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "gunicorn",
                    "-c",
                    str(ROOT / "site" / "config" / "gunicorn.py"),
                    "config.wsgi",
                ],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> float:
        """The seconds that it took."""
        began = time.monotonic()
        resident = Resident(self, "10.0.0.1")
        while time.monotonic() - began < PATIENCE:
            with contextlib.suppress(*BROKEN):
                if resident.get(FORM)[0] == 200:
                    return time.monotonic() - began
            time.sleep(0.05)
        raise SystemExit(f"No answer:\n{self.log.read_text()[-3000:]}")

    def worker_pids(self) -> list[int]:
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(number) for number in children.read_text().split()]

    def errors(self) -> int:
        """Tracebacks in the server's log."""
        return self.log.read_text().count("Traceback (most recent call last)")

    def stop(self) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Resident:
    """A browser of sorts: one connection, one cookie jar, one address."""

    def __init__(self, server: Server, address: str, session: str = "") -> None:
        self.server = server
        self.address = address
        self.cookies = {"sessionid": session} if session else {}
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> tuple[int, str, str]:
        return self.request("GET", path)

    def post(self, path: str, data: dict[str, str]) -> tuple[int, str, str]:
        return self.request("POST", path, urlencode(data))

    def request(
        self, method: str, path: str, body: str | None = None
    ) -> tuple[int, str, str]:
        """Status, Location and text. Raises one of BROKEN when no answer came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.server.port, timeout=PATIENCE
            )
        headers = {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Origin": self.server.origin,
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            text = response.read().decode()
        except BROKEN:
            self.close()
            raise
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, response.headers.get("Location", ""), text

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def open_form(self) -> dict[str, str]:
        """The hidden fields of the form as it is shown."""
        status, _location, html = self.get(FORM)
        assert status == 200, status
        return hidden_fields(html)


def hidden_fields(html: str) -> dict[str, str]:
    fields = {}
    for tag in re.findall(r"<input[^>]+type=\"hidden\"[^>]*>", html):
        attributes = dict(re.findall(r"(name|value)=\"([^\"]*)\"", tag))
        if "name" in attributes:
            fields[attributes["name"]] = attributes.get("value", "")
    return fields


def feedback(number: int) -> dict[str, str]:
    """What a resident writes: a text that nobody else sends, and an address."""
    return {
        "message": f"Odotin takaisinsoittoa koko päivän. Kerta {number}.",
        "kind": "criticism",
        "role": "client",
        "place": "unknown",
        "recommendation": "4",
        "wants_reply": "yes",
        "email": f"resident{number}@example.org",
        "publish": "yes",
    }


def address(number: int) -> str:
    """So many residents, so many addresses: the limits stop none of them."""
    return f"10.{number // 62500 + 1}.{number // 250 % 250}.{number % 250 + 1}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
