"""How a name is written in the middle of a sentence, with "the" and in the possessive."""

from __future__ import annotations

from typing import Final

# Last words of names that take "the" in a sentence: the Russian Defence Ministry.
_DESCRIBES: Final = frozenset(
    {"Agency", "Army", "Commission", "Department", "Guards", "Ministry", "Navy", "Party", "Union"}
)
_TAKES_THE: Final = ("United ", "Netherlands", "Philippines", "European Union")


def name_in_sentence(name: str) -> str:
    """A name in the middle of a sentence: "the" before what is only described."""
    described = name[:1].islower() or not _DESCRIBES.isdisjoint(name.split()[-1:])
    return f"the {name}" if described or name.startswith(_TAKES_THE) else name


def possessive(name: str) -> str:
    """A name in the possessive."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"
