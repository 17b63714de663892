"""The thorough judgement of one line: as a phrase, by patterns, as a chain of phrases, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from cleantext.document import sentences
from cleantext.finding import PROSE_LENGTH, Cut, Finding, Mark, remainder
from cleantext.gate import Sorted, is_long
from cleantext.index import AROUND_WORDS, GLUED, ActiveRule, Entry, Index
from cleantext.matchers import count_words
from cleantext.matchers.cues import CueMatcher
from cleantext.normal import EDGE, view
from cleantext.rule import Category, MatcherKind
from cleantext.tables import CHAIN_WORDS, UNSPACED
from cleantext.wanted import NEARLY

__all__ = ["NEAR", "SEPARATORS", "Judge"]

NEAR = 1_200
"""Code points; a longer line is not judged by its neighbours."""

FEW = 30
"""Sentences that are looked for in all lines of a text at once."""

WHOLE = 0.7
"""When sentences of a line that fired hold this share of it, the whole line goes."""

SAID = 0.6
"""Cue score (0 to 1, no group needed) at which a sentence of a long line says something to the matter."""

LISTED = 0.9
"""Score of a phrase behind the number of a list's entry."""

CHAIN_LENGTH = 240
CHAIN_WEAK = 4
"""Weak phrases that make a chain sure; three words that menus use are still a plausible heading."""

CHAIN_STRONG = 2
"""Strong phrases that a chain inside a longer line must hold."""

CHAIN_SCORE = {True: 0.9, False: 0.7}

COMMON_WORD = 4
"""Letters of a lower-case word behind a capitalised one that make a line a heading rather than a menu."""

ADDRESSING = frozenset({Category.DONATION, Category.COMMENTS, Category.NEWSLETTER, Category.SHARE})
"""Categories whose sentences speak to the reader; those of the others may be a writer's own notes."""

SEPARATORS = frozenset("|/·•,&+-:;>»")
"""What may stand by itself between the phrases of a chain."""

_FULL_STOP = re.compile(r"(?<!\.)[.,]\s*\Z")

TINY = 12
TINY_UNSPACED = 4
"""Code points of a view; a sentence as short as "Thank you." that says nothing does not count."""

SURE = 0.88
"""Score of a whole appeal that, with NEARLY of its surest sentence, makes up for one that is sure by itself."""


