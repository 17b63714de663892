"""Write `docs/catalogue.md` from the packs: `python docs/make_catalogue.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cleantext.pack import shipped_rules
from cleantext.rule import DEFAULT_CATEGORIES, Category, MatcherKind, Rule

CATALOGUE = Path(__file__).with_name("catalogue.md")
EXAMPLES = 2
LONGEST = 48
"""Characters of an example."""

HEAD = """\
# Rule catalogue

Made from the packs by `python docs/make_catalogue.py`; do not edit. The words are those of the [glossary](glossary.md);
[packs.md](packs.md) says how rules are written. Leave a rule out with `Cleaner(skip_rules=[...])` or `--no-rule`.

"""


def catalogue() -> str:
    """The whole page."""
    rules = shipped_rules()
    by_category = {category: [rule for rule in rules if rule.category is category] for category in Category}
    parts = [HEAD, "| Category | Rules | Languages |\n| --- | ---: | --- |\n"]
    for category, own in by_category.items():
        off = "" if category in DEFAULT_CATEGORIES else " (off by default)"
        languages = ", ".join(sorted({rule.language for rule in own}, key=_any_first))
        parts.append(f"| [{category}](#{category}){off} | {len(own)} | {languages} |\n")
    parts.append(f"| all | {len(rules)} | |\n")
    for category, own in by_category.items():
        if own:
            parts.append(_section(category, own))
    return "".join(parts)


def _section(category: Category, rules: Iterable[Rule]) -> str:
    rows = [
        f"\n## {category}\n\n",
        "| Language | Rule | Strength | Matcher | Extent | What and why | Examples |\n",
        "| --- | --- | --- | --- | --- | --- | --- |\n",
    ]
    for rule in sorted(rules, key=lambda r: _any_first(r.language)):  # stable: pack order within a language
        cells = (
            rule.language,
            f"`{rule.id}`",
            rule.strength,
            f"{rule.matcher}{_amount(rule)}",
            rule.extent + (", inline" if rule.inline else ""),
            _prose(f"{rule.summary} {rule.why}"),
            _examples(rule),
        )
        rows.append(f"| {' | '.join(cells)} |\n")
    return "".join(rows)


def _any_first(language: str) -> tuple[bool, str]:
    return language != "any", language


def _amount(rule: Rule) -> str:
    """How many phrases, patterns, templates or groups of cues the rule has."""
    count = len(rule.phrases or rule.patterns or rule.templates or rule.cues)
    return f" {count}" if count else ""


def _examples(rule: Rule) -> str:
    if rule.matcher is MatcherKind.STRUCTURE:
        return ""  # whole documents
    return " ".join(_code(text) for text in rule.match[:EXAMPLES])


def _prose(text: str) -> str:
    text = " ".join(text.split())
    for sign in "\\|*_<>`[]":
        text = text.replace(sign, "\\" + sign)
    return text


def _code(text: str) -> str:
    """An example as a code span; what does not print is shown as its escape."""
    text = " ".join(text.split())
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    if len(text) > LONGEST:
        text = text[: LONGEST - 1].rstrip() + "…"
    text = text.replace("|", "\\|")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


if __name__ == "__main__":
    CATALOGUE.write_text(catalogue(), encoding="utf-8", newline="\n")
    print(f"{len(shipped_rules())} rules -> {CATALOGUE.name}")
