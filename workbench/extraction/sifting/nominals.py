"""Nouns that stand for a proposition: acts ("the killings"), charges ("the accusation"), things.

"Denied the killings" says that nobody was killed by who denies it; "denied bail" says nothing of
the kind. Which nouns a verb may take is told by the table of ``lexicon``.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.parse.tree import Tree


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What somebody said or may be thought to have done.
CHARGES: Final = _words(
    "accusation allegation assertion charge claim complaint contention count criticism gossip idea "
    "innuendo insinuation myth narrative notion rumor rumour report smear speculation story "
    "suggestion talk theory version suspicion lie insult argument proposition implication"
)
# Acts whose names no ending tells.
_ACTS: Final = _words(
    "abuse act affair aid arrest arson assault attack bid blame breach bribe bribery burglary "
    "campaign cheating clash collapse conduct contact control cover-up coup crackdown crash crime "
    "crisis cut death deal defeat delay doping error failure fall fault fight fire fraud guilt "
    "harm hack help incident influence intent interest involvement job killing knowledge launch "
    "leak liability link loss malpractice massacre merger misconduct mistake motive move murder "
    "neglect negligence offence offense onslaught outbreak part perjury plan play plot presence "
    "pressure purchase race racism raid rape relationship resignation responsibility rise "
    "robbery role rift sabotage sale scam seizure sexism shooting shortage siege spill split "
    "spread stake stop strike surge surrender tax theft threat tie torture truce use victory "
    "violence visit vote wage war withdrawal withholding wrongdoing wrong ceasefire cease-fire "
    "manslaughter harassment intrusion corruption collusion weakness plagiarism blackmail scandal "
    "damage return pregnancy divorce engagement marriage romance feud"
)
_ACT_ENDINGS: Final = ("tion", "sion", "ment", "ance", "ence", "ure", "ings", "age", "cy", "ism")
# What these endings make of no act.
_NO_ACTS: Final = _words(
    "station nation government department document apartment monument instrument audience science "
    "evidence residence picture furniture figure creature literature nature culture furniture "
    "page image village language message stage package garage agency pharmacy policy ambulance "
    "finance institution population constitution foundation corporation organisation organization "
    "association commission administration delegation generation section condition petition "
    "motion application position question election convention television cottage treasure measure "
    "building meeting painting thing morning evening king ring wing ceiling wedding clothing "
    "parliament establishment regiment basement currency democracy percentage passage luggage "
    "heritage mortgage lecture structure sculpture future moisture temperature manufacture "
    "conference sentence reference intelligence audience experience legislation education "
    "investment equipment treatment entrance insurance sequence tournament candidacy sewage "
    "federation coalition reservation vaccination"
)
# What may be granted or refused: "denied bail", "rejected the appeal".
GRANTABLE: Final = _words(
    "access admission aid appeal application asylum authorisation authorization bail benefit "
    "boarding care chance claimant clearance compensation coverage entry exit food funding "
    "goal hearing justice leave license licence loan medicine mortgage motion offer "
    "opportunity parole pass passage pardon permission permit petition place planning point "
    "promotion refuge refund relief request requests right rights seat service shelter stay "
    "status tenure ticket title transfer treatment trial try vaccine victory visa visit "
    "visitation water win bid penalty"
)
_HAVE_ACT: Final = frozenset({"bid", "win", "victory", "visit", "appeal", "penalty", "transfer"})
"""Grantable things whose names are those of acts as well."""


def names_charge(tree: Tree, noun: int) -> bool:
    """Whether a noun names something said of somebody: "the accusation", "two counts of arson"."""
    return tree.lemma[noun] in CHARGES


def names_act(tree: Tree, noun: int) -> bool:
    """Whether a noun names something done: "the killings", "any involvement", "his arrest"."""
    lemma = tree.lemma[noun]
    if tree.part[noun] == "PROPN" or lemma in _NO_ACTS:
        return False
    if lemma in _ACTS or lemma in CHARGES:
        return True
    return len(lemma) > 6 and (lemma.endswith(_ACT_ENDINGS) or lemma.endswith("ing"))


def is_granted(tree: Tree, verb: int, noun: int) -> bool:
    """Whether a verb gives or withholds a thing: "denied the couple a loan", "denied bail"."""
    if tree.child(verb, "dative") is not None or _second_object(tree, verb, noun):
        return True
    lemma = tree.lemma[noun]
    if lemma not in GRANTABLE:
        return False
    if lemma in _HAVE_ACT and tree.child(noun, "det", "poss") is not None:
        return tree.child(noun, "poss") is None
    return True


def _second_object(tree: Tree, verb: int, noun: int) -> bool:
    objects = [token for token in tree.children[verb] if tree.role[token] in ("dobj", "obj")]
    return len(objects) > 1 and noun in objects
