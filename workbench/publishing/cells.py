"""Cells that a spreadsheet will not run, and the way back to the words.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, in their
full-width forms too, and some look past blanks, tabs and line ends at its start. Such a cell gets
an apostrophe before it. A cell that begins with an apostrophe of its own gets another one, so
taking one leading apostrophe away always gives back the words (OWASP, "CSV Injection").
"""

from __future__ import annotations

import unicodedata
from typing import Final

GUARD: Final = "'"
FORMULA_STARTS: Final = frozenset("=+-@＝＋－＠﹢﹣﹦﹫−|%")


def neutralise(text: str) -> str:
    """``text`` as it may stand in a cell."""
    if text.startswith(GUARD):
        return GUARD + text
    if text and (_is_skipped(text[0]) or text[0] in FORMULA_STARTS):
        rest = next((character for character in text if not _is_skipped(character)), "")
        if rest in FORMULA_STARTS or text[0] in "\t\r\n":
            return GUARD + text
    return text


def restore(cell: str) -> str:
    """The words that ``neutralise`` was given."""
    return cell[1:] if cell.startswith(GUARD) else cell


def _is_skipped(character: str) -> bool:
    """Blanks, controls and invisible marks that a spreadsheet may look past."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