class Judge:
    """Judges lines by themselves; `mark` is asked for the class of what is left of a line after cuts."""

    def __init__(self, index: Index, mark: Callable[[str], Mark]) -> None:
        self._index = index
        self._mark = mark

    def short(self, line: str) -> Finding | None:
        """The finding of a heading, an entry, a button by itself."""
        key = view(line)
        found = self._phrase(line, key)
        if found is not None and (found.strong or found.rule.keep or found.rule.firm):
            return found
        called = self._index.called(key)
        best = self._surest(key, called.entries)
        if found is not None or _is_sure(best):
            return best if _is_sure(best) else found
        may_chain = called.chain or ((called.phrase or " " not in key) and GLUED.search(line) is not None)
        return (self._chain(line, key) if may_chain and not line.endswith(".") else None) or best

    def running_text(self, text: str, lines: Sorted) -> dict[str, Finding]:
        """The findings of a text's lines of running text in which a sentence begins as boilerplate does, and is."""
        chosen = [line for line in lines.ended if line[-1].isalnum() and self._phrase_at_end(line)]
        if fired := self._fired(text, lines.opening, lines.unspaced):
            # Which line it was is asked of each alone, so that no line is judged by what another says; and
            # looking for many sentences in many lines would cost their product.
            few = len(fired) <= FEW
            chosen += [
                line
                for line in lines.long
                if (not few or any(map(line.__contains__, fired))) and self._fired(line, [line], [line])
            ]
        return {line: found for line in dict.fromkeys(chosen) if (found := self.look_into(line)) is not None}

    def _fired(self, text: str, opening: Sequence[str], unspaced: Sequence[str]) -> set[str]:
        """The sentences of a text on which an entry fires that knows how they begin."""
        return {unit for unit, entries in self._index.openers(text, opening, unspaced) if self._fires(entries, unit)}

    def near(self, line: str) -> Finding | None:
        """The finding of a line that stands beside boilerplate: also by what it says as a whole.

        What a short line may be by itself was tried before.
        """
        if len(line) > NEAR:
            return None
        key = view(line)
        if is_long(line):
            return self._surest(key, self._all_called_up(key), line=line)
        found = self._listed(key) or (None if line.endswith(".") else self._chain(line, key))
        best = self._surest(key, self._index.called_up_near(key), line=line)
        return best if found is None or _is_sure(best) else found

    def look_into(self, line: str) -> Finding | None:
        """The finding of a line as a whole or of its sentences, whatever it begins with."""
        key = view(line)
        found = self._phrase(line, key)
        if found is not None:
            return found
        whole = self._surest(key, self._all_called_up(key), line=line)
        if whole is not None and (whole.strong or whole.rule.keep or whole.rule.firm):
            return whole
        return self._cut(line, sentences(line)) or whole

    def _phrase_at_end(self, line: str) -> bool:
        """Whether the last sentence of a line is a strong phrase of several words, put there by flattening."""
        if not self._index.ends_in_heading(line):
            return False
        last = sentences(line)[-1]
        rule = self._index.phrase(view(last))
        return rule is not None and rule.strong and len(last) < len(line) and _unended(last)

    def _fires(self, entries: Sequence[Entry], unit: str) -> bool:
        """Whether one of the entries that know how a line or sentence begins fires on it."""
        key = view(unit)
        for entry in entries:
            if entry.rule.kind is MatcherKind.PHRASE:
                if self._index.phrase(key) is not None:
                    return True
            elif entry.match(key):
                return True
            elif entry.rule.kind is MatcherKind.CUES and entry.rule.category is Category.DONATION:
                matcher = entry.rule.matcher
                assert isinstance(matcher, CueMatcher)
                if matcher.score(key, NEARLY, needed=False) is not None:
                    return True
        return False

    def _phrase(self, line: str, key: str) -> Finding | None:
        rule = self._index.phrase(key)
        if rule is None:
            return None
        if not rule.strong and not rule.keep and " " not in key and _FULL_STOP.search(line):
            return None  # "Home." ends a poem; a button has no full stop
        return Finding(rule, 1.0, (key,), rule.strong)

    def _listed(self, key: str) -> Finding | None:
        """A phrase behind the number of a list's entry."""
        rule = self._index.phrase(key[3:]) if key.startswith("#. ") else None
        return Finding(rule, LISTED, (key[3:],), strong=False) if rule is not None and not rule.keep else None

    def _all_called_up(self, key: str) -> list[Entry]:
        return [*self._index.called_up(key), *self._index.called_up_near(key)]

    def _surest(
        self, key: str, tried: Sequence[Entry], *, sentence: bool = False, line: str | None = None
    ) -> Finding | None:
        """The surest of the entries that the view fits; through all sentences of a `line`, cues must run."""
        if not tried:
            return None
        count = count_words(key)
        best: Finding | None = None
        for entry in tried:
            active = entry.rule
            if count > active.max_words or (sentence and not _cuts_sentences(active)):
                continue
            if best is not None and active.rank <= best.rule.rank:
                continue
            match = entry.match(key)
            if match is not None and (line is None or self._throughout(active, line)):
                best = Finding(active, match.score, match.evidence, active.strong)
                if active.keep:
                    return best
        return best

    def _throughout(self, rule: ActiveRule, line: str) -> bool:
        """Whether a line speaks of a cue rule's matter throughout: one sentence says enough by itself and
        half of them say something. Other rules judge the whole line anyway."""
        if rule.kind is not MatcherKind.CUES or len(parts := sentences(line)) < 2:
            return True
        matcher = rule.matcher
        assert isinstance(matcher, CueMatcher)
        keys = [view(part) for part in parts]
        scored = [(key, found.score if (found := matcher.score(key, 0.0, needed=False)) else 0.0) for key in keys]
        scores = [score for key, score in scored if score >= SAID or _counts(key)] or [0.0]
        if sum(score >= SAID for score in scores) * 2 < len(scores):
            return False
        if any(matcher.match(key) for key in keys):
            return True
        whole = matcher.match(view(line)) if rule.category is Category.DONATION else None
        return whole is not None and whole.score >= SURE and max(scores) >= NEARLY

    def _cut(self, line: str, parts: list[str]) -> Finding | None:
        """The sentences of a line that strong inline rules find, as cuts; the whole line when they are most of it."""
        if len(parts) < 2:
            return None
        cuts: list[Cut] = []
        at = hit = size = 0
        for part in parts:
            n = len(part.strip())
            size += n
            found = self._sentence(part, last=at + len(part) == len(line))
            if found is not None:
                hit += n
                if cuts and cuts[-1].end == at:
                    cuts[-1] = Cut(cuts[-1].start, at + len(part), cuts[-1].finding)
                else:
                    cuts.append(Cut(at, at + len(part), found))
            at += len(part)
        if not cuts:
            return None
        lead = max((c.finding for c in cuts), key=lambda f: f.score)
        if hit >= WHOLE * size:
            return Finding(lead.rule, lead.score, lead.evidence, strong=True)
        if cuts[-1].end == len(line):  # the white space before a line's last sentence goes with it
            cuts[-1] = Cut(len(line[: cuts[-1].start].rstrip()), len(line), cuts[-1].finding)
        rest = self._mark(remainder(line, cuts))
        if isinstance(rest, Finding) and rest.cuts:  # what moved together may be boilerplate, too
            cuts, rest = _join(line, cuts, rest.cuts), rest.rest
        return Finding(lead.rule, lead.score, lead.evidence, True, tuple(cuts), rest)

    def _sentence(self, part: str, *, last: bool) -> Finding | None:
        """The strong finding of a sentence by itself."""
        key = view(part)
        rule = self._index.phrase(key)
        if rule is not None:
            alone = rule.inline or (last and _unended(part))
            return Finding(rule, 1.0, (key,), True) if rule.strong and alone else None
        found = self._surest(key, self._all_called_up(key), sentence=True)
        if found is None:
            found = self._chain(part, key)
            parts = [rule for rule in map(self._index.phrase, found.evidence) if rule] if found is not None else []
            if sum(rule.strong for rule in parts) < CHAIN_STRONG:
                return None
        return found if found is not None and found.strong else None

    def _chain(self, line: str, key: str) -> Finding | None:
        """A line made of phrases one after another: "Share Facebook Twitter", "PreviousNext"."""
        if len(line) > CHAIN_LENGTH or line.startswith("|"):
            return None  # a table's row
        words = key.split(" ")
        if len(words) > 1 and (found := self._parse(line, words)) is not None:
            return found
        if len(line) < PROSE_LENGTH * 2 and GLUED.search(line):
            return self._parse(line, view(GLUED.sub(" ", line)).split(" "))
        return None

    def _parse(self, line: str, words: list[str]) -> Finding | None:
        phrase_rule, begins = self._index.phrase, self._index.begins_phrase
        parts: list[tuple[str, ActiveRule]] = []
        at = 0
        separated = False
        while at < len(words):
            if words[at] in SEPARATORS:
                separated = True
                at += 1
                continue
            if not begins(words[at].strip(AROUND_WORDS)):
                return None
            for size in range(min(CHAIN_WORDS, len(words) - at), 0, -1):
                phrase = " ".join(words[at : at + size]).strip(AROUND_WORDS)
                rule = phrase_rule(phrase)
                if rule is not None and not rule.keep and (len(phrase) > 2 or rule.category is Category.SHARE):
                    parts.append((phrase, rule))
                    at += size
                    break
            else:
                return None
        strong = [rule for _, rule in parts if rule.strong]
        if not strong and (len(parts) < 2 or _reads_as_heading(line)):
            return None
        sure = len(parts) > 1 and (bool(strong) or (len(parts) >= CHAIN_WEAK and separated))
        firm = all(rule.firm or rule.strong for _, rule in parts)
        lead = strong[0] if strong else next((rule for _, rule in parts if firm or not rule.firm), parts[0][1])
        return Finding(lead, CHAIN_SCORE[sure], tuple(phrase for phrase, _ in parts), sure)


