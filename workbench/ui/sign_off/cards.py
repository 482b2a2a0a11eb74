"""Cards of the sign-off as HTML: the claim in its sentence, what changed, what to look at twice.

Every word from outside is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.on_desk import ClaimOnDesk, Difference, Kept, Piece
from workbench.model.queue import Risk
from workbench.model.statement import Statement
from workbench.model.verdict import Opinion, SignOffDecision, VerdictVersion
from workbench.ui.shared.cards import verdict_words
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

MARKS: Mapping[Kept, tuple[str, str, str]] = {
    Kept.REMOVED: ("del", "−", "taken out"),
    Kept.ADDED: ("ins", "+", "put in"),
}
SHORT = 100
"""Characters of a statement that a list of changes shows."""


def claim_in_sentence(item: ClaimOnDesk, article: Article, *, number: int, of: int) -> str:
    """The claim's words where they stand, who says them, how and when: as short as can be."""
    claim = item.claim
    facts = [_who(claim), f"<strong>{escape(POLARITY_WORDS[claim.polarity])}</strong>"]
    if claim.quotation is not None:
        facts.append(escape(QUOTATION_WORDS[claim.quotation]))
    facts.append(escape(day(claim.said_on, missing="day not stated")))
    return (
        f'<section class="wb-card wb-claim" aria-label="Claim {number} of {of}">'
        f'<p class="wb-eyebrow"><strong>Claim {number} of {of}</strong> · in the article</p>'
        f"<blockquote>{_sentence(claim, article)}</blockquote>"
        f'<p class="wb-source">{" · ".join(facts)}</p></section>'
    )


def _sentence(claim: Claim, article: Article) -> str:
    """The sentence, with the words of the claim standing out."""
    start = min(claim.sentence.start, claim.start)
    end = max(claim.sentence.end, claim.end)
    before = article.text[start : claim.start].lstrip()
    after = article.text[claim.end : end].rstrip()
    return (
        f'<span class="wb-around">{escape(before)}</span><b>{escape(claim.text)}</b>'
        f'<span class="wb-around">{escape(after)}</span>'
    )


def _who(claim: Claim) -> str:
    name = claim.speaker or claim.source_text or claim.actor
    if name is None:
        return "<strong>Nobody named</strong>: the article states it as fact"
    told = f"<strong>{escape(name)}</strong>"
    if claim.actor is not None and claim.actor != name:
        told += f" for {escape(claim.actor)}"
    return told


def risk_card(risks: Sequence[Risk], more: Sequence[str]) -> str:
    """Why this verdict stands where it stands in the stack; ``more`` are further sentences."""
    lines = [
        f"<li><strong>{escape(capital(RISK_WORDS[risk.kind]))}.</strong> {escape(risk.words)}</li>"
        for risk in risks
    ]
    lines += [f"<li>{escape(one)}</li>" for one in more]
    if not lines:
        return (
            '<p class="wb-source">Nothing stands out: no statement that was shown speaks against '
            "this verdict.</p>"
        )
    return (
        '<section class="wb-card wb-flags" aria-label="Look twice"><p><strong>Look twice</strong>'
        f"</p><ul>{''.join(lines)}</ul></section>"
    )


def change_card(
    change: Difference,
    author: str,
    name_of: Callable[[str], str],
    statements: Mapping[str, Statement],
) -> str:
    """A new version against the one that was decided last: words, finding, citations."""
    now = change.now
    anew = _cited("Now cited", Kept.ADDED, change.cited_anew, statements)
    gone = _cited("No longer cited", Kept.REMOVED, change.no_longer_cited, statements)
    outside = ""
    if change.changes_outside_evidence:
        both = (
            (Kept.REMOVED, change.base.outside_evidence),
            (Kept.ADDED, now.outside_evidence),
        )
        told = " ".join(marked(Piece(kept, words)) for kept, words in both if words)
        outside = f'<p class="wb-source">Evidence outside the archive: {told}</p>'
    same = "" if not change.is_empty else "<p>Submitted again without a change.</p>"
    whole = (
        "<details><summary>The whole reason as it stands now</summary>"
        f'<p class="wb-rationale">{escape(now.rationale)}</p></details>'
        if change.changes_rationale
        else ""
    )
    return (
        f'<section class="wb-card wb-verdict wb-change wb-{now.verdict}" '
        f'aria-label="What changed"><p class="wb-eyebrow">{_finding(change, author)}</p>'
        f'<p class="wb-source">{escape(_since(change, name_of))}</p>{same}'
        f'<p class="wb-rationale">{"".join(map(marked, change.rationale))}</p>'
        f"{outside}{anew}{gone}{whole}</section>"
    )


def marked(piece: Piece) -> str:
    """Words with what became of them: as an element, as a sign, and for a screen reader."""
    if piece.kept is Kept.SAME:
        return escape(piece.text)
    element, sign, told = MARKS[piece.kept]
    words = piece.text.strip("\n") or "a new line"
    return (
        f'<{element}><span class="wb-hidden">{told}: </span><b aria-hidden="true">{sign}</b>'
        f"{escape(words)}</{element}>"
    )


def _finding(change: Difference, author: str) -> str:
    if not change.changes_verdict:
        return verdict_words(change.now, author)
    before, now = change.base.verdict, change.now.verdict
    went = Piece(Kept.REMOVED, f"{VERDICT_MARKS[before]} {VERDICT_WORDS[before]}")
    came = Piece(Kept.ADDED, f"{VERDICT_MARKS[now]} {VERDICT_WORDS[now]}")
    rest = verdict_words(change.now, author).partition("</strong>")[2]
    return f"{marked(went)} <strong>{marked(came)}</strong>{rest}"


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


def _cited(label: str, kept: Kept, ids: Sequence[str], statements: Mapping[str, Statement]) -> str:
    if not ids:
        return ""
    lines = "".join(f"<li>{marked(Piece(kept, _short(one, statements)))}</li>" for one in ids)
    return f'<p class="wb-source">{label}</p><ul class="wb-plain">{lines}</ul>'


def _short(statement_id: str, statements: Mapping[str, Statement]) -> str:
    found = statements.get(statement_id)
    if found is None:
        return f"statement {statement_id}"
    who = found.speaker or found.actor or "Speaker not named"
    text = found.text if len(found.text) <= SHORT else f"{found.text[:SHORT].rstrip()} …"
    return f"{who}, {day(found.dated)}: “{text}”"


def opinion_card(opinion: Opinion, reviewer: str, verdict: VerdictVersion) -> str:
    """What a second checker found who had seen no verdict."""
    differs = "agrees" if opinion.verdict is verdict.verdict else "disagrees"
    about = "" if opinion.version == verdict.version else f", on version {opinion.version}"
    return (
        f'<section class="wb-card wb-verdict wb-{opinion.verdict}" aria-label="Second opinion">'
        f'<p class="wb-eyebrow">{VERDICT_MARKS[opinion.verdict]} '
        f"<strong>{VERDICT_WORDS[opinion.verdict]}</strong> · {differs}{about} · "
        f"{escape(reviewer)} · {escape(moment(opinion.given_at))}</p>"
        f'<p class="wb-rationale">{escape(opinion.rationale)}</p></section>'
    )
