"""Progress in words: a share, and the time that is left."""

from __future__ import annotations

from listcheck.core.share_done import ShareDone


def test_the_share_and_the_time_left() -> None:
    told: list[str] = []
    now = iter([100.0, 102.0, 104.0, 110.0])
    done = ShareDone("judging", 200, told.append, lambda: next(now))
    done(0)
    done(50)
    done(50)
    done(100)
    assert told == [
        "judging",
        "judging: 25%, about 6 s left",
        "judging: 50%, about 4 s left",
        "judging: 100%, about 0 s left",
    ]


def test_more_than_was_expected_is_all_of_it() -> None:
    told: list[str] = []
    ShareDone("judging", 0, told.append)(5)
    assert told[-1].startswith("judging: 100%")