def _is_sure(found: Finding | None) -> bool:
    """Whether a finding of patterns goes before one of phrases."""
    return found is not None and (found.strong or found.rule.keep)


def _cuts_sentences(rule: ActiveRule) -> bool:
    """Whether a rule may take a sentence out of a line: inline ones, and cues that address the reader."""
    return rule.inline or (rule.strong and rule.kind is MatcherKind.CUES and rule.category in ADDRESSING)


def _counts(key: str) -> bool:
    """Whether a sentence is long enough to speak for the article when it says nothing to the matter."""
    return len(key) > (TINY_UNSPACED if UNSPACED.search(key) else TINY)


def _unended(part: str) -> bool:
    """Whether a sentence has several words and no end: a heading or button that was put at a line's end."""
    text = part.strip()
    return " " in text and text[-1].isalnum()


def _reads_as_heading(line: str) -> bool:
    """Whether a line is written as a heading in a sentence's case: a capital first, a common word later."""
    words = line.strip(EDGE).split()
    return len(words) > 1 and words[0][:1].isupper() and any(w.islower() and len(w) >= COMMON_WORD for w in words[1:])


def _join(line: str, cuts: list[Cut], more: tuple[Cut, ...]) -> list[Cut]:
    """Cuts of a line together with `more` cuts of what they leave, all in places of the line."""
    ends, starts = [0, *(cut.end for cut in cuts)], [*(cut.start for cut in cuts), len(line)]
    stretches = [(at, end) for at, end in zip(ends, starts, strict=True) if at < end]
    left = [0, *accumulate(end - at for at, end in stretches)]  # where each stretch begins in what the cuts leave

    def place(k: int) -> int:
        stretch = bisect_right(left, k) - 1
        return stretches[stretch][0] + k - left[stretch]

    later = [Cut(place(c.start), place(c.end - 1) + 1, c.finding) for c in more]
    begins = [c.start for c in later]

    def is_inside(c: Cut) -> bool:
        around = later[bisect_right(begins, c.start) - 1]
        return around.start <= c.start and c.end <= around.end

    return sorted([*later, *(c for c in cuts if not is_inside(c))], key=lambda c: c.start)
