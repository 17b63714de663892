"""What one line is, by itself: blank, short, prose, or a finding of a rule.

A line's class depends on the line alone. That makes it safe to remember (sites repeat their lines),
and it leaves everything that needs neighbours to the rule modules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleantext.document import sentences
from cleantext.index import ActiveRule, Index
from cleantext.matchers import count_words
from cleantext.matchers.cues import CueMatcher
from cleantext.normal import EDGE, view
from cleantext.rule import Category, MatcherKind
from cleantext.tables import HEAD_UNSPACED, UNSPACED

__all__ = ["BLANK", "LONG", "PROSE", "SHORT", "Classifier", "Cut", "Finding", "Mark"]

BLANK, SHORT, PROSE = 0, 1, 2
LONG = 200
"""Code points; a longer line is looked into only where one of its sentences begins like boilerplate."""

REMEMBERED = 1 << 15
"""Lines whose class is remembered; at about 250 bytes each, 8 MB at the most."""

NEAR = 1_200
"""Code points; a longer line is not judged by its neighbours."""

REMEMBERED_LENGTH = 100
"""Code points; longer lines seldom come again."""

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
_FULL_STOP = re.compile(r"(?<!\.)[.,]\s*\Z")
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

    def __missing__(self, line: str) -> Mark:
        size = len(line)
        if size > LONG or (size >= PROSE_LENGTH and line.endswith(_ENDS)):
            mark = self.look_into(line) if self._begins_like_boilerplate(line) else PROSE
            if size > REMEMBERED_LENGTH:
                return mark
        else:
            mark = self._short(line)
        if len(self) >= REMEMBERED:
            self.clear()
            self[""] = BLANK
        self[line] = mark
        return mark

    def _begins_like_boilerplate(self, line: str) -> bool:
        """The gate of running text: whether one of its sentences begins as boilerplate does, and is it."""
        openers = self.index.openers
        found = openers(line.split(". "))
        if "! " in line:
            found += openers(line.split("! ")[1:])
        if "? " in line:
            found += openers(line.split("? ")[1:])
        if not line.isascii():
            if line[0] in EDGE:
                found += openers([line.lstrip(EDGE)])
            if UNSPACED.search(line):
                found += openers(re.split("[。！？]", line), HEAD_UNSPACED)
        if not found:
            return False
        whole = view(line)
        for part, rule in found:
            if rule.kind is MatcherKind.PHRASE:
                if view(part) in self.index.phrases or whole in self.index.phrases:
                    return True
            elif rule.matcher.match(view(part)) or rule.matcher.match(whole):
                return True
        return False

    def _short(self, line: str) -> Mark:
        key = view(line)
        if not key:
            return BLANK
        found = self._phrase(line, key)
        if found is not None:
            return found
        best = self._candidates(key)
        if best is not None and (best.strong or best.rule.keep):
            return best
        return self._chain(line, key) or best or kind_of(line)

    def _phrase(self, line: str, key: str) -> Mark | None:
        """The class of a line that is a phrase."""
        found = self.index.phrases.get(key)
        if found is None:
            if not key.startswith("#. "):
                return None
            found = self.index.phrases.get(key[3:])  # an entry of a numbered list
            return None if found is None else Finding(found, 0.9, (key[3:],), strong=False)
        if not found.strong and not found.keep and " " not in key and _FULL_STOP.search(line):
            return SHORT  # "Home." ends a poem; a button has no full stop
        return Finding(found, 1.0, (key,), found.strong)

    def _candidates(self, key: str, *, sentence: bool = False, deep: bool = False) -> Finding | None:
        """The surest of the rules that the view calls up by its beginning, its end or its words."""
        tried = self.index.called_up(key, deep=deep)
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
        key = view(line)
        found = self._phrase(line, key)
        if found is not None:
            return found
        whole = self._candidates(key, deep=True)
        if len(line) <= LONG and whole is not None and (whole.strong or whole.rule.keep):
            return whole
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

    def look_around(self, line: str) -> Mark:
        """Judge a line that stands near boilerplate: as `classifier[line]`, and by what it says as a whole."""
        mark = self[line]
        if isinstance(mark, Finding) or mark == BLANK or len(line) > NEAR:
            return mark
        found = self._candidates(view(line), deep=True)
        if found is None or (
            len(line) > LONG and found.rule.kind is MatcherKind.CUES and not self._dense(found.rule, sentences(line))
        ):
            return mark
        return found

    def _sentence(self, part: str) -> Finding | None:
        key = view(part)
        rule = self.index.phrases.get(key)
        if rule is not None:
            return Finding(rule, 1.0, (key,), True) if rule.strong and rule.inline else None
        found = self._candidates(key, sentence=True, deep=True)
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
