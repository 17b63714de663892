"""Every error cleantext raises on purpose; a leaf that imports nothing of the package."""

from __future__ import annotations

__all__ = ["CleantextError", "PackError", "ReportError", "SettingsError"]


class CleantextError(Exception):
    """The root of all errors that cleantext raises on purpose."""


class SettingsError(CleantextError, ValueError):
    """A `Cleaner` was made with a setting that does not exist or does not fit."""


class ReportError(CleantextError, ValueError):
    """A report could not be read, or does not belong to the text it is applied to."""


class PackError(CleantextError, ValueError):
    """A pack cannot be used. It names the file, the rule, what is wrong and what helps.

    >>> str(PackError("mine.toml", "ask-line", "pattern 1 is not a valid expression", "escape the bracket"))
    "mine.toml: rule 'ask-line': pattern 1 is not a valid expression; escape the bracket"
    """

    def __init__(self, file: str, rule: str | None, problem: str, remedy: str) -> None:
        super().__init__(file, rule, problem, remedy)
        self.file = file
        self.rule = rule
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        rule = f" rule '{self.rule}':" if self.rule else ""
        return f"{self.file}:{rule} {self.problem}; {self.remedy}"
