"""Words that hand a thing on without standing by it."""

from __future__ import annotations

from tests.cases import each
from workbench.archive.relation.hearsay import asks, hearsay


@each(
    "text",
    [
        "The actor has reportedly left the series",
        "Ferry line to be sold, report says",
        "Rumour: the new phone will fold twice",
        "Mayor to resign within days: sources",
        "The bear is said to have walked into the shop",
        "Club tipped to sign the goalkeeper",
        "According to local media reports the bridge will close",
    ],
)
def test_what_is_handed_on_is_told(text: str) -> None:
    assert hearsay(text)


@each(
    "text",
    [
        "The ministry said that it had sent no drones",
        "He told reporters that the plant was safe",
        "The committee will report in May",
        "The source of the river lies in the hills",
    ],
)
def test_plain_statements_are_not_hearsay(text: str) -> None:
    assert hearsay(text) is None


def test_a_headline_that_asks_is_told_from_one_that_says() -> None:
    assert asks("Was the footage staged?")
    assert asks("“Dead at 40?”")
    assert not asks("The footage was staged.")
