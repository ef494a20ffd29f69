"""Build the wheel, install it into an empty environment elsewhere, and check a list with it.

Run by ``make test-wheel``; apart from the other tests because it installs packages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(here), str(ROOT)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        (wheel,) = here.glob("listcheck-*.whl")
        venv.create(here / "env", with_pip=True)
        python = here / "env" / "bin" / "python"
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "-c", ROOT / "constraints.txt", wheel],
            check=True,
        )  # fmt: skip
        work = here / "elsewhere"
        work.mkdir()
        (work / "list.csv").write_text("email,country\nann@firma-4711.co.uk,GB\nx@@y,GB\n")
        ended = subprocess.run(
            [here / "env" / "bin" / "listcheck", "list.csv", "--format", "json"],
            cwd=work,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 1, ended.stderr
        rows = json.loads(ended.stdout)["rows"]
        assert rows == {"read": 2, "kept": 1, "held": 0, "dropped": 1, "unreadable": 0}, rows
        folder = work / "list.listcheck"
        assert "<style>" in (folder / "report.html").read_text(encoding="utf-8")
        listcheck = here / "env" / "bin" / "listcheck"
        held = subprocess.run([listcheck, "verify", folder], cwd=work, capture_output=True,
                              text=True, check=True)  # fmt: skip
        assert held.stdout.startswith("holds: "), held.stdout
        key = subprocess.run([listcheck, "list.csv", "--key", "key.pem"], cwd=work,
                             capture_output=True, text=True, check=False)  # fmt: skip
        # Signatures are an extra: the base install says so and nothing breaks.
        assert (key.returncode, "listcheck[sign]" in key.stderr) == (2, True), key.stderr
        told = subprocess.run(
            [here / "env" / "bin" / "listcheck", "rules", "lint"],
            cwd=work,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.startswith("31 countries"), told.stdout
        print(f"1 passed: {wheel.name} checks a list in an empty environment")  # noqa: T201


if __name__ == "__main__":
    main()
