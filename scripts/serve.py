"""The development site: the server, the task worker and the clock, stopped together.

    serve.py [--check] HOST PORT

With --check only says whether the port is free. When one of the three ends by
itself the others are stopped too: a site without its worker would seem to work.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
CLOCK_SECONDS = 60
PATIENCE_SECONDS = 10


class Stop(Exception):
    """Someone asked us to end."""


def main() -> int:
    *flags, host, port = sys.argv[1:]
    if not free(host, int(port)):
        print(
            f"Port {port} is taken: something else is served there. Stop it, or choose"
            f" another port: make run PORT={int(port) + 1}",
            file=sys.stderr,
        )
        return 1
    if "--check" in flags:
        return 0
    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        processes["server"] = start("runserver", f"{host}:{port}")
        processes["task worker"] = start("db_worker")
        print(f"\nOsallistu: http://{host}:{port}/ (Ctrl-C stops it)\n", flush=True)
        return watch(processes)
    except Stop:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for process in processes.values():
            end(process)


def free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def ask_to_stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """In a group of its own, so that Ctrl-C reaches only us and we end it in order."""
    return subprocess.Popen(
        [*MANAGE, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )


def watch(processes: dict[str, subprocess.Popen[bytes]]) -> int:
    """Turn the clock until a process ends by itself; returns the exit status."""
    next_turn = time.monotonic()
    while True:
        for name, process in processes.items():
            if process.poll() is None:
                continue
            if name != "clock":
                print(
                    f"The {name} ended by itself ({process.returncode}).",
                    file=sys.stderr,
                )
                return 1
            if process.returncode:
                print("The clock's work failed: see above.", file=sys.stderr)
            del processes[name]
            break
        if time.monotonic() >= next_turn and "clock" not in processes:
            processes["clock"] = start("run_due")
            next_turn = time.monotonic() + CLOCK_SECONDS
        time.sleep(0.25)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to end; after PATIENCE_SECONDS make it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        if number == signal.SIGTERM and group_ended(process.pid):
            return


def group_ended(group: int) -> bool:
    """Whether every process of the group is gone, within PATIENCE_SECONDS."""
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


if __name__ == "__main__":
    sys.exit(main())
