"""An earlier state of listcheck in an environment of its own, to be measured beside this one."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
#: The state that the goals of speed are measured from: before the steps were asked once each.
COMMIT: Final = "46f183a"


def build(folder: Path) -> Path:
    """Install the earlier state below a folder, with the versions that it pins.

    Returns:
        Its Python.

    Raises:
        SystemExit: the commit is not in this clone, or it cannot be installed.
    """
    archive, tree, environment = folder / "tree.tar", folder / "tree", folder / "environment"
    with archive.open("wb") as out:
        command = [shutil.which("git") or "git", "archive", COMMIT]
        done = subprocess.run(command, cwd=ROOT, stdout=out, check=False)
    if done.returncode:
        raise SystemExit(f"{COMMIT} is not in this clone: fetch its whole history")
    with tarfile.open(archive) as packed:
        packed.extractall(tree, filter="data")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", "constraints.txt", "."], cwd=tree, check=True)
    return python
