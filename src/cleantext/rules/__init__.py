"""The rule modules, one a category, in the order they run.

Consent notices, paywalls and newsletter boxes come first: an appeal or a list may stand around them.
Navigation is last, for it takes what others leave between their lines.
"""

from __future__ import annotations

from cleantext.rules import (
    ads,
    comments,
    consent,
    donation,
    error,
    legal,
    media,
    navigation,
    newsletter,
    optional,
    paywall,
    related,
    share,
)
from cleantext.rules.base import RuleModule

__all__ = ["ORDER"]

ORDER: tuple[RuleModule, ...] = (
    consent.MODULE,
    paywall.MODULE,
    newsletter.MODULE,
    donation.MODULE,
    comments.MODULE,
    related.MODULE,
    share.MODULE,
    media.MODULE,
    ads.MODULE,
    legal.MODULE,
    error.MODULE,
    *optional.MODULES,
    navigation.MODULE,
)
