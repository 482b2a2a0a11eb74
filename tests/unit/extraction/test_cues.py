"""The lexicon of reporting words keeps the promises that polarity and the relation rest on."""

from __future__ import annotations

from tests.cases import each
from workbench.extraction.candidates import cues
from workbench.extraction.candidates.cues import CueKind, Frame
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
