"""What is looked at before a release; the result goes into docs/accessibility-audit.md.

    audit.py [dependencies] [code] [pages]       (without a name: all)

dependencies  pip-audit on the production lock; fails also when it could not ask
code          bandit
pages         a page of each kind, state and language, with its form's errors: axe
              in light, dark and forced colours at 320 and 1280 px, sideways
              scrolling, the keyboard, a second engine, the Nu HTML checker, Lighthouse

The last three come from npm, and say so when they are skipped.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def main(wanted: list[str]) -> int:
    parts: dict[str, Callable[[], bool]] = {
        "dependencies": dependencies,
        "code": code,
        "pages": pages,
    }
    if unknown := set(wanted) - set(parts):
        sys.exit(f"No such part: {', '.join(sorted(unknown))}\n\n{__doc__}")
    failed = [name for name in parts if name in (wanted or parts) and not parts[name]()]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll passed.")
    return 1 if failed else 0


def dependencies() -> bool:
    result = subprocess.run(
        [
            *(BIN / "pip-audit", "--requirement", "requirements/production.txt"),
            *("--require-hashes", "--disable-pip", "--progress-spinner", "off"),
            *("--format", "json"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages = json.loads(result.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"Dependencies: pip-audit could not ask.\n{result.stderr[-600:]}")
        return False
    asked = [item for item in packages if "skip_reason" not in item]
    weak = [item for item in asked if item["vulns"]]
    for item in weak:
        names = ", ".join(found["id"] for found in item["vulns"])
        print(f"Dependencies: {item['name']} {item['version']}: {names}")
    print(
        f"Dependencies: {len(asked)} of {len(packages)} asked about, {len(weak)} weak."
    )
    return bool(asked) and len(asked) == len(packages) and not weak


def code() -> bool:
    result = subprocess.run(
        [
            *(BIN / "bandit", "--quiet", "--recursive", "--severity-level", "medium"),
            *("--configfile", "pyproject.toml", "."),
        ],
        cwd=ROOT,
        check=False,
    )
    print(
        "Code: bandit found nothing." if not result.returncode else "Code: see above."
    )
    return not result.returncode


def pages() -> bool:
    from audit_pages import audit

    return audit(ROOT / "docs" / "accessibility-audit.md")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
