"""A private PostgreSQL server: Debian's binaries, a temporary folder, a free port.

For proofs and for tests. Tests that need it carry the mark ``postgres``: ``make test`` leaves
them out (it needs nothing but Python), ``make test-postgres`` runs them.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER = "listcheck"
#: Seconds that the server may take to start or to stop.
PATIENCE = "60"


class NoServerError(Exception):
    """No PostgreSQL server is installed on this machine."""


def binaries() -> Path:
    """The folder of the newest PostgreSQL server; raises NoServerError where there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoServerError("no PostgreSQL server is installed: make setup-system")
    return Path(on_path).resolve().parent


def unprivileged() -> dict[str, Any]:
    """How to start a process so that the server takes it: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoServerError("no unprivileged user to run PostgreSQL as: expected postgres or nobody")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its URL without a database. Stops only what it started."""
    tools, person, password = binaries(), unprivileged(), secrets.token_hex(8)
    # In the system's own place: pytest's folders are closed to other users.
    with tempfile.TemporaryDirectory(prefix="listcheck-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        word = folder / "password"
        word.write_text(password)
        if person:
            os.chown(folder, person["user"], person["group"])
            os.chown(word, person["user"], person["group"])
        port = free_port()

        def call(tool: str, *arguments: object) -> None:
            done = subprocess.run(
                [tools / tool, *map(str, arguments)],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                # Inherited by the server, a pipe would never end.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                **person,
            )
            log = folder / "log"
            told = log.read_text() if log.is_file() else ""
            if done.returncode:
                raise RuntimeError(f"{tool}: {done.returncode}\n{told}")

        data = folder / "data"
        call("initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", "--pwfile", word,
             "-E", "UTF8", "--no-locale", "--no-sync")  # fmt: skip
        # Nothing is to outlive this process: no need to wait for the disk.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
        call("pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", PATIENCE, "-o", options,
             "start")  # fmt: skip
        try:
            yield f"postgresql://{USER}:{password}@127.0.0.1:{port}"
        finally:
            call("pg_ctl", "-D", data, "-w", "-t", PATIENCE, "-m", "immediate", "stop")


@contextmanager
def database(server_url: str) -> Iterator[str]:
    """An empty database on the server, gone afterwards."""
    import psycopg  # noqa: PLC0415 (an extra of listcheck, needed only here)

    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server_url}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # the name is made above
        try:
            yield f"{server_url}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
