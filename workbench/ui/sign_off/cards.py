"""Cards of the sign-off as HTML: the claim in its sentence, what changed, what to look at twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workbench import markup as h
from workbench.markup import Markup
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.on_desk import ClaimOnDesk, Difference, Kept, Piece
from workbench.model.queue import Risk
from workbench.model.statement import Statement
from workbench.model.verdict import Opinion, SignOffDecision, VerdictVersion
from workbench.ui.shared.cards import verdict_origin, verdict_words
from workbench.ui.sign_off.state import RISK_WORDS
from workbench.ui.words import (
    POLARITY_WORDS,
    QUOTATION_WORDS,
    VERDICT_MARKS,
    VERDICT_WORDS,
    capital,
    day,
    moment,
)

MARKS: Mapping[Kept, tuple[h.Element, str, str]] = {
    Kept.REMOVED: (h.del_, "−", "taken out"),
    Kept.ADDED: (h.ins, "+", "put in"),
}
SHORT = 100
"""Characters of a statement that a list of changes shows."""


def claim_in_sentence(item: ClaimOnDesk, article: Article, *, number: int, of: int) -> Markup:
    """The claim's words where they stand, who says them, how and when: as short as can be."""
    claim = item.claim
    facts: list[str] = [_who(claim), h.strong[POLARITY_WORDS[claim.polarity]]]
    if claim.quotation is not None:
        facts.append(QUOTATION_WORDS[claim.quotation])
    facts.append(day(claim.said_on, missing="day not stated"))
    return h.section(".wb-card.wb-claim", aria_label=f"Claim {number} of {of}")[
        h.p(".wb-eyebrow")[h.strong[f"Claim {number} of {of}"], " · in the article"],
        h.blockquote[_sentence(claim, article)],
        h.p(".wb-source")[h.join(" · ", facts)],
    ]


def _sentence(claim: Claim, article: Article) -> Markup:
    """The sentence, with the words of the claim standing out."""
    start = min(claim.sentence.start, claim.start)
    end = max(claim.sentence.end, claim.end)
    before = article.text[start : claim.start].lstrip()
    after = article.text[claim.end : end].rstrip()
    return h.fragment(h.span(".wb-around")[before], h.b[claim.text], h.span(".wb-around")[after])


def _who(claim: Claim) -> Markup:
    name = claim.speaker or claim.source_text or claim.actor
    if name is None:
        return h.fragment(h.strong["Nobody named"], ": the article states it as fact")
    told = h.strong[name]
    if claim.actor is not None and claim.actor != name:
        told += f" for {claim.actor}"
    return told


def risk_card(risks: Sequence[Risk], more: Sequence[str]) -> Markup:
    """Why this verdict stands where it stands in the stack; ``more`` are further sentences."""
    lines = [
        h.li[h.strong[f"{capital(RISK_WORDS[risk.kind])}."], f" {risk.words}"] for risk in risks
    ]
    lines += [h.li[one] for one in more]
    if not lines:
        return h.p(".wb-source")[
            "Nothing stands out: no statement that was shown speaks against this verdict."
        ]
    return h.section(".wb-card.wb-flags", aria_label="Look twice")[
        h.p[h.strong["Look twice"]], h.ul[lines]
    ]


