"""`Cleaner`, `clean` and `explain`: the public way in. `clean(t)` is `explain(t).text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.report import Report

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from cleantext.classify import Classifier
    from cleantext.rule import Rule
    from cleantext.settings import Settings

__all__ = ["Cleaner", "clean", "explain"]

# The engine (packs, matchers, `regex`, `rapidfuzz`) is imported when the first Cleaner is made:
# `import cleantext` stays quick for programs that may never clean anything.


class Cleaner:
    """Settings, checked when made and never changed; safe to share between threads and to pickle.

    Args:
        categories: the categories to remove; None for the default ones (all but byline, date,
            caption and reader).
        skip_categories: categories to leave alone, taken off `categories`.
        rules: ids of rules to use although their category or language is off.
        skip_rules: ids of rules to leave out.
        languages: codes of the languages whose packs are used; None for all. Rules that no
            language owns (`any`) and the rules of `packs` are always used.
        packs: files of further packs, with rules in the same form as the shipped ones.
        strictness: "careful" removes only what is sure by its own words, "balanced" also what
            its neighbours and place show, "eager" also short lines among much boilerplate.
        tidy: whether white space inside kept lines is evened out (no-break spaces become
            spaces, runs become one, white space at line ends goes).

    Raises:
        SettingsError: a name that does not exist, or a value of the wrong kind.
        PackError: a pack that cannot be used.

    >>> Cleaner(skip_categories=["comments"]).clean("Leave a Reply")
    'Leave a Reply'
    """

    __slots__ = ("_classifier", "_settings")

    _settings: Settings
    _classifier: Classifier | None

    def __init__(
        self,
        *,
        categories: Collection[str] | None = None,
        skip_categories: Collection[str] = (),
        rules: Collection[str] = (),
        skip_rules: Collection[str] = (),
        languages: Collection[str] | None = None,
        packs: Sequence[str | Path] = (),
        strictness: str = "balanced",
        tidy: bool = False,
    ) -> None:
        from cleantext.settings import make_settings

        self.__setstate__(
            make_settings(categories, skip_categories, rules, skip_rules, languages, packs, strictness, tidy)
        )

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in use (without their prose; `cleantext.pack.shipped_rules` has it)."""
        from cleantext.settings import select_rules

        rules, active = select_rules(self._settings)
        return tuple(rules[n].rule for n in sorted(active))

    def clean(self, text: str) -> str:
        """The text without its boilerplate; the same object when there is none.

        >>> Cleaner().clean("The talks failed.\\n\\nLeave a Reply")
        'The talks failed.'
        """
        return self.explain(text).text

    def explain(self, text: str) -> Report:
        """The cleaned text with every removal and its reason.

        >>> [r.category for r in Cleaner().explain("The talks failed.\\nLeave a Reply").removals]
        ['layout', 'comments']

        Raises:
            TypeError: `text` is not a `str`.
        """
        if not isinstance(text, str):
            raise TypeError(f"text is {type(text).__name__}, not str; decode it first")
        from cleantext.pipeline import classifier_for, run

        classifier = self._classifier
        if classifier is None:
            classifier = classifier_for(self._settings)
            object.__setattr__(self, "_classifier", classifier)
        return run(text, classifier, self._settings.strictness, self._settings.tidy)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Cleaner does not change; make another one with the {name} you want")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Cleaner does not change")

    def __getstate__(self) -> Settings:
        return self._settings

    def __setstate__(self, state: Settings) -> None:
        object.__setattr__(self, "_settings", state)
        object.__setattr__(self, "_classifier", None)

    def __eq__(self, other: object) -> bool:
        return self._settings == other._settings if isinstance(other, Cleaner) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._settings)

    def __repr__(self) -> str:
        return f"Cleaner({len(self.rules)} rules, strictness={self._settings.strictness!r})"


_default: Cleaner | None = None


def clean(text: str) -> str:
    """The text without its boilerplate, by the default `Cleaner`; the same object when there is none.

    >>> clean("The vote is on Monday.\\n\\nRelated articles:\\n\\nRead more")
    'The vote is on Monday.'
    """
    return explain(text).text


def explain(text: str) -> Report:
    """As `clean`, with every removal and its reason."""
    global _default
    if _default is None:
        _default = Cleaner()
    return _default.explain(text)
