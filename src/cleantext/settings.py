"""A Cleaner's settings: checked by name, and the rules they select."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cleantext.compiled import RuleCard, card_of, load_compiled
from cleantext.errors import SettingsError
from cleantext.rule import DEFAULT_CATEGORIES, LANGUAGES, Category, Rule

__all__ = ["STRICTNESS", "Settings", "make_settings", "select_rules"]

_T = TypeVar("_T")

STRICTNESS = ("careful", "balanced", "eager")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a Cleaner was asked for; `languages` None means all; `own` holds the rules of `packs`."""

    categories: frozenset[str]
    rules: frozenset[str]
    skip_rules: frozenset[str]
    languages: frozenset[str] | None
    packs: tuple[str, ...]
    strictness: str
    tidy: bool
    own: tuple[Rule, ...]


def make_settings(
    categories: Collection[str] | None,
    skip_categories: Collection[str],
    rules: Collection[str],
    skip_rules: Collection[str],
    languages: Collection[str] | None,
    packs: Sequence[str | Path],
    strictness: str,
    tidy: bool,
) -> Settings:
    """Check the arguments of `Cleaner`.

    Raises:
        SettingsError: a name that does not exist, or a value of the wrong kind.
        PackError: one of `packs` cannot be used.
    """
    chosen = DEFAULT_CATEGORIES if categories is None else _names(categories, "categories", tuple(Category))
    spoken = None if languages is None else _names(languages, "languages", (*LANGUAGES, "any"))
    if strictness not in STRICTNESS:
        raise SettingsError(f"strictness is {strictness!r}; use one of {', '.join(STRICTNESS)}")
    if not isinstance(tidy, bool):
        raise SettingsError(f"tidy is {tidy!r}; use True or False")
    if isinstance(packs, (str, Path)):
        raise SettingsError(f"packs is one path, {str(packs)!r}; give a list of paths")
    paths = _listed(packs, "packs", "paths")
    for path in paths:
        if not isinstance(path, (str, Path)):
            raise SettingsError(f"packs has {path!r}; give paths")
    own: tuple[Rule, ...] = ()
    if paths:
        from cleantext.pack import load_pack  # with TOML and `regex`, which few programs need

        own = tuple(rule for path in paths for rule in load_pack(path))
    ids = {rule.id for rule in load_compiled().rules}
    for rule in own:
        if rule.id in ids:
            raise SettingsError(f"packs bring the rule {rule.id!r} ({rule.file}), which exists already; rename it")
        ids.add(rule.id)
    return Settings(
        categories=chosen - _names(skip_categories, "skip_categories", tuple(Category)),
        rules=_names(rules, "rules", ids),
        skip_rules=_names(skip_rules, "skip_rules", ids),
        languages=spoken,
        packs=tuple(str(p) for p in paths),
        strictness=strictness,
        tidy=tidy,
        own=own,
    )


def select_rules(settings: Settings) -> tuple[tuple[RuleCard, ...], frozenset[int]]:
    """All rules, the shipped ones and the user's own, and the numbers of those that the settings switch on.

    Rules of the user's own packs speak for every language.
    """
    rules = (*load_compiled().rules, *map(card_of, settings.own))
    shipped = len(rules) - len(settings.own)

    def on(number: int, rule: RuleCard) -> bool:
        if rule.id in settings.skip_rules:
            return False
        if rule.id in settings.rules:
            return True
        spoken = (
            settings.languages is None
            or number >= shipped
            or rule.language in settings.languages
            or rule.language == "any"
        )
        return spoken and rule.category in settings.categories

    return rules, frozenset(n for n, rule in enumerate(rules) if on(n, rule))


def _names(values: Collection[str], setting: str, known: Collection[str]) -> frozenset[str]:
    if isinstance(values, str):
        raise SettingsError(f"{setting} is one text, {values!r}; give a list of names")
    names = _listed(values, setting, "names")
    for name in names:
        if not isinstance(name, str) or name not in known:
            some = f"use {', '.join(known)}" if isinstance(known, tuple) else "`cleantext rules` lists them"
            raise SettingsError(f"{setting} has {name!r}, which is unknown; {some}")
    return frozenset(names)


def _listed(values: Iterable[_T], setting: str, what: str) -> tuple[_T, ...]:
    """The values, read once: a generator would be empty the second time."""
    try:
        return tuple(values)
    except TypeError:
        raise SettingsError(f"{setting} is {values!r}; give a list of {what}") from None
