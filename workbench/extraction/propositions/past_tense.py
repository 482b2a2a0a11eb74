"""Past tenses of English verbs, to say "Iran sold munitions" for what "denied selling" denies."""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
    be:was become:became begin:began bet:bet bid:bid bind:bound bite:bit bleed:bled blow:blew
    break:broke breed:bred bring:brought build:built burn:burned burst:burst buy:bought
    cast:cast catch:caught choose:chose come:came cost:cost cut:cut deal:dealt dig:dug do:did
    draw:drew drink:drank drive:drove eat:ate fall:fell feed:fed feel:felt fight:fought
    find:found flee:fled fly:flew forbid:forbade forget:forgot forgive:forgave freeze:froze
    get:got give:gave go:went grow:grew hang:hung have:had hear:heard hide:hid hit:hit hold:held
    hurt:hurt keep:kept know:knew lay:laid lead:led leave:left lend:lent let:let lie:lied
    lose:lost make:made mean:meant meet:met mislead:misled overthrow:overthrew pay:paid
    prove:proved put:put quit:quit read:read ride:rode rise:rose run:ran say:said see:saw
    seek:sought sell:sold send:sent set:set shake:shook shed:shed shoot:shot show:showed
    shut:shut sink:sank sit:sat sleep:slept speak:spoke spend:spent split:split spread:spread
    stand:stood steal:stole stick:stuck strike:struck swear:swore sweep:swept swim:swam
    take:took teach:taught tear:tore tell:told think:thought throw:threw undergo:underwent
    understand:understood undertake:undertook uphold:upheld wake:woke wear:wore win:won
    withdraw:withdrew withhold:withheld write:wrote
"""
_IRREGULAR: Final = {
    verb: past for verb, _, past in (pair.partition(":") for pair in _WORDS.split())
}
_DOUBLED: Final = frozenset(
    {
        "admit", "ban", "bar", "chat", "commit", "control", "drop", "equip", "grab", "jam",
        "kidnap", "knit", "log", "map", "occur", "omit", "patrol", "permit", "plan", "plot",
        "prefer", "rebel", "refer", "rig", "rob", "ship", "shop", "slip", "step", "stop", "strip",
        "submit", "tap", "transfer", "transmit", "trap", "wrap", "zap",
    }
)  # fmt: skip

_SILENT_E: Final = (
    "at", "iz", "is", "ut", "ag", "v", "c", "u", "dg", "rg", "ng", "id", "od", "ud", "ur", "ir",
    "us", "os", "as", "min", "fin", "or", "ap", "ip", "ok", "ak", "ik", "par", "lar", "shar",
)  # fmt: skip


def past_tense(lemma: str) -> str:
    """The simple past of a verb, for a third person singular subject."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return f"{lemma[:-1]}ied"
    if lemma in _DOUBLED:
        return f"{lemma}{lemma[-1]}ed"
    return f"{lemma}ed"


def base_of_gerund(word: str) -> str:
    """The base form of a verb in -ing: "selling" is "sell", "supplying" is "supply"."""
    stem = word.casefold().removesuffix("ing")
    if stem in _IRREGULAR or stem in _DOUBLED:
        return stem
    if f"{stem}e" in _IRREGULAR:
        return f"{stem}e"
    doubled = len(stem) > 2 and stem[-1] == stem[-2]
    if doubled and (stem[:-1] in _IRREGULAR or stem[:-1] in _DOUBLED):
        return stem[:-1]
    if doubled and stem[-1] not in "lsfz":
        return stem[:-1]
    return f"{stem}e" if stem.endswith(_SILENT_E) else stem
