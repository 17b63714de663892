"""Run from the built wheel, without src/: the five documents come out exactly as `cleaned/` has them."""

from __future__ import annotations

import sys
from pathlib import Path

import cleantext


def main(documents: Path, cleaned: Path) -> str | None:
    """What is wrong, or None."""
    count = 0
    for path in sorted(documents.iterdir()):
        if cleantext.clean(path.read_bytes().decode()) != (cleaned / path.name).read_bytes().decode():
            return f"{path.name} differs from its cleaned text"
        count += 1
    if count != 5 or "site-packages" not in cleantext.__file__:
        return f"expected five documents and the installed package, got {count} and {cleantext.__file__}"
    print(f"{count} documents cleaned by {cleantext.__file__}")
    return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
