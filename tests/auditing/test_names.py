"""What the names of logs and folders tell of the sends in them."""

from __future__ import annotations

import pytest

from listcheck.auditing.logs.names import NamedSends, named_by


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("date=2024-03-01/part-0.parquet", NamedSends("2024-03-01")),
        ("year=2024/month=3/day=1/part-0.parquet", NamedSends("2024-03-01")),
        ("dt=20240301/channel=sms/x1.csv", NamedSends("2024-03-01", "sms")),
        (
            "send_time=2024-03-01T10/sender=Brand%20B/data.csv",
            NamedSends("2024-03-01", sender="Brand B"),
        ),
        ("campaign=Spring/date=2024-03-01/part.csv", NamedSends("2024-03-01", campaign="Spring")),
        ("2024/03/01/sends.csv", NamedSends("2024-03-01")),
        ("sms-2024-03-01.csv", NamedSends("2024-03-01", "sms")),
        ("spring-sale_20240301.csv", NamedSends("2024-03-01", campaign="spring sale")),
        ("calls/2024_03_01.csv.gz", NamedSends("2024-03-01", "call")),
        ("channel=letter/a.csv", NamedSends(channel="letter", campaign="a")),
        # Two days, no day of the calendar, a month: nothing is told.
        ("2024-03-01/2024-03-02.csv", NamedSends()),
        ("date=2024-02-30/part.csv", NamedSends()),
        ("2024-03/sends.csv", NamedSends()),
        ("order-120240301.csv", NamedSends(campaign="order")),
        ("date=__HIVE_DEFAULT_PARTITION__/part.csv", NamedSends()),
        ("email-and-sms.csv", NamedSends(campaign="and")),
        ("export_8f3a9c1e77.csv", NamedSends()),
    ],
)
def test_names(path: str, told: NamedSends) -> None:
    assert named_by(path) == told
