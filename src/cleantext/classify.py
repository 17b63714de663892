"""What one line is, by itself: blank, short, prose, or a finding of a rule.

A line's class depends on the line alone. That makes it safe to remember (sites repeat their lines),
and it leaves everything that needs neighbours to the rule modules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleantext.document import sentences
from cleantext.index import HEAD, HEAD_UNSPACED, STEMS, UNSPACED, ActiveRule, Index, tokens
from cleantext.matchers import count_words
from cleantext.matchers.cues import CueMatcher
from cleantext.normal import view
from cleantext.rule import Category, MatcherKind

__all__ = ["BLANK", "LONG", "PROSE", "SHORT", "Classifier", "Cut", "Finding", "Mark"]

BLANK, SHORT, PROSE = 0, 1, 2
LONG = 200
"""Code points; a longer line is looked into only where one of its sentences begins like boilerplate."""

REMEMBERED = 1 << 15
"""Lines whose class is remembered; at about 250 bytes each, 8 MB at the most."""

WHOLE = 0.7
"""When sentences of a line that fired hold this share of it, the whole line goes."""

SAID = 0.6
"""Cue score (0 to 1, no group needed) at which a sentence of a long line says something to the matter."""

CHAIN_LENGTH = 140
CHAIN_WORDS = 7
CHAIN_WEAK = 4
"""Weak phrases that make a chain sure; three words that menus use are still a plausible heading."""
CHAIN_STRONG = 2
"""Strong phrases that a chain inside a longer line must hold."""
_SEPARATORS = frozenset("|/·•,&+-:;>»")
_GLUED = re.compile(r"(?<=[a-zà-öø-ÿа-яё])(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])")
_ENDS = (".", "!", "?", "…", '"', "”", "’", "»", ")", ":", ";", "。", "！", "？", "」", "』", "؟", "۔")
_STOPS = (".", ",")
_STOPPED = (".", ",", ":", ";", "!", "?")
PROSE_LENGTH = 50
PROSE_LENGTH_UNSPACED = 22
LONG_LENGTH = 140


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence taken out of a line; `start` and `end` count from the line's beginning."""

    start: int
    end: int
    finding: Finding


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A rule fired on a line, or (`cuts`) on sentences of a line whose rest is of class `rest`."""

    rule: ActiveRule
    score: float
    evidence: tuple[str, ...]
    strong: bool
    cuts: tuple[Cut, ...] = ()
    rest: Finding | int = PROSE


Mark = Finding | int


class Classifier(dict[str, Mark]):
    """Line to class, remembering short lines; look lines up with `classifier[line]`."""

    def __init__(self, index: Index) -> None:
        super().__init__({"": BLANK})
        self.index = index
        self._words = index.words.keys()

    def __missing__(self, line: str) -> Mark:
        if len(line) > LONG:
            heads = [part[:HEAD] for part in line.split(". ")]
            if self.index.heads.isdisjoint(heads) and not self._other_sentence(line):
                return PROSE
            return self.look_into(line)
        mark = self._short(line)
        if len(self) >= REMEMBERED:
            self.clear()
            self[""] = BLANK
        self[line] = mark
        return mark

    def _other_sentence(self, line: str) -> bool:
        """The gate of long lines for sentences behind other marks than a full stop."""
        heads = self.index.heads
        for mark in ("! ", "? ", "… ", '" ', "” "):
            if mark in line and not heads.isdisjoint([p[:HEAD] for p in line.split(mark)]):
                return True
        if line.isascii():
            return False
        return any(
            mark in line and not heads.isdisjoint([p[:HEAD_UNSPACED] for p in line.split(mark)]) for mark in ("。", "！", "？")
        ) or line[:HEAD_UNSPACED] in heads

    def _short(self, line: str) -> Mark:
        key = view(line)
        if not key:
            return BLANK
        found = self.index.phrases.get(key)
        if found is not None:
            if not found.strong and " " not in key and line.rstrip().endswith(_STOPS) and not found.keep:
                return SHORT  # "Home." ends a poem; a button has no full stop
            return Finding(found, 1.0, (key,), found.strong)
        best = self._candidates(key)
        if best is not None and (best.strong or best.rule.keep):
            return best
        chain = self._chain(line, key)
        if chain is not None:
            return chain
        if best is not None:
            return best
        if not self.index.heads.isdisjoint([p[:HEAD] for p in line.split(". ")]) or self._other_sentence(line):
            return self.look_into(line)
        return kind_of(line)

    def _candidates(self, key: str, *, sentence: bool = False) -> Finding | None:
        """The surest of the rules that a word of the view calls up."""
        tried = self._called_up(key)
        if not tried:
            return None
        count = count_words(key)
        best: Finding | None = None
        for active in tried:
            if count > active.max_words or (sentence and not active.inline):
                continue
            if best is not None and not (active.keep or (active.strong and not best.strong)):
                continue
            match = active.matcher.match(key)
            if match is not None:
                best = Finding(active, match.score, match.evidence, active.strong)
                if active.keep:
                    return best
        return best

    def _called_up(self, key: str) -> set[ActiveRule]:
        """The rules that want a word of the view."""
        index = self.index
        words = set(tokens(key))
        out: set[ActiveRule] = set()
        for word in self._words & words:
            out.update(index.words[word])
        for size, table in zip(STEMS, index.stems, strict=True):
            for stem in table.keys() & {word[:size] for word in words}:
                out.update(table[stem])
        if not key.isascii() and UNSPACED.search(key):
            for gram in index.grams.keys() & {key[i : i + 2] for i in range(len(key) - 1)}:
                out.update(index.grams[gram])
        return out

    def _chain(self, line: str, key: str) -> Finding | None:
        """A line made of phrases one after another: "Share Facebook Twitter", "PreviousNext"."""
        if len(line) > CHAIN_LENGTH or line.endswith(".") or line.startswith("|"):
            return None  # a sentence, a table's row
        words = key.split(" ")
        if words[0] in self.index.first_words and words[-1] in self.index.last_words and len(words) > 1:
            found = self._parse(words)
            if found is not None:
                return found
        if _GLUED.search(line):
            words = view(_GLUED.sub(" ", line)).split(" ")
            if words[0] in self.index.first_words and words[-1] in self.index.last_words:
                return self._parse(words)
        return None

    def _parse(self, words: list[str]) -> Finding | None:
        phrases = self.index.phrases
        parts: list[tuple[str, ActiveRule]] = []
        at = 0
        while at < len(words):
            if words[at] in _SEPARATORS:
                at += 1
                continue
            for size in range(min(CHAIN_WORDS, len(words) - at), 0, -1):
                phrase = " ".join(words[at : at + size]).strip(",;:|/.!?")
                rule = phrases.get(phrase)
                if rule is not None and not rule.keep and (len(phrase) > 2 or rule.category is Category.SHARE):
                    parts.append((phrase, rule))
                    at += size
                    break
            else:
                return None
        if not parts:
            return None
        strong = [r for _, r in parts if r.strong]
        lead = strong[0] if strong else parts[0][1]
        if len(parts) < 2 and not strong:
            return None
        sure = len(parts) > 1 and (bool(strong) or len(parts) >= CHAIN_WEAK)
        return Finding(lead, 0.9 if sure else 0.7, tuple(p for p, _ in parts), sure)

    def look_into(self, line: str) -> Mark:
        """Judge a line as a whole and sentence by sentence, without the gate."""
        whole = self._candidates(view(line)) if len(line) > LONG else None
        parts = sentences(line)
        if whole is not None and whole.rule.kind is MatcherKind.CUES and not self._dense(whole.rule, parts):
            whole = None
        if whole is not None and (whole.strong or whole.rule.keep):
            return whole
        if len(parts) < 2:
            return whole or kind_of(line)
        cuts: list[Cut] = []
        at = hit = size = 0
        for part in parts:
            n = len(part.strip())
            size += n
            found = self._sentence(part)
            if found is not None:
                hit += n
                if cuts and cuts[-1].end == at:
                    cuts[-1] = Cut(cuts[-1].start, at + len(part), cuts[-1].finding)
                else:
                    cuts.append(Cut(at, at + len(part), found))
            at += len(part)
        if not cuts:
            return whole or kind_of(line)
        lead = max((c.finding for c in cuts), key=lambda f: f.score)
        if hit >= WHOLE * size:
            return Finding(lead.rule, lead.score, lead.evidence, True)
        if cuts[-1].end == len(line):  # the white space before a line's last sentence goes with it
            start = len(line[: cuts[-1].start].rstrip())
            ending = len(line) - len(line.rstrip("\r\n"))
            cuts[-1] = Cut(start, len(line) - ending, cuts[-1].finding)
        rest = self[remainder(line, cuts)]
        return Finding(lead.rule, lead.score, lead.evidence, True, tuple(cuts), rest)

    def _dense(self, rule: ActiveRule, parts: list[str]) -> bool:
        """Whether a long line speaks of a cue rule's matter throughout: one sentence says enough by itself
        and half of them say something."""
        matcher = rule.matcher
        assert isinstance(matcher, CueMatcher)
        keys = [view(part) for part in parts]
        said = sum(matcher.score(key, SAID, needed=False) is not None for key in keys)
        return said * 2 >= len(keys) and any(matcher.match(key) for key in keys)

    def _sentence(self, part: str) -> Finding | None:
        key = view(part)
        rule = self.index.phrases.get(key)
        if rule is not None:
            return Finding(rule, 1.0, (key,), True) if rule.strong and rule.inline else None
        found = self._candidates(key, sentence=True)
        if found is None:
            if part.rstrip().endswith(_STOPPED):
                return None
            found = self._chain(part, key)
            if found is not None and sum(self.index.phrases[p].strong for p in found.evidence) < CHAIN_STRONG:
                return None
        return found if found is not None and found.strong else None


def remainder(line: str, cuts: list[Cut] | tuple[Cut, ...]) -> str:
    """A line without its cuts."""
    out: list[str] = []
    at = 0
    for cut in cuts:
        out.append(line[at : cut.start])
        at = cut.end
    out.append(line[at:])
    return "".join(out)


def kind_of(line: str) -> int:
    """Prose (a sentence or more) or short (a heading, an entry, a button), by length and ending."""
    text = line.strip()
    n = len(text)
    if not n:
        return BLANK
    if n >= LONG_LENGTH:
        return PROSE
    if n >= PROSE_LENGTH:
        return PROSE if text.endswith(_ENDS) else SHORT
    if not text.isascii() and n >= PROSE_LENGTH_UNSPACED and text.endswith(_ENDS) and UNSPACED.search(text):
        return PROSE
    return SHORT
