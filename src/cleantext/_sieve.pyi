"""The types of `_sieve.c`: see `cleantext.native`."""

from collections.abc import Callable

VERSION: int

class Sieve:
    def __init__(
        self,
        tables: object,
        active: bytes,
        telling: dict[str, int],
        fold: bytes,
        edge: str,
        ends: str,
        around: str,
        separators: str,
        wants: Callable[[int], tuple[tuple[tuple[str, ...], ...], ...]],
    ) -> None: ...
    def sort(self, lines: list[str]) -> tuple[list[str], list[str], list[str], list[str], list[str], list[str]]: ...
    def heads(self, text: str) -> list[int]: ...
    def says_near(self, line: str) -> bool: ...
    def called(self, key: str, near: bool) -> tuple[list[int], bool, bool]: ...
