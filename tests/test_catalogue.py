"""The rule catalogue is what the packs say now."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_catalogue_is_made_from_the_packs_as_they_are() -> None:
    made: str = runpy.run_path(str(DOCS / "make_catalogue.py"))["catalogue"]()
    written = (DOCS / "catalogue.md").read_bytes().decode()
    stale = [line for line in made.splitlines() if line not in written.splitlines()]
    assert written == made, f"run `python docs/make_catalogue.py`; first new line: {stale[:1]}"
