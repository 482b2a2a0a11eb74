"""The lexicon of reporting words keeps the promises that polarity and the relation rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import each
from workbench.errors import InputError
from workbench.extraction.candidates import cues
from workbench.extraction.candidates.lexicon import CueKind, Frame, Noun, read_lexicon
from workbench.model.claim import Polarity


@each("verb", ["deny", "refute", "reject", "dismiss", "retract", "disown"])
def test_denials_rejections_and_retractions_deny(verb: str) -> None:
    assert cues.VERBS[verb].polarity is Polarity.DENIES


@each("verb", ["ask", "wonder", "question", "doubt"])
def test_asking_and_doubting_leave_open(verb: str) -> None:
    assert cues.VERBS[verb].polarity is Polarity.QUESTIONS


@each("verb", ["say", "admit", "accuse", "find", "promise", "decline"])
def test_everything_else_asserts_before_negation_is_looked_at(verb: str) -> None:
    assert cues.VERBS[verb].polarity is Polarity.ASSERTS


def test_a_word_in_several_classes_keeps_its_first_kind_and_all_frames() -> None:
    cue = cues.VERBS["call"]
    assert cue.kind is CueKind.JUDGEMENT
    assert {Frame.OBJECT_AND_MORE, Frame.INFINITIVE} <= cue.frames


def test_nouns_of_denial_are_told_from_nouns_of_saying() -> None:
    assert cues.NOUNS["denial"].polarity is Polarity.DENIES
    assert cues.NOUNS["claim"].polarity is Polarity.ASSERTS


def test_words_of_a_kind_join_verbs_and_nouns() -> None:
    denials = cues.words_of(CueKind.DENIAL)
    assert {"deny", "denial"} <= denials
    assert "say" not in denials


def test_lemmas_are_lower_case_and_written_with_blanks() -> None:
    for lexicon in (cues.VERBS, cues.NOUNS, cues.ADJECTIVES):
        assert all(word == word.lower() and "_" not in word for word in lexicon)


HEADER = "part,word,kind,polarity,takes,prepositions,nouns,infinitive\n"


@each(
    "row, said",
    [
        ("verb,murmur,speach,asserts,quote,,,said", "row 2, column kind: 'speach' is none of"),
        ("verb,murmur,speech,assert,quote,,,said", "row 2, column polarity: 'assert' is none of"),
        ("verb,murmur,speech,asserts,quotes,,,said", "row 2, column takes: 'quotes' is none of"),
        ("verb,murmur,speech,asserts,quote,,thing,said", "row 2, column nouns: 'thing' is none of"),
        (
            "verb,murmur,speech,asserts,quote,,,often",
            "column infinitive: 'often' is neither",
        ),
        ("adverb,softly,speech,asserts,quote,,,", "row 2, column part: 'adverb' is none of"),
        ("verb,Murmur,speech,asserts,quote,,,said", "row 2, column word: write the word's lemma"),
        ("verb,murmur,speech", "row 2: a row has 8 cells"),
        (
            "verb,murmur,speech,asserts,quote,,,said\nverb,murmur,topic,asserts,quote,,,said",
            "row 3: 'murmur' stands in the table twice",
        ),
    ],
)
def test_a_wrong_row_of_the_table_is_named_with_its_column(
    tmp_path: Path, row: str, said: str
) -> None:
    table = tmp_path / "words.csv"
    table.write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_lexicon(table)
    assert said in str(caught.value)
    assert "words.csv" in str(caught.value)


def test_what_a_verb_takes_is_read_from_the_table() -> None:
    deny, want = cues.VERBS["deny"], cues.VERBS["want"]
    assert deny.nouns == Noun.ACT | Noun.CHARGE
    assert deny.infinitive_is_said
    assert not want.infinitive_is_said
