"""What cleantext is compared with: the floor, and the line rules that web corpora are made with today.

Only the rules that look at single lines are here, because they do the job cleantext does. What the
papers do with whole pages (sentence counts, bad words, dropping a page that lost too much) is left
out, which makes the rivals cheaper, not dearer. Each is written as directly as Python allows and
returns text, as cleantext does.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

from .timing import TextFunction

__all__ = ["c4_lines", "floor", "identity", "justext_lines", "refinedweb_lines"]


def floor(text: str) -> str:
    """The text, split into lines and joined again: the least that a line cleaner can do."""
    return "\n".join(text.split("\n"))


def identity(text: str) -> str:
    """The text as it is, to try the benchmark out: `--cleaner tests.benchmarks.rivals:identity`."""
    return text


_C4_ENDS = (".", "!", "?", '"')
_C4_WORDS = 5
_C4_POLICY = (
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
)


def c4_lines(text: str) -> str:
    """The line rules of C4.

    Keeps lines that end in a full stop, an exclamation mark, a question mark or a quotation mark, not in
    an ellipsis, that have at least 5 words, and that name neither JavaScript nor a policy notice. The
    paper says 3 words; the code that made the released corpus (c4_utils.py in tensorflow_datasets) says
    5, and 5 is used here. The rule on the ellipsis comes from that code too.

    Source: Raffel et al., Exploring the Limits of Transfer Learning with a Unified Text-to-Text
    Transformer, JMLR 21 (2020), section 2.2.
    """
    kept = []
    for line in text.split("\n"):
        line = line.strip()
        if not line.endswith(_C4_ENDS) or line.endswith("..."):
            continue
        if len(line.split()) < _C4_WORDS:
            continue
        lower = line.lower()
        if "javascript" in lower:
            continue
        for phrase in _C4_POLICY:
            if phrase in lower:
                break
        else:
            kept.append(line)
    return "\n".join(kept)


_RW_CAPS = 0.5
_RW_SHORT = 10
_RW_COUNTER = re.compile(
    r"\W*\d[\d.,]*[kmb]?\s+(?:likes?|shares?|comments?|retweets?|reposts?|quotes?|bookmarks?|upvotes?|downvotes?"
    r"|downloads?|views?|followers?)\W*",
    re.IGNORECASE,
)
_RW_EDIT = re.compile(r"^sign[- ]?(?:in|out)\b\s?|\s?read more(?:\.\.\.|…)?$|\s?items in cart", re.IGNORECASE)


def refinedweb_lines(text: str) -> str:
    """The line-wise corrections of RefinedWeb.

    Drops lines that are mainly capitals, numbers alone, counters ("3 likes") and single words; in lines of
    at most 10 words, cuts out "sign-in" at the start, "Read more..." at the end and "items in cart"
    anywhere, and drops the line if nothing stays. Empty lines stay. The paper says "mainly" and gives
    one example of each; the half for "mainly" and the nouns that are counted are those of DCLM's
    reimplementation (baselines/mappers/modifiers.py in mlfoundations/dclm).

    Source: Penedo et al., The RefinedWeb Dataset for Falcon LLM (2023), appendix G.2.
    """
    kept = []
    for line in text.split("\n"):
        words = len(line.split())
        if not words:
            kept.append(line)
            continue
        if words == 1 or line.strip().isnumeric():
            continue
        if sum(map(str.isupper, line)) > _RW_CAPS * len(line):
            continue
        if words <= _RW_SHORT:
            if _RW_COUNTER.fullmatch(line):
                continue
            line = _RW_EDIT.sub("", line)
            if not line.strip():
                continue
        kept.append(line)
    return "\n".join(kept)


def justext_lines() -> TextFunction:
    """jusText's classifier over the lines of a text; keeps the lines it calls good.

    Each non-empty line becomes a paragraph outside any link; then the package's own
    `classify_paragraphs` (with its English stop words) and `revise_paragraph_classification` run with
    their defaults. Its HTML parser has no part in it.

    Source: Pomikálek, Removing Boilerplate and Duplicate Content from Web Corpora (2011); package jusText.

    Raises:
        ImportError: the package, or lxml_html_clean which it needs with newer lxml, is not installed.
    """
    package: Any = importlib.import_module("justext")
    core: Any = importlib.import_module("justext.core")
    make: Any = importlib.import_module("justext.paragraph").Paragraph
    stopwords = package.get_stoplist("English")
    path = core.PathInfo().append("body").append("p")

    def keep_good(text: str) -> str:
        paragraphs = []
        lines = []
        for line in text.split("\n"):
            if line and not line.isspace():
                paragraph = make(path)
                paragraph.append_text(line)
                paragraphs.append(paragraph)
                lines.append(line)
        core.classify_paragraphs(paragraphs, stopwords)
        core.revise_paragraph_classification(paragraphs)
        return "\n".join([line for line, p in zip(lines, paragraphs, strict=True) if not p.is_boilerplate])

    return keep_good
