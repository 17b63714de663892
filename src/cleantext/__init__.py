"""cleantext: take the article out of extracted web text, exactly as written, with a reason for all that goes."""

from cleantext.cleaner import Cleaner, clean, explain
from cleantext.errors import CleantextError, PackError, ReportError, SettingsError
from cleantext.report import Removal, Report

__version__ = "0.1.0"

__all__ = [
    "Cleaner",
    "CleantextError",
    "PackError",
    "Removal",
    "Report",
    "ReportError",
    "SettingsError",
    "clean",
    "explain",
]
