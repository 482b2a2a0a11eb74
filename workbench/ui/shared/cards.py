"""Cards as HTML: a claim, a prior, a verdict. Every word from outside is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from workbench.app import ClaimOnDesk
from workbench.model.article import Article
from workbench.model.claim import AttributionLink, Claim
from workbench.model.prior import Lane, Prior, Relation, RelationLabel, WordMarks
from workbench.model.statement import Statement
from workbench.model.verdict import EvidenceFlag, VerdictVersion
from workbench.ui.shared.article_html import safe_url
from workbench.ui.words import (
    FLAG_MARK,
    POLARITY_WORDS,
    QUOTATION_WORDS,
    RELATION_MARKS,
    RELATION_WORDS,
    STATE_MARKS,
    STATE_WORDS,
    VERDICT_MARKS,
    VERDICT_WORDS,
    check_worthiness,
    counted,
    day,
    days_before,
    moment,
    percent,
    relation_word,
)

CLASH_SIGN = '<sup aria-label="differs from the claim" role="img">≠</sup>'
NAMED = 4
"""Publishers of reprints that are named."""
PART_WORDS = {
    "meaning": "closeness in meaning",
    "words": "words in common",
    "actors": "who speaks and who is named",
    "time": "nearness in time",
    "reading": "read together with the claim",
}


def claim_card(item: ClaimOnDesk, article: Article, *, number: int, of: int) -> str:
    """The claim being looked at: its exact words, who says it, how, when, and why it is here."""
    claim = item.claim
    flagged = f" · {FLAG_MARK} new evidence" if item.flags else ""
    rows = [("Who says it", _who(claim)), ("How", _how(claim))]
    if len(claim.chain) > 1:
        rows.append(("Passed on by", _chain(claim.chain, article)))
    rows.append(("Said on", escape(day(claim.said_on, missing="not stated in the article"))))
    if claim.dates:
        rows.append(("Dates meant", "; ".join(_date_words(claim))))
    rows.append(("Worth checking", escape(check_worthiness(claim.check_worthiness))))
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return (
        f'<section class="wb-card wb-claim" aria-label="Claim {number} of {of}"'
        f' data-claim="{escape(claim.claim_id)}">'
        f'<h2 class="wb-eyebrow wb-heading" tabindex="-1"><strong>Claim {number} of {of}</strong>'
        f" · {STATE_MARKS[item.state]} {STATE_WORDS[item.state]}{flagged}</h2>"
        f"<blockquote>{escape(claim.text)}</blockquote><dl>{facts}</dl>{_reasons(claim)}</section>"
    )


def _who(claim: Claim) -> str:
    if claim.speaker is None and claim.source_text is None and claim.actor is None:
        return "nobody named: the article states it as fact"
    told = f"<strong>{escape(claim.speaker or claim.source_text or claim.actor or '')}</strong>"
    if claim.source_text is not None and claim.source_text != claim.speaker:
        told += f" (“{escape(claim.source_text)}” in the text)"
    if claim.actor is not None and claim.actor != claim.speaker:
        told += f", speaking for <strong>{escape(claim.actor)}</strong>"
    return told


def _how(claim: Claim) -> str:
    parts = [
        f'<strong class="wb-{claim.polarity}">{escape(POLARITY_WORDS[claim.polarity])}</strong>'
    ]
    if claim.cue_text is not None:
        parts[0] += f" (“{escape(claim.cue_text)}”)"
    if claim.quotation is not None:
        parts.append(escape(QUOTATION_WORDS[claim.quotation]))
    return ", ".join(parts)


def _chain(chain: Sequence[AttributionLink], article: Article) -> str:
    told = []
    for link in chain:
        words = (
            link.speaker
            or (article.text[link.source.start : link.source.end] if link.source else None)
            or link.actor
            or "someone not named"
        )
        told.append(f"{escape(words)} ({escape(POLARITY_WORDS[link.polarity])})")
    return " → ".join(told)


def _date_words(claim: Claim) -> Iterable[str]:
    for mention in claim.dates:
        days = day(mention.earliest)
        if mention.latest != mention.earliest:
            days += f" to {day(mention.latest)}"
        yield f"“{escape(mention.words)}”: {escape(days)}"


def _reasons(claim: Claim) -> str:
    if not claim.reasons:
        return ""
    items = "".join(
        f"<li><em>{escape(reason.of)}</em>: {escape(reason.explanation)}"
        + (f" (“{escape(reason.words)}”)" if reason.words else "")
        + "</li>"
        for reason in claim.reasons
    )
    return f"<details><summary>Why the machine read it so</summary><ul>{items}</ul></details>"


def prior_card(
    prior: Prior,
    *,
    number: int | None = None,
    cited: bool = False,
    marks: WordMarks | None = None,
) -> str:
    """One statement against the claim, with its source, its day and why it is shown.

    Args:
        marks: Where its words agree or clash with the claim's; without them the words in common
            are marked.
    """
    told = (
        f'<p class="wb-eyebrow">{_number(number)}<span class="wb-relation">'
        f"{relation_words(prior.label)}</span> · {escape(days_before(prior.days_before))}"
        f"{' · <strong>cited</strong>' if cited else ''}</p>"
    )
    return (
        f'<section class="wb-card wb-prior wb-{prior.label.relation} wb-lane-{prior.lane}"'
        f' data-statement="{escape(prior.statement.statement_id)}"'
        f' aria-label="{_label(prior, number)}">{told}'
        f"{statement_body(prior.statement, prior.shared_words, marks)}"
        f"{_reprinted(prior)}{_why(prior, marks)}</section>"
    )


def _reprinted(prior: Prior) -> str:
    """In whose pages the same text stands as well: they are one source."""
    if not prior.reprinted:
        return ""
    named = list(dict.fromkeys(prior.reprinted))
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    copies = counted(len(prior.reprinted), "other place")
    where = escape(", ".join(named[:NAMED]))
    return f'<p class="wb-source">One source: the same text in {copies}: {where}{more}</p>'


def statement_card(
    statement: Statement, *, eyebrow: str = "", shared_words: Sequence[str] = ()
) -> str:
    """A statement of the archive on its own; ``eyebrow`` is text."""
    top = f'<p class="wb-eyebrow">{escape(eyebrow)}</p>' if eyebrow else ""
    label = f"Statement {eyebrow or statement.statement_id}"
    return (
        f'<section class="wb-card wb-prior" aria-label="{escape(label)}">{top}'
        f"{statement_body(statement, shared_words)}</section>"
    )


def relation_words(label: RelationLabel) -> str:
    """The relation as mark, word and probability."""
    return f"{RELATION_MARKS[label.relation]} {relation_word(label)} {percent(label.probability)}"


def _number(number: int | None) -> str:
    return "" if number is None else f'<span class="wb-key">{number}</span> '


def _label(prior: Prior, number: int | None) -> str:
    who = prior.statement.speaker or prior.statement.actor or "speaker not named"
    place = "" if number is None else f"Statement {number}: "
    return escape(f"{place}{relation_word(prior.label)}, {who}")


def statement_body(
    statement: Statement, shared_words: Sequence[str] = (), marks: WordMarks | None = None
) -> str:
    """Who said it and when, the words, and the source."""
    words = (
        with_shared(statement.text, shared_words)
        if marks is None
        else with_marks(statement.text, marks)
    )
    who = [
        f"<strong>{escape(statement.speaker or statement.actor or 'Speaker not named')}</strong>"
    ]
    if statement.speaker_role:
        who.append(escape(statement.speaker_role))
    if statement.actor and statement.speaker and statement.actor != statement.speaker:
        who.append(f"for {escape(statement.actor)}")
    if statement.said_on is not None:
        when = f"said {day(statement.said_on)}"
    elif statement.published_on is not None:
        when = f"published {day(statement.published_on)}"
    else:
        when = "undated"
    return (
        f'<p class="wb-who">{", ".join(who)} · <time>{escape(when)}</time></p>'
        f"<blockquote>{words}</blockquote>"
        f'<p class="wb-source">{source(statement)}</p>'
    )


def source(statement: Statement) -> str:
    """Title and publisher, linked where the address is one a browser may follow."""
    title = statement.title or statement.source_url or "source title not recorded"
    url = safe_url(statement.source_url)
    told = escape(title)
    if url is not None:
        told = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{told}</a>'
    if statement.publisher:
        told += f" · {escape(statement.publisher)}"
    return told


def with_shared(text: str, shared_words: Sequence[str]) -> str:
    """``text`` escaped, with the words it shares with the claim marked."""
    words = sorted({word for word in shared_words if word.strip()}, key=len, reverse=True)
    if not words:
        return escape(text)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    told, end = [], 0
    for found in pattern.finditer(text):
        told.append(escape(text[end : found.start()]))
        told.append(f"<mark>{escape(found.group())}</mark>")
        end = found.end()
    return "".join(told) + escape(text[end:])


def with_marks(text: str, marks: WordMarks) -> str:
    """``text`` escaped: what agrees with the claim underlined, what clashes waved and signed."""
    kinds = dict.fromkeys(marks.agreeing, "wb-agrees")
    kinds |= dict.fromkeys(marks.clashing, "wb-clashes")
    told, end = [], 0
    for span in sorted(kinds, key=lambda each: each.start):
        if span.start < end:
            continue
        told.append(escape(text[end : span.start]))
        sign = CLASH_SIGN if kinds[span] == "wb-clashes" else ""
        words = escape(text[span.start : span.end])
        told.append(f'<mark class="{kinds[span]}">{words}{sign}</mark>')
        end = span.end
    return "".join(told) + escape(text[end:])


def _why(prior: Prior, marks: WordMarks | None = None) -> str:
    label = prior.label
    shares = " · ".join(
        f"{RELATION_WORDS[relation]} {percent(share)}"
        for relation, share in (
            (Relation.CONTRADICTS, label.contradicts),
            (Relation.SUPPORTS, label.supports),
            (Relation.RELATED, label.related),
        )
    )
    items = [f"The machine's guess: {shares}"]
    items += [escape(reason) for reason in label.reasons]
    if marks is not None and marks.clashing:
        clashing = ", ".join(
            f"“{prior.statement.text[span.start : span.end]}”" for span in marks.clashing
        )
        items.append(f"Waved and signed ≠, since the claim says otherwise: {escape(clashing)}")
    if prior.shared_words:
        items.append(f"Words in common: {escape(', '.join(prior.shared_words))}")
    if prior.parts:
        parts = ", ".join(
            f"{escape(PART_WORDS.get(name, name))} {value:.2f}" for name, value in prior.parts
        )
        items.append(f"Ranked {prior.rank} with {prior.score:.2f}: {parts}")
    if prior.lane is Lane.SINCE:
        items.append("It came after the article, so it cannot have been known to its writer")
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<details><summary>Why this match</summary><ul>{listed}</ul></details>"


def verdict_words(version: VerdictVersion, author: str) -> str:
    """One line: the verdict, its version, who and when, how sure."""
    sure = "" if version.confidence is None else f", {percent(version.confidence)} sure"
    return (
        f"{VERDICT_MARKS[version.verdict]} <strong>{VERDICT_WORDS[version.verdict]}</strong>{sure}"
        f" · version {version.version} · {escape(author)} · {escape(moment(version.decided_at))}"
    )


def verdict_card(version: VerdictVersion, author: str, *, note: str = "") -> str:
    """A verdict with its rationale and outside evidence; ``note`` is text on its sign-off."""
    outside = ""
    if version.outside_evidence:
        url = safe_url(version.outside_evidence)
        words = escape(version.outside_evidence)
        linked = (
            words
            if url is None or " " in version.outside_evidence
            else f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
        )
        outside = f'<p class="wb-source">Evidence outside the archive: {linked}</p>'
    told = f'<p class="wb-source">{escape(note)}</p>' if note else ""
    return (
        f'<section class="wb-card wb-verdict wb-{version.verdict}" aria-label="Verdict">'
        f'<p class="wb-eyebrow">{verdict_words(version, author)}</p>'
        f"<p class='wb-rationale'>{escape(version.rationale)}</p>{outside}{told}</section>"
    )


def flag_line(flag: EvidenceFlag, statement: Statement | None) -> str:
    """One line on a statement that came after the verdict."""
    label = f"{RELATION_MARKS[flag.relation]} {RELATION_WORDS[flag.relation]}"
    if statement is None:
        told = f"statement {escape(flag.statement_id)}"
    else:
        who = escape(statement.speaker or statement.actor or "Speaker not named")
        told = f"{who}, {escape(day(statement.dated))}: “{escape(statement.text)}”"
    return f"<li><strong>{label} {percent(flag.probability)}</strong> · {told}</li>"


def claim_line(claim: Claim) -> str:
    """A claim in one line of a list: who, how, and the words."""
    who = claim.speaker or claim.source_text or claim.actor or "The article"
    return (
        f"<li><strong>{escape(who)}</strong> {escape(POLARITY_WORDS[claim.polarity])}: "
        f"“{escape(claim.text)}”</li>"
    )
