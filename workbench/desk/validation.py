"""What the desk takes: words of bearable length, reasons with evidence, labels it acts on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.errors import InputError
from workbench.model.verdict import Verdict

LONGEST: Final = 20_000
"""Characters of a rationale or a note; ten times what a long one takes."""
NEEDS_EVIDENCE = (Verdict.CONTESTED, Verdict.CONFIRMED)


def check_words(text: str | None, what: str, *, longest: int = LONGEST) -> str | None:
    """``text`` without blanks around it, none if nothing is left.

    Args:
        what: What the text is, for the message: "the rationale".
        longest: In characters.

    Raises:
        InputError: the text is too long or has halves of characters.
    """
    words = "" if text is None else text.strip()
    if len(words) > longest:
        raise InputError(f"{what} has {len(words):,} characters; {longest:,} are the most")
    if not words.isascii() and any("\ud800" <= character <= "\udfff" for character in words):
        raise InputError(f"{what} has half a character in it; write it again")
    if "\x00" in words:
        raise InputError(f"{what} has an invisible NUL character in it; write it again")
    return words if words else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody wrote for a verdict, as it is stored: trimmed, each citation once."""

    rationale: str
    cited: tuple[str, ...]
    outside_evidence: str | None


def check_finding(
    verdict: Verdict,
    rationale: str,
    cited: Sequence[str],
    *,
    confidence: float | None,
    outside_evidence: str | None = None,
) -> Finding:
    """Refuse a verdict without the reason and the evidence it needs, or a confidence out of range.

    Raises:
        InputError: the message says what is missing, and ``field`` names it as the arguments do.
    """
    why = check_words(rationale, "the rationale")
    outside = check_words(outside_evidence, "the evidence outside the archive")
    if why is None:
        raise InputError(f"write a rationale: why is the claim {verdict.value}?", field="rationale")
    if verdict in NEEDS_EVIDENCE and not cited and outside is None:
        raise InputError(
            f"{verdict.value} needs evidence: cite at least one statement, "
            "or give a URL or note on evidence outside the archive",
            field="cited",
        )
    if confidence is not None and not (math.isfinite(confidence) and 0 <= confidence <= 1):
        raise InputError("confidence goes from 0 to 1", field="confidence")
    return Finding(why, tuple(dict.fromkeys(cited)), outside)
