"""Brings what the other commands need: `.venv` as a lock says, or a Debian package.

    environment.py base|test|production|browser|gettext|libraries

Runs on a bare Python 3.11 or newer. What a lock says is installed by uv, which pip
puts into `.venv` first. A `.venv` that has the test packages keeps them for `base`.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STATE = VENV / "installed-lock"
LOCKS = ("base", "test", "production")
# What playwright's driver loads, and a bare Debian lacks.
LIBRARY = "libatomic.so.1"
DEBIAN = {
    "browser": ("chromium", ["chromium", "fonts-dejavu-core", "libatomic1"]),
    "gettext": ("xgettext", ["gettext"]),
}
# What packages of Python load, and a site does without: by name, the library and its packages.
LIBRARIES = {
    # Readings of Finnish words, quick and in little memory; else pyvoikko does the same.
    "Voikko": ("libvoikko.so.1", ["libvoikko1", "voikko-fi"]),
    # Sets the type of posters, cards and slips; without it they cannot be printed.
    "Pango": (
        "libpangoft2-1.0.so.0",
        ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
    ),
}
NEEDED = (3, 11)


def main(wanted: str) -> None:
    if wanted in DEBIAN:
        command, packages = DEBIAN[wanted]
        need(command, packages)
    elif wanted == "libraries":
        need_libraries()
    elif wanted in LOCKS:
        sync(wanted)
        if may_install():
            need_libraries()
    else:
        sys.exit(__doc__)


def sync(lock: str) -> None:
    if sys.version_info < NEEDED:
        names = ["python3.14", "python3.13", "python3.12", "python3.11"]
        newer = next(filter(shutil.which, names), None)
        if not newer:
            sys.exit("Osallistu needs Python 3.11 or newer; this is " + sys.version)
        sys.exit(subprocess.run([newer, __file__, lock], check=False).returncode)
    if not usable():
        create()
    installed = STATE.read_text().split() if STATE.exists() else ["", ""]
    if lock == "base" and installed[0] == "test":
        lock = "test"
    file = ROOT / "requirements" / f"{lock}.txt"
    state = [lock, hashlib.sha256(file.read_bytes()).hexdigest()]
    if installed == state:
        return
    say(f"Installing the packages of {file.relative_to(ROOT)} into .venv …")
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check"]
    run([*pip, "install", "--quiet", "uv>=0.8,<1"])
    uv = [str(VENV_PYTHON), "-m", "uv", "--quiet", "pip", "sync"]
    # Compiled once here, and not at each start where PYTHONDONTWRITEBYTECODE is set:
    # half of the processor time that a process takes to start.
    options = ["--compile-bytecode", "--require-hashes", "--python", str(VENV_PYTHON)]
    run([*uv, *options, str(file)], index(pip))
    STATE.write_text(" ".join(state))


def usable() -> bool:
    check = f"import sys, pip; sys.exit(sys.version_info < {NEEDED})"
    return (
        VENV_PYTHON.exists()
        and subprocess.run(
            [VENV_PYTHON, "-c", check], check=False, stderr=subprocess.DEVNULL
        ).returncode
        == 0
    )


def create() -> None:
    say("Making .venv …")
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    has_venv = subprocess.run(
        [sys.executable, "-c", "import ensurepip, venv"],
        check=False,
        stderr=subprocess.DEVNULL,
    )
    if has_venv.returncode:
        install(["python3-venv"], "Python's own module venv")
    run(make)


def index(pip: list[str]) -> dict[str, str]:
    """uv does not read pip's settings: hand on the package index that pip uses."""
    if os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL"):
        return {}
    asked = subprocess.run(
        [*pip, "config", "get", "global.index-url"],
        check=False,
        capture_output=True,
        text=True,
    )
    address = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {"UV_DEFAULT_INDEX": address} if address else {}


def need(command: str, packages: list[str]) -> None:
    if not shutil.which(command) or (command == "chromium" and not loads(LIBRARY)):
        install(packages, command)


def need_libraries() -> None:
    for name, (library, packages) in LIBRARIES.items():
        if not loads(library):
            install(packages, name)


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def may_install() -> bool:
    return os.geteuid() == 0 and bool(shutil.which("apt-get"))


def install(packages: list[str], what: str) -> None:
    """With Debian's apt when we may; else in words what the reader should do."""
    names = " ".join(packages)
    if not may_install():
        sys.exit(f"{what} is missing. On Debian and Ubuntu: sudo apt install {names}")
    say(f"Installing {names} …")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], environment)
    run(
        ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages],
        environment,
    )


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False
    )
    if result.returncode:
        sys.exit(f"Failed: {' '.join(command)}")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