def change_card(
    change: Difference,
    author: str,
    name_of: Callable[[str], str],
    statements: Mapping[str, Statement],
) -> Markup:
    """A new version against the one that was decided last: words, finding, citations."""
    now = change.now
    anew = _show_cited("Now cited", Kept.ADDED, change.cited_anew, statements)
    gone = _show_cited("No longer cited", Kept.REMOVED, change.no_longer_cited, statements)
    outside = None
    if change.changes_outside_evidence:
        both = (
            (Kept.REMOVED, change.base.outside_evidence),
            (Kept.ADDED, now.outside_evidence),
        )
        told = h.join(" ", (mark_words(Piece(kept, words)) for kept, words in both if words))
        outside = h.p(".wb-source")["Evidence outside the archive: ", told]
    same = h.p["Submitted again without a change."] if change.is_empty else None
    whole = (
        h.details[
            h.summary["The whole reason as it stands now"], h.p(".wb-rationale")[now.rationale]
        ]
        if change.changes_rationale
        else None
    )
    return h.section(f".wb-card.wb-verdict.wb-change.wb-{now.verdict}", aria_label="What changed")[
        h.p(".wb-eyebrow")[_show_finding(change, author)],
        h.p(".wb-source")[_since(change, name_of)],
        same,
        h.p(".wb-rationale")[map(mark_words, change.rationale)],
        outside,
        anew,
        gone,
        whole,
    ]


def mark_words(piece: Piece) -> Markup:
    """Words with what became of them: as an element, as a sign, and for a screen reader."""
    if piece.kept is Kept.SAME:
        return h.fragment(piece.text)
    element, sign, told = MARKS[piece.kept]
    words = piece.text.strip("\n") or "a new line"
    return element[h.span(".wb-hidden")[f"{told}: "], h.b(aria_hidden="true")[sign], words]


def _show_finding(change: Difference, author: str) -> Markup:
    if not change.changes_verdict:
        return verdict_words(change.now, author)
    before, now = change.base.verdict, change.now.verdict
    went = Piece(Kept.REMOVED, f"{VERDICT_MARKS[before]} {VERDICT_WORDS[before]}")
    came = Piece(Kept.ADDED, f"{VERDICT_MARKS[now]} {VERDICT_WORDS[now]}")
    return h.fragment(
        mark_words(went), " ", h.strong[mark_words(came)], verdict_origin(change.now, author)
    )


def _since(change: Difference, name_of: Callable[[str], str]) -> str:
    version, signed = change.base.version, change.sign_off
    if signed is None:
        return f"What changed since version {version}, on which nobody had decided"
    did = "approved" if signed.decision is SignOffDecision.APPROVED else "returned"
    told = (
        f"What changed since version {version}, {did} by {name_of(signed.signed_by)} on "
        f"{day(signed.signed_at.date())}"
    )
    if signed.note:
        told += f": “{signed.note}”"
    if change.correction is not None:
        told += f". Correction note for readers: “{change.correction.correction_note}”"
    return told


def _show_cited(
    label: str, kept: Kept, ids: Sequence[str], statements: Mapping[str, Statement]
) -> Markup | None:
    if not ids:
        return None
    lines = [h.li[mark_words(Piece(kept, _short(one, statements)))] for one in ids]
    return h.fragment(h.p(".wb-source")[label], h.ul(".wb-plain")[lines])


def _short(statement_id: str, statements: Mapping[str, Statement]) -> str:
    found = statements.get(statement_id)
    if found is None:
        return f"statement {statement_id}"
    who = found.speaker or found.actor or "Speaker not named"
    text = found.text if len(found.text) <= SHORT else f"{found.text[:SHORT].rstrip()} …"
    return f"{who}, {day(found.dated)}: “{text}”"


def opinion_card(opinion: Opinion, reviewer: str, verdict: VerdictVersion) -> Markup:
    """What a second checker found who had seen no verdict."""
    differs = "agrees" if opinion.verdict is verdict.verdict else "disagrees"
    about = "" if opinion.version == verdict.version else f", on version {opinion.version}"
    return h.section(f".wb-card.wb-verdict.wb-{opinion.verdict}", aria_label="Second opinion")[
        h.p(".wb-eyebrow")[
            f"{VERDICT_MARKS[opinion.verdict]} ",
            h.strong[VERDICT_WORDS[opinion.verdict]],
            f" · {differs}{about} · {reviewer} · {moment(opinion.given_at)}",
        ],
        h.p(".wb-rationale")[opinion.rationale],
    ]
