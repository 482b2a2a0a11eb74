"""Names, demonyms and capitals of all countries, from the package countryinfo (MIT)."""

from __future__ import annotations

from functools import cache
from typing import Final

from workbench.extraction.actors.alias import Alias, AliasKind
from workbench.model.claim import ActorKind

# Names that newsrooms use where the package is formal or out of date.
_USUAL_NAMES: Final = {
    "The Bahamas": "Bahamas",
    "The Gambia": "Gambia",
    "Republic of Macedonia": "North Macedonia",
    "Swaziland": "Eswatini",
    "Vatican City State": "Vatican",
    "Burma": "Myanmar",
    "Federated States of Micronesia": "Micronesia",
}
_NOT_ACTORS: Final = frozenset(
    {
        "Palestine, State of",
        "Holy See (Vatican City State)",
        "Serbia and Montenegro",
        "Antilles néerlandaises",
        "Antarctica",
        "United States Minor Outlying Islands",
        "South Georgia",
        "Gaza Strip",
        "West Bank",
    }
)
GAZETTEER: Final = "countryinfo"
"""What its rows give as their source."""
# Shorter spellings are country codes ("IR", "IRN"), which news text uses for other things.
_SHORTEST_SPELLING: Final = 4


@cache
def country_aliases() -> tuple[Alias, ...]:
    """Every country's aliases; a word that several claim belongs to the most populous one.

    So "Indian" is India and not the British Indian Ocean Territory, "French" is France and not
    Réunion. Rows of the actors file come before these.
    """
    from countryinfo import all_countries

    countries = sorted(
        (country.info() for country in all_countries()),
        key=lambda info: -(info.get("population") or 0),
    )
    taken: set[str] = set()
    aliases: list[Alias] = []
    for info in countries:
        formal = str(info["name"])
        if formal in _NOT_ACTORS:
            continue
        actor = _USUAL_NAMES.get(formal, formal)
        spellings = [
            spelling.strip()
            for spelling in info.get("altSpellings", [])
            if len(spelling.strip()) >= _SHORTEST_SPELLING and "," not in spelling
        ]
        named = [(AliasKind.NAME, name) for name in (actor, formal, *spellings)]
        named += [(AliasKind.DEMONYM, word) for word in _demonyms(info.get("demonym"))]
        capital = info.get("capital")
        if isinstance(capital, str) and capital and "/" not in capital:
            named.append((AliasKind.CAPITAL, capital))
        for alias_kind, words in named:
            if words and words not in taken:
                taken.add(words)
                aliases.append(
                    Alias(actor, ActorKind.GOVERNMENT, words, alias_kind, source=GAZETTEER)
                )
    return tuple(aliases)


def _demonyms(demonym: object) -> list[str]:
    if not isinstance(demonym, str):
        return []
    words = [word.strip() for word in demonym.replace("/", ",").split(",") if word.strip()]
    plurals = [f"{word}s" for word in words if word.endswith(("n", "i"))]
    return words + plurals
