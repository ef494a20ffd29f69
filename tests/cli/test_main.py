"""``main()`` leaves the process of its caller as it found it, in any thread."""

from __future__ import annotations

import io
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from listcheck.cli import app, main

RUNS = [(["checks"], 0), (["nowhere.csv"], 3), (["check", "--no-such-option"], 2)]


def own(_number: int, _frame: Any) -> None:
    """A caller's handler."""


@pytest.fixture(params=[own, signal.SIG_IGN, signal.SIG_DFL])
def handler(request: pytest.FixtureRequest) -> Iterator[Any]:
    before = signal.signal(signal.SIGTERM, request.param)
    yield request.param
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(("arguments", "status"), RUNS)
def test_the_handler_of_the_caller_is_back(handler: Any, arguments: list[str], status: int) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert (ended.value.code or 0) == status
    assert signal.getsignal(signal.SIGTERM) == handler


@pytest.mark.parametrize("error", [KeyError("x"), KeyboardInterrupt(), SystemExit(143)])
def test_it_is_back_however_it_ends(
    handler: Any, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    seen = []

    def fail(*_: Any, **__: Any) -> None:
        seen.append(signal.getsignal(signal.SIGTERM))
        raise error

    monkeypatch.setattr(app.cli, "main", fail)
    with pytest.raises((SystemExit, KeyboardInterrupt)):
        main([])
    assert signal.getsignal(signal.SIGTERM) == handler
    assert seen != [handler], "while it runs, a polite kill cleans up"


def test_a_handler_that_python_did_not_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(signal, "getsignal", lambda _: None)
    monkeypatch.setattr(signal, "signal", lambda *given: calls.append(given))
    with pytest.raises(SystemExit):
        main(["checks"])
    assert not calls


def test_streams_answer_to_errors_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    error = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", error)
    with pytest.raises(SystemExit):
        main(["explain", "LC201"])
    assert (out.errors, error.errors) == ("strict", "backslashreplace")
    out.flush()
    assert b"LC201" in out.buffer.getvalue()  # type: ignore[attr-defined]


def test_it_runs_in_another_thread(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    ended: list[object] = []

    def work() -> None:
        try:
            main(["init", "-o", str(tmp_path / "listcheck.toml")])
        except BaseException as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [type(error) for error in ended] == [SystemExit]
    assert (tmp_path / "listcheck.toml").exists()
    assert signal.getsignal(signal.SIGTERM) == before
