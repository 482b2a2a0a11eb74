"""Charges, denials, evasions and concessions made from frames, for training the cross-encoder.

Stories (``relation_stories``) teach what is on a claim's point; these teach how a denial is
worded, over many verbs: frames for the claim and for the statement are drawn independently, so
that no frame gives a label away. ``relation_acts.tsv`` gives each act in the forms a sentence
needs; ``{r}`` stands for the one it is done to. All wording is ours.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.model.prior import Relation

ACTS = Path(__file__).with_name("relation_acts.tsv")

# A country's name, adjective and capital; the real ones appear only as they would in a template.
COUNTRIES = (
    ("Arvania", "Arvanian", "Pellis"), ("Corvia", "Corvian", "Dressen"),
    ("Meldova Minor", "Meldovan", "Sartu"), ("Ostrany", "Ostranian", "Velk"),
    ("Tarkand", "Tarkandi", "Ishmar"), ("the Lunen Republic", "Lunen", "Port Lunen"),
    ("Qasira", "Qasiran", "Hadun"), ("Bellmark", "Bellish", "Orsund"),
    ("Novarra", "Novarran", "San Telo"), ("the Union of Keld", "Keldish", "Keldhaven"),
)  # fmt: skip
BODIES = (
    "the company", "Norvale Chemicals", "the mayor", "the health trust", "Halden Motors",
    "the union", "the party", "the bank", "the ministry", "Councillor Reyes", "the federation",
    "the agency", "Senator Whitlow", "the club", "the contractor",
)  # fmt: skip
PEOPLE = (
    "the foreign minister", "a spokesman", "the defence ministry", "its lawyer",
    "the prime minister", "an official", "the embassy", "a government spokeswoman",
    "the chief executive", "the deputy minister", "a senior aide", "the press office",
)  # fmt: skip
DAYS = ("", "", "", " on Monday", " last week", " in July", " this month", " on October 4")

CHARGES = (
    "{X} {past}{day}.", "{X} has {perfect}.", "{X} {paraphrase}{day}.", "{T} said {X} {past}.",
    "{T} accused {X} of {gerund}.", "According to {T}, {X} {paraphrase}.",
    "{X} is responsible for {noun}.", "It was {X} that {past}.",
    "There is proof that {X} {paraphrase}, {T} said.", "{T} insisted that {X} had {perfect}.",
)  # fmt: skip
CONCESSIONS = (
    "{X} admitted {gerund}.", "{X} acknowledged for the first time that it had {perfect}.",
    "{P} conceded that {X} {past}.", "{X} confirmed {noun}.",
    "{T} called the denials by {X} a lie and said it had {perfect}.",
    "{T} dismissed the denial from {X}: it had clearly {perfect}.",
)  # fmt: skip
DENIALS = (
    "{X} denied {gerund}.", "{X} denies that it {past}.", "{X} denied that it had {perfect}.",
    "{X} denied that it {past}.", "{P} denied that {X} {past}.", "{P} denied {noun}.",
    "{X} denied {paraphrase_gerund}.", "{X} has never {perfect}, {P} said.",
    "{P} rejected as baseless the charge that {X} {past}.",
    "{P} dismissed reports of {noun} as invented.", "{X} did not {base}.",
    "We did not {base}, {P} said.",
    "Claims that {X} had {perfect} are a fabrication, according to {P}.",
    "{X} had nothing to do with {noun}, {P} insisted.",
    "{P} called the story about {noun} fake news.", "“That is a lie,” {P} said of {noun}.",
    "{P} ridiculed the accusation of {gerund}.", "{X} categorically ruled out having {perfect}.",
    "The allegation of {paraphrase_gerund} is unfounded, {P} told reporters.",
    "{P} said accusations that {X} was {paraphrase_gerund} were propaganda.",
    "It is not true that {X} {paraphrase}.",
    "Nothing of the sort happened: nobody from {X} {paraphrase}.",
)  # fmt: skip
GENERAL_DENIALS = (
    "{X} does not {wider}, {P} said.", "{X} has not and will not {wider}.",
    "It is not our policy to {wider}, said {P}, speaking for {X}.",
    "{P} said {X} would never {wider}.",
)  # fmt: skip
RIVALS = (
    "It was {Z}, not {X}, that {past}.", "{Z} {past}, {P} said.", "{P} blamed {Z} for {noun}.",
    "The real author of {noun} is {Z}, {X} said.",
)  # fmt: skip
EVASIONS = (
    "{P} declined to comment on {noun}.", "{P} neither confirmed nor denied that {X} {past}.",
    "{P} would not say whether {X} had {perfect}.", "{Z} said it could not confirm {noun}.",
    "{T} has seen no evidence yet on {noun}.",
    "If it were shown that {X} {past}, there would be consequences, {T} said.",
    "{T} urged {X} not to {base}.", "{X} may {base}, {T} warned.",
    "{T} called for an inquiry into {noun}.",
    "Asked about {noun}, {P} said only that talks would continue.",
    "{P} said he had no information about {noun}.", "Did {X} {base}? {T} asked.",
    "{T} discussed {noun} with {Z}.", "{P} did not deny that {X} {past}.",
)  # fmt: skip
PARTIAL = (
    "{P} conceded a limited case years ago but nothing since.",
    "{X} considered {gerund} but dropped the idea, {P} said.",
    "{P} admitted that someone from {X} had once discussed {gerund}.",
)  # fmt: skip
OTHER_ACTS = (
    "{X} {other}{day}.", "{P} said {X} {other}.", "{X} denied that it {other}.",
    "{Z} denied {gerund}.", "{Z} {other}.",
)  # fmt: skip
DENYING_CLAIMS = (
    "{X} has not {perfect}.", "{X} did not {base}.", "{X} has never {perfect}.",
    "{X} had no part in {noun}.", "Nobody from {X} {past}.",
)  # fmt: skip
PLAIN_CLAIMS = (*CHARGES[:8], *("{X} {past}.",) * 3)

C, S, R = Relation.CONTRADICTS, Relation.SUPPORTS, Relation.RELATED
# share of the pairs, frames of the claim, frames of the statement, relation
RECIPES: tuple[tuple[float, Sequence[str], Sequence[str], Relation], ...] = (
    (0.25, PLAIN_CLAIMS, DENIALS, C),
    (0.07, PLAIN_CLAIMS, GENERAL_DENIALS, C),
    (0.05, PLAIN_CLAIMS, RIVALS, C),
    (0.16, PLAIN_CLAIMS, (*CHARGES, *CONCESSIONS * 2), S),
    (0.12, PLAIN_CLAIMS, EVASIONS, R),
    (0.06, PLAIN_CLAIMS, PARTIAL, R),
    (0.05, PLAIN_CLAIMS, OTHER_ACTS, R),
    (0.10, DENYING_CLAIMS, (*CHARGES, *CONCESSIONS), C),
    (0.08, DENYING_CLAIMS, (*DENIALS, *GENERAL_DENIALS[:2]), S),
    (0.03, DENYING_CLAIMS, EVASIONS, R),
    (0.03, ("{X} {past}.",), ("{Y} {turned}.",), R),  # the same act the other way round
)


@dataclass(frozen=True, slots=True)
class Written:
    """A pair made from frames."""

    claim: str
    statement: str
    relation: Relation


def acts() -> list[dict[str, str]]:
    """Each act in the forms a sentence needs."""
    with ACTS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def written(count: int, seed: int) -> list[Written]:
    """That many different pairs; the same for the same seed."""
    chosen = random.Random(seed)  # noqa: S311 - a reproducible sample, not a secret
    known, made = acts(), dict[tuple[str, str], Written]()
    shares = [recipe[0] for recipe in RECIPES]
    while len(made) < count:
        act = chosen.choice(known)
        [recipe] = chosen.choices(RECIPES, shares)
        if recipe[2] == ("{Y} {turned}.",) and "{r}" not in act["past"]:
            continue
        words = _words(act, chosen)
        claim, statement = (_sentence(chosen.choice(frames), words) for frames in recipe[1:3])
        if claim != statement:
            made[claim, statement] = Written(claim, statement, recipe[3])
    return list(made.values())


def _words(act: dict[str, str], chosen: random.Random) -> dict[str, str]:
    """What stands in the gaps of the frames."""
    parties = [
        (country[0], chosen.choice((country[0], country[2])))
        for country in chosen.sample(COUNTRIES, 3)
    ]
    if chosen.random() < 0.3:
        body = chosen.choice(BODIES)
        parties[0] = (body, body)
    accused, other, third = (chosen.choice(names) for names in parties)
    words = {name: form.replace("{r}", other) for name, form in act.items()}
    return words | {
        "X": accused,
        "Y": other,
        "Z": third,
        "T": chosen.choice((third, f"officials in {third}", chosen.choice(PEOPLE))),
        "P": chosen.choice(PEOPLE),
        "day": chosen.choice(DAYS),
        "turned": act["past"].replace("{r}", accused),
    }


def _sentence(frame: str, words: dict[str, str]) -> str:
    text = frame.format(**words)
    return text[0].upper() + text[1:]
