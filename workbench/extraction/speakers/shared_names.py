"""Names that bodies of several countries share: "Congress" is a party in India.

The actors file gives such a name its best known bearer. An article supports that reading if it
names the bearer's country, and no other country that has such a body more often; otherwise the
name is left as it stands, because a wrong country behind a claim is a libel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from workbench.extraction.actors.actors import ActorMention, Actors
from workbench.extraction.actors.alias import AliasKind
from workbench.model.claim import ActorKind

_HOME: Final = {
    "US Congress": "United States",
    "US Supreme Court": "United States",
    "Republican Party": "United States",
    "Democratic Party": "United States",
    "Federal Reserve": "United States",
    "Conservative Party": "United Kingdom",
    "Labour Party": "United Kingdom",
    "Liberal Democrats": "United Kingdom",
    "Scottish National Party": "United Kingdom",
    "Bank of England": "United Kingdom",
}
_EVERYWHERE: Final[frozenset[str]] = frozenset()
_LATIN: Final = frozenset(
    {
        "Argentina", "Bolivia", "Brazil", "Chile", "Colombia", "Ecuador", "Guatemala", "Honduras",
        "Mexico", "Paraguay", "Peru", "Venezuela",
    }
)  # fmt: skip
_DEPARTMENTS: Final = frozenset(
    {"Australia", "Canada", "Ireland", "Philippines", "South Africa", "United Kingdom"}
)
_LABOUR: Final = frozenset(
    {"Australia", "Ireland", "Israel", "Malta", "Netherlands", "New Zealand", "Norway"}
)
_CONSERVATIVES: Final = frozenset({"Canada", "Norway", "Denmark", "Finland"})
_DEMOCRATS: Final = frozenset({"Hong Kong", "Italy", "Japan", "Serbia", "South Korea", "Sweden"})
# The other countries that have a body of the name; nothing listed means that most have one.
_RIVALS: Final = {
    "congress": _LATIN | {"India", "Nepal", "Philippines", "Spain"},
    "house of representatives": frozenset(
        {
            "Australia", "Belgium", "Colombia", "Cyprus", "Egypt", "Indonesia", "Iraq", "Japan",
            "Liberia", "Libya", "Malaysia", "Morocco", "Nepal", "Netherlands", "New Zealand",
            "Nigeria", "Philippines", "Thailand", "Yemen",
        }
    ),
    "supreme court": _EVERYWHERE,
    "national security council": _EVERYWHERE,
    "ministry of defence": _EVERYWHERE,
    "coast guard": _EVERYWHERE,
    "national guard": _EVERYWHERE,
    "foreign office": frozenset({"Germany", "Pakistan"}),
    "house of commons": frozenset({"Canada"}),
    "labour": _LABOUR,
    "labour party": _LABOUR,
    "conservative party": _CONSERVATIVES,
    "conservatives": _CONSERVATIVES,
    "tories": frozenset({"Canada"}),
    "tory": frozenset({"Canada"}),
    "democratic party": _DEMOCRATS,
    "democrats": _DEMOCRATS,
    "department of justice": _DEPARTMENTS,
    "department of education": _DEPARTMENTS,
    "department of energy": _DEPARTMENTS,
    "department of transportation": _DEPARTMENTS,
    "department of agriculture": _DEPARTMENTS,
}  # fmt: skip


def unsupported_names(
    text: str, mentions: Sequence[ActorMention], actors: Actors
) -> frozenset[str]:
    """The shared names, in small letters, that an article does not tell the bearer of.

    Args:
        text: The article; ``mentions`` are those of actors in it.
    """
    shared: dict[str, str] = {}
    unsure: dict[str, str] = {}
    told: set[str] = set()
    named: Counter[str] = Counter()
    for mention in mentions:
        actor = mention.alias.actor
        words = " ".join(text[mention.start : mention.end].split()).casefold()
        home = _HOME.get(actor, actor)
        if mention.alias.alias_kind in (AliasKind.NAME, AliasKind.DEMONYM):
            told.add(actor)
        if mention.alias.alias_kind is AliasKind.CAPITAL and mention.alias.source == "countryinfo":
            unsure[words] = actor  # Plymouth is Montserrat's capital, and a town in Devon
        if words in _RIVALS:
            shared[words] = home
        elif actor in _HOME or actors.kind(actor) is ActorKind.GOVERNMENT:
            named[home] += 1
    capitals = frozenset(words for words, actor in unsure.items() if actor not in told)
    return capitals | frozenset(
        words for words, home in shared.items() if not _is_supported(words, home, named)
    )


def _is_supported(words: str, home: str, named: Counter[str]) -> bool:
    rivals = _RIVALS[words] or frozenset(named)
    return named[home] > 0 and all(named[rival] <= named[home] for rival in rivals)
