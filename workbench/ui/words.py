"""The words and marks the screens use for what the model names. No mark stands without its word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.model.claim import ClaimChangeKind, DismissalReason
from workbench.model.desk import ClaimState, Priority
from workbench.model.people import Role
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.words import POLARITY_WORDS as POLARITY_WORDS
from workbench.words import QUOTATION_WORDS as QUOTATION_WORDS
from workbench.words import RELATION_WORDS as RELATION_WORDS
from workbench.words import VERDICT_MARKS as VERDICT_MARKS
from workbench.words import counted as counted
from workbench.words import day as day
from workbench.words import moment as moment
from workbench.words import percent as percent
from workbench.words import relation_word as relation_word
from workbench.words import shares_in_words as shares_in_words

STATE_MARKS: Final[Mapping[ClaimState, str]] = {
    ClaimState.OPEN: "○",
    ClaimState.TAKEN: "✎",
    ClaimState.SUBMITTED: "◐",
    ClaimState.APPROVED: "●",
    ClaimState.RETURNED: "↩",
    ClaimState.WITHDRAWN: "⊘",
    ClaimState.REOPENED: "↻",
    ClaimState.DISMISSED: "–",
}
STATE_WORDS: Final[Mapping[ClaimState, str]] = {
    ClaimState.OPEN: "not reviewed yet",
    ClaimState.TAKEN: "taken by a checker",
    ClaimState.SUBMITTED: "waits for sign-off",
    ClaimState.APPROVED: "signed off",
    ClaimState.RETURNED: "returned to the checker",
    ClaimState.WITHDRAWN: "withdrawn by its author",
    ClaimState.REOPENED: "reopened for a correction",
    ClaimState.DISMISSED: "dismissed",
}
ON_DESK: Final = tuple(state for state in ClaimState if state is not ClaimState.DISMISSED)
"""The states that marks in an article can show."""
CHANGE_WORDS: Final[Mapping[ClaimChangeKind, str]] = {
    ClaimChangeKind.ADDED: "added",
    ClaimChangeKind.SPLIT: "cut out of a longer claim",
    ClaimChangeKind.MERGED: "put together of two claims",
    ClaimChangeKind.CORRECTED: "corrected",
}
DISMISSAL_WORDS: Final[Mapping[DismissalReason, str]] = {
    DismissalReason.OPINION: "an opinion",
    DismissalReason.FORECAST: "a forecast",
    DismissalReason.NOT_CHECKABLE: "not checkable",
    DismissalReason.WRONGLY_CUT: "wrongly cut",
    DismissalReason.DUPLICATE: "a duplicate",
    DismissalReason.TRIVIAL: "trivial",
    DismissalReason.OTHER: "another reason",
}
PRIORITY_WORDS: Final[Mapping[Priority, str]] = {
    Priority.URGENT: "urgent",
    Priority.HIGH: "high priority",
    Priority.NORMAL: "normal priority",
    Priority.LOW: "low priority",
}
FLAG_MARK: Final = "⚑"

VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.CONTESTED: "Contested",
    Verdict.CONFIRMED: "Confirmed",
    Verdict.UNVERIFIED: "Unverified",
}
VERDICT_MEANINGS: Final[Mapping[Verdict, str]] = {
    Verdict.CONTESTED: "somebody with standing has said otherwise",
    Verdict.CONFIRMED: "the evidence bears it out",
    Verdict.UNVERIFIED: "looked into, and not settled either way",
}

RELATION_MARKS: Final[Mapping[Relation, str]] = {
    Relation.CONTRADICTS: "≠",
    Relation.SUPPORTS: "=",
    Relation.RELATED: "~",
}
ROLE_WORDS: Final[Mapping[Role, str]] = {
    Role.CHECKER: "checker",
    Role.SUPERVISOR: "supervisor",
    Role.LIBRARIAN: "librarian",
    Role.ADMIN: "administrator",
}


def days_before(days: int | None) -> str:
    """How long before the article a statement was said, or how long after."""
    if days is None:
        return "date unknown"
    if days == 0:
        return "the same day"
    if days > 0:
        return f"{counted(days, 'day')} before"
    return f"{counted(-days, 'day')} after"


def check_worthiness(score: float) -> str:
    """The score as a word with its number out of 100."""
    word = "high" if score >= 0.66 else "middling" if score >= 0.33 else "low"
    return f"{word} ({round(score * 100)} of 100)"


def capital(words: str) -> str:
    """Words with a capital at their head, and the rest as it is."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """Words as a sentence of its own; a question stays one."""
    told = capital(words).rstrip(".")
    return told if told.endswith(("?", "!")) else f"{told}."


def shorten(text: str, most: int) -> str:
    """``text``, or as many of its first words as ``most`` characters hold."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def file_name(path: str) -> str:
    """A file's name without the folders of whoever imported it."""
    return path.replace("\\", "/").rpartition("/")[2]


def plain(text: str) -> str:
    """``text`` where Streamlit would read Markdown: nothing in it is a link, a picture or a sum."""
    special = "\\`*_{}[]<>#!|~$:"
    return "".join(f"\\{character}" if character in special else character for character in text)
