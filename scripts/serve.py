"""The development site: the server, the task worker and the clock, stopped together.

    serve.py [--check] HOST PORT

With --check only says whether the port is free. When one of the three ends by
itself the others are stopped too: a site without its worker would seem to work.
The worker and the clock write to var/log/.
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
LOGS = ROOT / "var" / "log"
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
        LOGS.mkdir(parents=True, exist_ok=True)
        processes["server"] = start(["runserver", f"{host}:{port}"])
        processes["worker"] = start(["db_worker"], LOGS / "worker.log")
        announce(host, int(port), processes["server"])
        return watch(processes)
    except Stop:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        end(list(processes.values()))


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


def start(command: list[str], log: Path | None = None) -> subprocess.Popen[bytes]:
    """In a group of its own, so that Ctrl-C reaches only us and we end it in order."""
    with log.open("ab") if log else contextlib.nullcontext() as output:
        return subprocess.Popen(
            [*MANAGE, *command],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                "DJANGO_RUNSERVER_HIDE_WARNING": "true",
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def announce(host: str, port: int, server: subprocess.Popen[bytes]) -> None:
    """The address, once it can be opened."""
    while free(host, port) and server.poll() is None:
        time.sleep(0.1)
    if server.poll() is None:
        print(f"\nOsallistu: http://{host}:{port}/ (Ctrl-C stops it)\n", flush=True)


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
                print("The clock's work failed: see var/log/clock.log", file=sys.stderr)
            del processes[name]
            break
        if time.monotonic() >= next_turn and "clock" not in processes:
            processes["clock"] = start(["run_due"], LOGS / "clock.log")
            next_turn = time.monotonic() + CLOCK_SECONDS
        time.sleep(0.25)


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, with their children; after PATIENCE_SECONDS make them."""
    for process in processes:
        signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_SECONDS
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(deadline - time.monotonic(), 0))
        signal_group(process, signal.SIGKILL)
        process.wait()


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


if __name__ == "__main__":
    sys.exit(main())
