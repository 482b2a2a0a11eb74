"""Protects who stands behind a name: metonymy, offices with dates, and the file users extend."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.cases import each
from workbench.errors import InputError
from workbench.extraction.actors.actors import Actors
from workbench.extraction.actors.actors_file import COLUMNS, read_aliases
from workbench.settings import Settings

OCTOBER = date(2022, 10, 20)
HEADER = ",".join(COLUMNS)


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors.load(Settings().actors)


@each(
    "name, actor",
    [
        ("Tehran", "Iran"),
        ("Iran", "Iran"),
        ("Nasser Kanaani", "Iran"),
        ("Iran’s foreign ministry", "Iran"),
        ("the Iranian foreign ministry spokesman", "Iran"),
        ("the Kremlin", "Russia"),
        ("The White House", "United States"),
        ("a senior U.S. official", "United States"),
        ("Kyiv", "Ukraine"),
        ("Downing Street", "United Kingdom"),
        ("the Élysée", "France"),
        ("Türkiye", "Turkey"),
        ("Brussels", "European Union"),
        ("the UN nuclear watchdog", "IAEA"),
        ("Ministry of Defence of Ukraine", "Ukraine"),
        ("Nairobi", "Kenya"),
        ("Kirby", "United States"),
    ],
)
def test_a_name_in_any_form_resolves_to_its_actor(actors: Actors, name: str, actor: str) -> None:
    assert actors.resolve(name, OCTOBER) == actor


@each(
    "name",
    [
        "ambassador to the United Nations",
        "a London-based analyst",
        "George Washington",
        "us",
        "two officials",
        "a former U.S. official",
        "residents in Moscow",
        "",
    ],
)
def test_a_place_or_an_addressee_is_no_actor(actors: Actors, name: str) -> None:
    assert actors.resolve(name, OCTOBER) is None


def test_a_surname_in_a_text_is_nobody_of_the_file(actors: Actors) -> None:
    assert actors.resolve("Kirby", OCTOBER, by_surname=False) is None
    assert actors.resolve("Mrs Holland", OCTOBER, by_surname=False) is None
    assert actors.mentioned("Mr. Jordan spoke to Ms France.") == frozenset()


def test_a_newspaper_is_not_the_capital_in_its_name(actors: Actors) -> None:
    assert actors.resolve("The Washington Post") == "Washington Post"


def test_an_office_counts_on_its_days_only(actors: Actors) -> None:
    assert actors.resolve("Donald Trump", date(2018, 5, 8)) == "United States"
    assert actors.resolve("Donald Trump", OCTOBER) is None


def test_an_office_is_held_by_one_person_on_a_day(actors: Actors) -> None:
    assert actors.holder("Iran", "foreign minister", OCTOBER) == "Hossein Amir-Abdollahian"
    assert actors.holder("Iran", "foreign minister", date(2016, 1, 1)) == "Mohammad Javad Zarif"
    assert actors.holder("United Kingdom", "defense secretary", OCTOBER) == "Ben Wallace"
    assert actors.holder("Iran", "foreign minister", None) is None


def test_spellings_of_one_person_show_one_name(actors: Actors) -> None:
    assert {alias.person for alias in actors.people("Nebenzia", OCTOBER)} == {"Vasily Nebenzya"}


def test_a_text_mentions_actors_by_any_alias(actors: Actors) -> None:
    text = "Iranian-made drones hit Kyiv, the U.S. told us, as the IAEA and Moscow’s envoy watched."
    assert actors.mentioned(text) == {"Iran", "Ukraine", "United States", "IAEA", "Russia"}


def test_every_country_is_known_by_name_demonym_and_capital(actors: Actors) -> None:
    for name in ("Uruguay", "Uruguayan", "Montevideo"):
        assert actors.mentioned(f"They said {name} agreed.") == {"Uruguay"}
    assert actors.resolve("Indian officials") == "India"
    assert actors.resolve("French officials") == "France"


def test_the_bank_s_actors_are_canonical(actors: Actors) -> None:
    for actor in (
        "Iran", "Russia", "Ukraine", "United States", "IAEA", "United Nations", "United Kingdom",
        "Turkey", "European Union", "Sweden", "Denmark", "France", "NATO", "Norway", "Germany",
    ):  # fmt: skip
        assert actors.resolve(actor) == actor


@each(
    "row, column",
    [
        ("Iran,state,Persia,name,,,,", "kind"),
        ("Iran,government,Persia,nickname,,,,", "alias_kind"),
        ("Iran,government,,name,,,,", "alias"),
        ("Iran,government,Ali,person,minister,2022-13-01,,", "valid_from"),
        ("Iran,government,Ali,person,minister,2022-12-01,2021-01-01,", "valid_to"),
        ("Iran,government,Ali,person,minister,,,x,y", None),
    ],
)
def test_a_bad_row_names_file_row_and_column(tmp_path: Path, row: str, column: str | None) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(f"{HEADER}\nIran,government,Iran,name,,,,\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_aliases(file)
    assert (caught.value.file, caught.value.row, caught.value.column) == ("mine.csv", 3, column)


def test_a_missing_file_or_column_says_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"docs/actors\.md"):
        read_aliases(tmp_path / "none.csv")
    file = tmp_path / "mine.csv"
    file.write_text("actor,alias\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_aliases(file)
    assert caught.value.column == "kind"


def test_an_edit_is_picked_up_and_a_bad_edit_keeps_the_old_rows(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(f"{HEADER}\n", encoding="utf-8")
    actors = Actors.load(file, seconds_between_looks=0)
    assert actors.resolve("Grey House") is None

    file.write_text(f"{HEADER}\nRuritania,government,Grey House,building,,,,\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert actors.resolve("Grey House") == "Ruritania"

    file.write_text(f"{HEADER}\nRuritania,planet,Grey House,building,,,,\n", encoding="utf-8")
    os.utime(file, ns=(2, 2))
    assert actors.resolve("Grey House") == "Ruritania"
