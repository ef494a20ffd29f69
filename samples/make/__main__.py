"""Write the sample lists: invented people and companies, the same bytes on every run.

    python -m samples.make                                every sample, in its folder
    python -m samples.make bare-list wrong-file           some of them
    python -m samples.make --into FOLDER                  below another folder

The configurations and the README are written by hand. Only the standard library is used;
every sample has a seed of its own.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from samples.make import (
    bare_list,
    call_campaign,
    european_b2b,
    past_sends,
    renewal_notice,
    third_party_list,
    wrong_file,
)

#: The folder of a sample, and what writes its files into it.
SAMPLES: dict[str, Callable[[Path], None]] = {
    "european-b2b": european_b2b.write,
    "call-campaign": call_campaign.write,
    "bare-list": bare_list.write,
    "third-party-list": third_party_list.write,
    "wrong-file": wrong_file.write,
    "renewal-notice": renewal_notice.write,
    "past-sends": past_sends.write,
}


def main() -> None:
    """Write the samples asked for, or all of them."""
    asked = argparse.ArgumentParser(
        prog="python -m samples.make", description="Write the sample lists, byte for byte the same."
    )
    asked.add_argument(
        "samples", nargs="*", metavar="SAMPLE", help=f"of {', '.join(SAMPLES)}; default: all"
    )
    asked.add_argument(
        "--into",
        type=Path,
        metavar="FOLDER",
        default=Path(__file__).resolve().parent.parent,
        help="where the samples' folders are; default: beside this generator",
    )
    options = asked.parse_args()
    for name in options.samples:
        if name not in SAMPLES:
            asked.error(f"there is no sample {name!r}: expected one of {', '.join(SAMPLES)}")
    for name in options.samples or SAMPLES:
        SAMPLES[name](options.into / name)


if __name__ == "__main__":
    main()
