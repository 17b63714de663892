"""Run from the built wheel, without src/: the five documents come out exactly as `cleaned/` has them."""

import sys
from pathlib import Path

import cleantext

documents, cleaned = Path(sys.argv[1]), Path(sys.argv[2])
count = 0
for path in sorted(documents.iterdir()):
    want = (cleaned / path.name).read_bytes().decode()
    got = cleantext.clean(path.read_bytes().decode())
    if got != want:
        sys.exit(f"{path.name} differs from its cleaned text")
    count += 1
if count != 5 or "site-packages" not in cleantext.__file__:
    sys.exit(f"expected five documents and the installed package, got {count} and {cleantext.__file__}")
print(f"{count} documents cleaned by {cleantext.__file__}")
