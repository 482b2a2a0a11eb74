"""Cards as HTML: a claim, a prior, a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from workbench import markup as h
from workbench.markup import Markup
from workbench.model.article import Article
from workbench.model.claim import AttributionLink, Claim
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.prior import Lane, Prior, RelationLabel, WordMarks
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
    shares_in_words,
)

CLASH_SIGN = h.sup(aria_label="differs from the claim", role="img")["≠"]
NAMED = 4
"""Publishers of reprints that are named."""
PART_WORDS = {
    "meaning": "closeness in meaning",
    "words": "words in common",
    "actors": "who speaks and who is named",
    "time": "nearness in time",
    "reading": "read together with the claim",
}


def claim_card(item: ClaimOnDesk, article: Article, *, number: int, of: int) -> Markup:
    """The claim being looked at: its exact words, who says it, how, when, and why it is here."""
    claim = item.claim
    flagged = f" · {FLAG_MARK} new evidence" if item.flags else ""
    rows: list[tuple[str, str]] = [("Who says it", _who(claim)), ("How", _how(claim))]
    if len(claim.chain) > 1:
        rows.append(("Passed on by", _chain(claim.chain, article)))
    rows.append(("Said on", day(claim.said_on, missing="not stated in the article")))
    if claim.dates:
        rows.append(("Dates meant", "; ".join(_date_words(claim))))
    rows.append(("Worth checking", check_worthiness(claim.check_worthiness)))
    return h.section(
        ".wb-card.wb-claim",
        aria_label=f"Claim {number} of {of}",
        data_claim=claim.claim_id,
    )[
        h.h2(".wb-eyebrow.wb-heading", tabindex="-1")[
            h.strong[f"Claim {number} of {of}"],
            f" · {STATE_MARKS[item.state]} {STATE_WORDS[item.state]}{flagged}",
        ],
        h.blockquote[claim.text],
        fact_list(rows),
        _reasons(claim),
    ]


def fact_list(rows: Iterable[tuple[str, str]]) -> Markup:
    """What is told, each with its name before it."""
    return h.dl[((h.dt[name], h.dd[value]) for name, value in rows)]


def _who(claim: Claim) -> str:
    if claim.speaker is None and claim.source_text is None and claim.actor is None:
        return "nobody named: the article states it as fact"
    told = h.strong[claim.speaker or claim.source_text or claim.actor]
    if claim.source_text is not None and claim.source_text != claim.speaker:
        told += f" (“{claim.source_text}” in the text)"
    if claim.actor is not None and claim.actor != claim.speaker:
        told += h.fragment(", speaking for ", h.strong[claim.actor])
    return told


def _how(claim: Claim) -> Markup:
    polarity = h.strong(f".wb-{claim.polarity}")[POLARITY_WORDS[claim.polarity]]
    cue = "" if claim.cue_text is None else f" (“{claim.cue_text}”)"
    quotation = "" if claim.quotation is None else f", {QUOTATION_WORDS[claim.quotation]}"
    return h.fragment(polarity, cue, quotation)


def _chain(chain: Sequence[AttributionLink], article: Article) -> str:
    told = []
    for link in chain:
        words = (
            link.speaker
            or (article.text[link.source.start : link.source.end] if link.source else None)
            or link.actor
            or "someone not named"
        )
        told.append(f"{words} ({POLARITY_WORDS[link.polarity]})")
    return " → ".join(told)


def _date_words(claim: Claim) -> Iterable[str]:
    for mention in claim.dates:
        days = day(mention.earliest)
        if mention.latest != mention.earliest:
            days += f" to {day(mention.latest)}"
        yield f"“{mention.words}”: {days}"


def _reasons(claim: Claim) -> Markup | None:
    if not claim.reasons:
        return None
    return _to_open(
        "Why the machine read it so",
        (
            h.fragment(
                h.em[reason.of],
                f": {reason.explanation}",
                f" (“{reason.words}”)" if reason.words else None,
            )
            for reason in claim.reasons
        ),
    )


def _to_open(summary: str, items: Iterable[str]) -> Markup:
    return h.details[h.summary[summary], h.ul[(h.li[item] for item in items)]]


def prior_card(
    prior: Prior,
    *,
    number: int | None = None,
    cited: bool = False,
    marks: WordMarks | None = None,
) -> Markup:
    """One statement against the claim, with its source, its day and why it is shown.

    Args:
        marks: Where its words agree or clash with the claim's; without them the words in common
            are marked.
    """
    return h.section(
        f".wb-card.wb-prior.wb-{prior.label.named}.wb-lane-{prior.lane}",
        data_statement=prior.statement.statement_id,
        aria_label=_label(prior, number),
    )[
        h.p(".wb-eyebrow")[
            None if number is None else (h.span(".wb-key")[number], " "),
            h.span(".wb-relation")[relation_words(prior.label)],
            f" · {days_before(prior.days_before)}",
            (" · ", h.strong["cited"]) if cited else None,
        ],
        statement_body(prior.statement, prior.shared_words, marks),
        _show_judge(prior.label),
        _show_reprints(prior),
        _why(prior, marks),
    ]


def _show_judge(label: RelationLabel) -> Markup | None:
    """Which larger reader judged, if one did, and by which words."""
    if label.judge is None:
        return None
    words = f", by the words “{label.carried_by}”" if label.carried_by else ""
    return h.p(".wb-source")[f"Read again by {label.judge.model}{words}"]


def _show_reprints(prior: Prior) -> Markup | None:
    """In whose pages the same text stands as well: they are one source."""
    if not prior.reprinted:
        return None
    named = list(dict.fromkeys(prior.reprinted))
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    copies = counted(len(prior.reprinted), "other place")
    where = ", ".join(named[:NAMED])
    return h.p(".wb-source")[f"One source: the same text in {copies}: {where}{more}"]


def statement_card(
    statement: Statement, *, eyebrow: str = "", shared_words: Sequence[str] = ()
) -> Markup:
    """A statement of the archive on its own, ``eyebrow`` above it."""
    return h.section(
        ".wb-card.wb-prior", aria_label=f"Statement {eyebrow or statement.statement_id}"
    )[
        h.p(".wb-eyebrow")[eyebrow] if eyebrow else None,
        statement_body(statement, shared_words),
    ]


def relation_words(label: RelationLabel) -> str:
    """The relation as mark, word and, of a side, probability."""
    return f"{RELATION_MARKS[label.named]} {relation_word(label)}"


def _label(prior: Prior, number: int | None) -> str:
    who = prior.statement.speaker or prior.statement.actor or "speaker not named"
    place = "" if number is None else f"Statement {number}: "
    return f"{place}{relation_word(prior.label)}, {who}"


def statement_body(
    statement: Statement, shared_words: Sequence[str] = (), marks: WordMarks | None = None
) -> Markup:
    """Who said it and when, the words, and the source."""
    words = (
        with_shared(statement.text, shared_words)
        if marks is None
        else with_marks(statement.text, marks)
    )
    who: list[str] = [h.strong[statement.speaker or statement.actor or "Speaker not named"]]
    if statement.speaker_role:
        who.append(statement.speaker_role)
    if statement.actor and statement.speaker and statement.actor != statement.speaker:
        who.append(f"for {statement.actor}")
    if statement.said_on is not None:
        when = f"said {day(statement.said_on)}"
    elif statement.published_on is not None:
        when = f"published {day(statement.published_on)}"
    else:
        when = "undated"
    return h.fragment(
        h.p(".wb-who")[h.join(", ", who), " · ", h.time[when]],
        h.blockquote[words],
        h.p(".wb-source")[source(statement)],
    )


def source(statement: Statement) -> Markup:
    """Title and publisher, linked where the address is one a browser may follow."""
    title = statement.title or statement.source_url or "source title not recorded"
    url = safe_url(statement.source_url)
    return h.fragment(
        title if url is None else link_out(url, title),
        f" · {statement.publisher}" if statement.publisher else None,
    )


def link_out(url: str, words: str) -> Markup:
    """A link that opens in a tab of its own and tells the other side nothing of this one."""
    return h.a(href=url, target="_blank", rel="noopener noreferrer")[words]


def with_shared(text: str, shared_words: Sequence[str]) -> Markup:
    """``text`` with the words it shares with the claim marked."""
    words = sorted({word for word in shared_words if word.strip()}, key=len, reverse=True)
    if not words:
        return h.fragment(text)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    told, end = [], 0
    for found in pattern.finditer(text):
        told += [text[end : found.start()], h.mark[found.group()]]
        end = found.end()
    return h.fragment(told, text[end:])


def with_marks(text: str, marks: WordMarks) -> Markup:
    """``text``: what agrees with the claim underlined, what clashes waved and signed."""
    kinds = dict.fromkeys(marks.agreeing, "wb-agrees")
    kinds |= dict.fromkeys(marks.clashing, "wb-clashes")
    told, end = [], 0
    for span in sorted(kinds, key=lambda each: each.start):
        if span.start < end:
            continue
        sign = CLASH_SIGN if kinds[span] == "wb-clashes" else None
        told += [
            text[end : span.start],
            h.mark(f".{kinds[span]}")[text[span.start : span.end], sign],
        ]
        end = span.end
    return h.fragment(told, text[end:])


def _why(prior: Prior, marks: WordMarks | None = None) -> Markup:
    label = prior.label
    items = [f"The machine's guess: {shares_in_words(label)}", *label.reasons]
    if marks is not None and marks.clashing:
        clashing = ", ".join(
            f"“{prior.statement.text[span.start : span.end]}”" for span in marks.clashing
        )
        items.append(f"Waved and signed ≠, since the claim says otherwise: {clashing}")
    if prior.shared_words:
        items.append(f"Words in common: {', '.join(prior.shared_words)}")
    if prior.parts:
        parts = ", ".join(
            f"{PART_WORDS.get(name, name)} {value:.2f}" for name, value in prior.parts
        )
        items.append(f"Ranked {prior.rank} with {prior.score:.2f}: {parts}")
    if prior.lane is Lane.SINCE:
        items.append("It came after the article, so it cannot have been known to its writer")
    return _to_open("Why this match", items)


def verdict_words(version: VerdictVersion, author: str) -> Markup:
    """One line: the verdict, its version, who and when, how sure."""
    return h.fragment(
        f"{VERDICT_MARKS[version.verdict]} ",
        h.strong[VERDICT_WORDS[version.verdict]],
        verdict_origin(version, author),
    )


def verdict_origin(version: VerdictVersion, author: str) -> str:
    """What follows the finding in a line: how sure, its version, who and when."""
    sure = "" if version.confidence is None else f", {percent(version.confidence)} sure"
    return f"{sure} · version {version.version} · {author} · {moment(version.decided_at)}"


def verdict_card(version: VerdictVersion, author: str, *, note: str = "") -> Markup:
    """A verdict with its rationale and outside evidence; ``note`` tells of its sign-off."""
    return h.section(f".wb-card.wb-verdict.wb-{version.verdict}", aria_label="Verdict")[
        h.p(".wb-eyebrow")[verdict_words(version, author)],
        h.p(".wb-rationale")[version.rationale],
        _outside(version.outside_evidence),
        h.p(".wb-source")[note] if note else None,
    ]


def _outside(evidence: str | None) -> Markup | None:
    if not evidence:
        return None
    url = None if " " in evidence else safe_url(evidence)
    told = evidence if url is None else link_out(url, evidence)
    return h.p(".wb-source")["Evidence outside the archive: ", told]


def flag_line(flag: EvidenceFlag, statement: Statement | None) -> Markup:
    """One line on a statement that came after the verdict."""
    label = f"{RELATION_MARKS[flag.relation]} {RELATION_WORDS[flag.relation]}"
    if statement is None:
        told = f"statement {flag.statement_id}"
    else:
        who = statement.speaker or statement.actor or "Speaker not named"
        told = f"{who}, {day(statement.dated)}: “{statement.text}”"
    return h.li[h.strong[f"{label} {percent(flag.probability)}"], f" · {told}"]


def claim_line(claim: Claim) -> Markup:
    """A claim in one line of a list: who, how, and the words."""
    who = claim.speaker or claim.source_text or claim.actor or "The article"
    return h.li[h.strong[who], f" {POLARITY_WORDS[claim.polarity]}: “{claim.text}”"]
