"""What in a sentence makes it a checkable fact, a wish, an opinion, a promise or a question.

Features cost nothing beyond the parse: part of speech, tense, person, mood, names and numbers from
the tagger and the entity recogniser, and the lemmas themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token


QUESTION: Final = "question"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Classes of words. A class lets a sentence with an unseen word be read like its neighbours.
_CLASSES: Final[dict[str, frozenset[str]]] = {
    "promise": _words("promise pledge vow commit guarantee intend plan aim propose seek swear"),
    "wish": _words("hope wish want desire dream pray expect like love"),
    "belief": _words("think believe feel guess suppose doubt imagine consider agree disagree"),
    "courtesy": _words(
        "thank thanks welcome hello hi goodbye please sorry congratulation congratulate applaud "
        "appreciate bless greet honor honour grateful"
    ),
    "praise_or_blame": _words(
        "great good bad terrible wonderful awful beautiful horrible best worst amazing disastrous "
        "proud shameful disgraceful brilliant foolish wise stupid fair unfair right wrong evil "
        "tremendous fantastic pathetic outrageous ridiculous tragic sad happy important crucial "
        "vital essential necessary remarkable incredible absurd baseless dangerous reckless "
        "irresponsible unacceptable cruel brave heroic strong weak historic strange simple nice "
        "better worse hopeful confident clear obvious sure ugly cowardly noble decent boring"
    ),
    "change": _words(
        "increase decrease rise fall grow drop decline double triple halve cut reduce lower raise "
        "climb jump plunge surge shrink gain lose add create slow shed soar slump expand shrink "
        "slip exceed reach average total amount account rank"
    ),
    "deed": _words(
        "vote sign pass veto approve reject ban launch attack kill wound injure arrest detain "
        "sentence convict acquit charge sue invade shell bomb strike shoot fire hit destroy seize "
        "capture release deploy send supply ship deliver sell buy pay spend fund build open close "
        "found elect appoint resign win defeat withdraw join leave visit meet travel arrive sign "
        "ratify impose lift sanction export import produce test enrich transfer provide train "
        "discover publish leak steal hack evacuate rescue flee die bear host hold announce order "
        "block halt suspend resume end begin start fire hire sink crash explode burn collapse"
    ),
    "more_or_less": _words("more less fewer most least half twice double majority percent third"),
    "all_or_none": _words("all every never always none nobody no-one everyone first only ever"),
    "quantity_word": _words(
        "hundred thousand million billion trillion dozen percent percentage dollar euro pound "
        "tonne ton mile kilometre barrel troop soldier ship"
    ),
    "hedge": _words("maybe perhaps probably possibly apparently seemingly likely supposedly"),
    "should": _words("should must ought shall need"),
    "would_or_will": _words("will would ’ll 'll"),
    "can_or_may": _words("can could may might"),
    "vague_noun": _words(
        "thing way people future dream hope value freedom leadership vision spirit opportunity "
        "challenge idea question answer feeling moment matter lesson faith heart"
    ),
}
_CLASSES_OF: Final[dict[str, tuple[str, ...]]] = {
    word: tuple(name for name, words in _CLASSES.items() if word in words)
    for words in _CLASSES.values()
    for word in words
}
_FIRST: Final = frozenset({"i", "we", "me", "us", "my", "our"})
_SECOND: Final = frozenset({"you", "your", "yours"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def features(tokens: Tokens) -> set[str]:
    """The names of what a stretch of a parse shows.

    Args:
        tokens: The words of a claim, usually a sentence or a clause of one.

    Returns:
        Names such as ``tense=past``, ``entity=MONEY``, ``lemma=percent``.
    """
    words = [token for token in tokens if not token.is_space and not token.is_punct]
    found = {f"length={_length_class(len(words))}"}
    if not words:
        return found
    if tokens[-1].text == "?" or "?" in tokens.text[-3:]:
        found.add(QUESTION)
    previous = "<"
    for token in words:
        lemma = _lemma(token)
        found.add(f"lemma={lemma}")
        found.add(f"pair={previous}_{lemma}")
        previous = lemma
        found.update(f"class={name}" for name in _classes(lemma))
        found.update(_of_token(token))
    found.update(_of_entities(tokens))
    found.update(_of_root(tokens))
    return found


def _lemma(token: Token) -> str:
    if token.like_num or token.shape_[:1] == "d":
        return "#"
    if token.tag_ == "TO" and token.pos_ == "PART":
        return "to+verb"  # what is yet to be done; "sold to Moscow" is another "to"
    return str(token.lemma_).lower()


def _classes(lemma: str) -> tuple[str, ...]:
    """The classes of a lemma; "selling", when tagged as an adjective, is still a deed."""
    found = _CLASSES_OF.get(lemma)
    if found is None and lemma.endswith("ing") and len(lemma) > 5:
        stem = lemma[:-3]
        found = _CLASSES_OF.get(stem) or _CLASSES_OF.get(stem + "e") or _CLASSES_OF.get(stem[:-1])
    return found or ()


def _length_class(count: int) -> str:
    """Coarse, since the content of "denied selling munitions to Russia" is short by nature."""
    for most in (2, 8, 15, 30):
        if count <= most:
            return f"<={most}"
    return ">30"


def _of_token(token: Token) -> Iterator[str]:
    tag = token.tag_
    if token.pos_ == "NUM" or token.like_num:
        yield "number"
        if token.shape_ == "dddd" and token.text[:2] in ("18", "19", "20"):
            yield "year"
    if token.text in ("$", "€", "£", "%"):
        yield "number=money_or_percent"
    if tag == "VBD":
        yield "tense=past"
    elif tag in ("VBZ", "VBP"):
        yield "tense=present"
    elif tag in ("JJR", "JJS", "RBR", "RBS"):
        yield "degree"
    elif tag == "PRP" and token.dep_ in _SUBJECTS:
        person = token.lower_
        if person == "i":
            yield "subject=I"
        elif person == "we":
            yield "subject=we"
        elif person == "you":
            yield "subject=you"
        else:
            yield "subject=it_or_they"
    if token.lower_ in _FIRST:
        yield "person=first"
    elif token.lower_ in _SECOND:
        yield "person=second"
    if token.dep_ == "neg":
        yield "negated"
    if token.pos_ == "PROPN" and token.dep_ in _SUBJECTS:
        yield "subject=name"


def _of_entities(tokens: Tokens) -> Iterator[str]:
    kinds = _kinds_of_entities(tokens)
    for kind in kinds:
        yield f"entity={kind}"
    if len(kinds) >= 2:
        yield "entities=2+"
    if len(kinds) >= 4:
        yield "entities=4+"


def _kinds_of_entities(tokens: Tokens) -> list[str]:
    """Labels of the entities inside; ``Span.ents`` would walk the whole document each time."""
    kinds: list[str] = []
    for token in tokens:
        if token.ent_iob_ == "B":
            kinds.append(token.ent_type_)
    last = tokens[-1]
    runs_over = last.i + 1 < len(last.doc) and last.doc[last.i + 1].ent_iob_ == "I"
    return kinds[:-1] if runs_over and last.ent_iob_ in ("B", "I") and kinds else kinds


def _of_root(tokens: Tokens) -> Iterator[str]:
    root = tokens.root
    lemma = root.lemma_.lower()
    yield f"root={lemma}"
    yield f"root_tag={root.tag_}"
    for name in _classes(lemma):
        yield f"root_class={name}"
    subject = None
    helpers = set()
    for child in root.children:
        if child.dep_ in _SUBJECTS:
            subject = child
        elif child.dep_ in ("aux", "auxpass"):
            helpers.add(child.lemma_.lower())
            for name in _CLASSES_OF.get(child.lemma_.lower(), ()):
                yield f"root_mood={name}"
        elif child.dep_ in ("xcomp", "ccomp"):
            for name in _classes(lemma):
                yield f"complement_of={name}"
        elif child.dep_ == "advcl" and any(word.lower_ == "if" for word in child.children):
            yield "condition"
    if "have" in helpers:
        yield "tense=perfect"
    if subject is None:
        yield "imperative" if root.tag_ == "VB" and not helpers else "no_subject"
    else:
        kind = subject.lower_ if subject.pos_ == "PRON" else subject.pos_
        yield f"subject_tense={kind}_{root.tag_}"
    if root.pos_ not in ("VERB", "AUX"):
        yield "no_verb"
