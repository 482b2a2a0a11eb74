"""What people write, before it is stored: trimmed, of bearable length, and real characters."""

from __future__ import annotations

from typing import Final

from workbench.errors import InputError

LONGEST: Final = 20_000
"""Characters of a rationale or a note; ten times what a long one takes."""


def worded(text: str | None, what: str, *, longest: int = LONGEST) -> str | None:
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
