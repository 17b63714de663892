"""Sentences, paragraphs and whole articles with nothing left over in them, from a seeded generator."""

from __future__ import annotations

from random import Random

from .vocabulary import Vocabulary, japanese_ending, vocabulary

__all__ = ["article", "entry", "headline", "name", "paragraph", "sentence"]

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-", "…": "..."})
_SAID = ("said", "wrote", "told reporters", "added", "recalled", "explained")
_BULLETS = ("- ", "• ", "* ", "  • ", "1. ", "2) ", "")

_NEAR = (
    "People who {w} should read more before they {w}",
    "The shop uses cookies and {w} as a {w} in its {w}",
    "She asked them to share this with the {w} of {n}",
    "You can sign up for the {w} at the {w} in {n}",
    "He said the privacy policy of {n} was {w} and {w}",
    "Visitors leave a comment in the {w} when the {w} is {w}",
    "The museum asks visitors to support our {w} and its {w}",
    "They had to log in again after the {w} of {n} failed",
    "Donate blood, the {w} said, and {n} will {w}",
    "Follow us, the {w} shouted, and the {w} ran to {n}",
)
"""Prose that uses the words of page chrome; about one sentence in a hundred."""


def sentence(rng: Random, words: Vocabulary) -> str:
    """One sentence of 4 to 34 words, in typographic spelling (curly quotes)."""
    roll = rng.random
    if words.code == "en" and roll() < 0.01:
        body = rng.choice(_NEAR).replace("{n}", name(rng, words))
        while "{w}" in body:
            body = body.replace("{w}", rng.choice(words.content), 1)
        return body + "."
    length = min(34, max(4, int(rng.gauss(17, 7))))
    at = rng.randrange(len(words.stream) - 40)
    run = list(words.stream[at : at + length])
    if words.code == "ja":
        return "".join(run[: max(2, length // 3)]) + japanese_ending(rng) + words.stop
    run[0] = run[0].capitalize()
    if roll() < 0.45:
        run[length // 3] = rng.choice(words.names)
    if roll() < 0.15:
        run[-2] = str(rng.choice((rng.randint(1, 99), rng.randint(1900, 2030), rng.randint(1, 900) * 1000)))
    if length > 9 and roll() < 0.6:
        run[length // 2] += words.comma
    if roll() < 0.05:
        run[length // 2] += " —"
    body = " ".join(run).replace("'", "’")
    kind = roll()
    if kind < 0.08 and words.code in ("en", "eu"):
        return f"“{body},” {rng.choice(words.names)} {rng.choice(_SAID)}."
    if kind < 0.10:
        return f"“{body}.”"
    if kind < 0.13:
        return body + ("؟" if words.code == "ar" else "?")
    return body + ("…" if kind < 0.135 else "!" if kind < 0.15 else words.stop)


def paragraph(rng: Random, words: Vocabulary) -> str:
    """One to six sentences on one line."""
    joint = "" if words.code == "ja" else " "
    return joint.join([sentence(rng, words) for _ in range(rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6)))])


def headline(rng: Random, words: Vocabulary) -> str:
    """An invented headline of 4 to 11 words, in title case half of the time."""
    run = rng.choices(words.content, k=rng.randint(4, 11))
    at = rng.randrange(len(words.stream) - 12)
    run[1::2] = words.stream[at : at + len(run[1::2])]
    text = words.joint.join(run).replace("'", "’")
    if words.code == "ja":
        return text[:40]
    return text.title() if rng.random() < 0.5 else text.capitalize()


def entry(rng: Random, words: Vocabulary) -> str:
    """An invented menu entry of one to four words."""
    if words.code == "ja":
        return "".join(rng.choices(words.content, k=rng.randint(1, 2)))
    return " ".join(rng.choices(words.content, k=rng.choice((1, 1, 2, 2, 3, 4)))).title()


def name(rng: Random, words: Vocabulary) -> str:
    """An invented first and last name."""
    return words.joint.join(rng.choices(words.names, k=2))


def article(rng: Random, code: str, *, curly: bool, size: int | None = None) -> str:
    """One article without any boilerplate.

    Paragraphs with empty lines between (two fifths of the lines), headings, lists, and facts one below
    another: the mix of line lengths is that of main content of news and blog pages (median 80 code
    points, two fifths under 60).

    Args:
        code: a language of `vocabulary.LANGUAGES`.
        curly: typographic quotes and dashes; otherwise ASCII ones.
        size: code points, roughly; drawn between 2,000 and 20,000 when missing.
    """
    words = vocabulary(code)
    if size is None:
        size = min(20_000, max(2_000, int(rng.lognormvariate(9.0, 0.6))))
        if code == "ja":
            size //= 3
    mark = rng.choice(_BULLETS)
    blocks = [headline(rng, words)]
    length = 0
    while length < size:
        kind = rng.random()
        if kind < 0.62:
            block = paragraph(rng, words)
        elif kind < 0.82:
            block = headline(rng, words)
        elif kind < 0.96:
            items = rng.choice((entry, headline, headline, sentence))
            block = "\n".join([mark + items(rng, words) for _ in range(rng.randint(2, 7))])
        else:
            facts = [(entry(rng, words), rng.randint(1, 5000)) for _ in range(rng.randint(2, 5))]
            block = "\n".join([f"{what}: {number} {entry(rng, words)}" for what, number in facts])
        blocks.append(block)
        length += len(block) + 2
    text = ("\n\n" if rng.random() < 0.8 else "\n").join(blocks)
    return text if curly else text.translate(_STRAIGHT)
