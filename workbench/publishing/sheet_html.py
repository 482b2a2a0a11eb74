"""A sheet as HTML for paper: no script, and its own style."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench import markup as h
from workbench.markup import Markup
from workbench.model.on_desk import HistoryEntry
from workbench.model.prior import Prior, Relation
from workbench.model.statement import Statement
from workbench.model.verdict import SignOffDecision
from workbench.words import (
    POLARITY_WORDS,
    QUOTATION_WORDS,
    VERDICT_MARKS,
    day,
    moment,
    relation_word,
)

if TYPE_CHECKING:
    from workbench.publishing.sheet import SheetContents

STYLE: Final = Path(__file__).resolve().parent / "sheet.css"
DID: Final[Mapping[SignOffDecision, str]] = {
    SignOffDecision.APPROVED: "Approved",
    SignOffDecision.RETURNED: "Returned",
}
UNPROVED: Final = "none: signed by an earlier release, rebuilt here but not proved"


@cache
def style() -> str:
    """The style of the sheet."""
    return STYLE.read_text("utf-8")


@cache
def sheet_policy() -> str:
    """Lets exactly this style through, and nothing else whatever."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def sheet_html(of: SheetContents) -> Markup:
    """The whole page."""
    claim, version = of.known.claim, of.known.version
    parts = (_head, _claim, _verdict, _evidence, _show_known, _opinions, _history, _proof)
    return h.document(
        f"Sign-off sheet {claim.claim_id}, version {version.version}",
        style(),
        [part(of) for part in parts],
        policy=sheet_policy().replace("; frame-ancestors 'none'", ""),  # not allowed in an element
    )


def _head(of: SheetContents) -> Markup:
    signed, version = of.sign_off, of.known.version
    article = of.known.article
    note = h.p[f"Note: {signed.note}"] if signed.note else None
    return h.fragment(
        h.header[
            h.p(".soft.screen")["For the file: print this page (Ctrl+P), or save it."],
            h.h1[article.title or "Untitled article"],
            h.p(".stands")[
                f"{VERDICT_MARKS[version.verdict]} {version.verdict.value.capitalize()} · "
                f"{DID[signed.decision]} by {_name(of, signed.signed_by)}, "
                f"{moment(signed.signed_at)}"
            ],
            note,
        ],
        _stands_no_more(of),
    )


def _stands_no_more(of: SheetContents) -> list[Markup]:
    """What has come after this sheet, in a box that nobody overlooks."""
    version = of.known.version.version
    told = []
    entry = of.history[version - 1]
    if of.sign_off.decision is SignOffDecision.RETURNED:
        told.append("This version was returned to the checker: it is not to be published.")
    if entry.reopening is not None:
        again = entry.reopening
        told.append(
            f"Reopened by {_name(of, again.reopened_by)}, {moment(again.reopened_at)}. "
            f"Correction note: {again.correction_note}"
        )
    if len(of.history) > version:
        latest = of.history[-1]
        told.append(
            f"Version {latest.verdict.version} ({latest.verdict.verdict.value}) has taken the "
            f"place of version {version}: {_became(of, latest)}."
        )
    return [h.p(".warning")[line] for line in told]


def _claim(of: SheetContents) -> Markup:
    claim, article = of.known.claim, of.known.article
    start = min(claim.sentence.start, claim.start)
    end = max(claim.sentence.end, claim.end)
    before, after = article.text[start : claim.start], article.text[claim.end : end]
    how = [POLARITY_WORDS[claim.polarity]]
    if claim.quotation is not None:
        how.append(QUOTATION_WORDS[claim.quotation])
    name = claim.speaker or claim.source_text or claim.actor
    who = "nobody named: the article states it as fact" if name is None else name
    if claim.actor is not None and claim.actor != name:
        who += f", for {claim.actor}"
    rows = [
        ("Who says it", who),
        ("How", ", ".join(how)),
        ("Said on", day(claim.said_on, missing="not stated in the article")),
        ("Article", _source(article.title, article.publisher, article.url)),
        ("Published", day(article.published_on)),
        ("Place", f"characters {claim.start:,} to {claim.end:,}"),
        ("Claim", h.span(".print")[claim.claim_id]),
    ]
    return h.fragment(
        h.h2["The claim"],
        h.blockquote[
            h.span(".around")[before.lstrip()],
            h.strong[claim.text],
            h.span(".around")[after.rstrip()],
        ],
        _list(rows),
    )


def _verdict(of: SheetContents) -> Markup:
    version = of.known.version
    sure = "" if version.confidence is None else f", {round(version.confidence * 100)} % sure"
    rows = [
        ("Decided by", f"{_name(of, version.author)}, {moment(version.decided_at)}{sure}"),
        ("Version", str(version.version)),
    ]
    if version.outside_evidence:
        outside = version.outside_evidence
        rows.append(("Evidence outside", _source(None, None, outside)))
    return h.fragment(
        h.h2["The verdict"],
        h.p(".finding")[f"{VERDICT_MARKS[version.verdict]} {version.verdict.value.capitalize()}"],
        h.p(".reason")[version.rationale],
        _list(rows),
    )


def _evidence(of: SheetContents) -> Markup:
    cited = of.cited
    heading = h.h2[f"Cited evidence ({len(of.known.version.cited)})"]
    if not cited:
        return h.fragment(heading, h.p["No statement of the archive is cited."])
    items = [h.li[_statement(one.statement), _label(one)] for one in cited]
    return h.fragment(heading, h.ol(".evidence")[items])


def _statement(statement: Statement) -> Markup:
    who: list[str] = [h.strong[statement.speaker or statement.actor or "Speaker not named"]]
    if statement.speaker_role:
        who.append(statement.speaker_role)
    if statement.actor and statement.speaker and statement.actor != statement.speaker:
        who.append(f"for {statement.actor}")
    return h.fragment(
        h.p[h.join(", ", who), f", {_show_day(statement)}: “{statement.text}”"],
        h.p(".by")[
            _source(statement.title, statement.publisher, statement.source_url),
            f" · statement {statement.statement_id}",
        ],
    )


def _label(prior: Prior) -> Markup:
    reprinted = ""
    if prior.reprinted:
        reprinted = f"; the same text in {len(prior.reprinted)} more places, one source"
    return h.p(".by")[f"By the machine's reading: {_relation(prior)}{reprinted}"]


def _show_known(of: SheetContents) -> Markup:
    """What stood before the signer besides the cited statements."""
    rest = of.passed_over
    counts = ", ".join(
        f"{sum(one.label.named is relation for one in of.known.priors)} {words}"
        for relation, words in (
            (Relation.CONTRADICTS, "read as contradicting the claim"),
            (Relation.SUPPORTS, "as supporting it"),
            (Relation.RELATED, "as neither"),
        )
    )
    told: list[Markup | None] = [
        h.p[f"{len(of.known.priors)} statements were shown: {counts}."],
        _table(
            ("Said", "Who", "Not cited", "Machine's reading"),
            (
                (
                    _show_day(one.statement),
                    one.statement.speaker or one.statement.actor or "not named",
                    one.statement.text,
                    _relation(one),
                )
                for one in rest
            ),
        ),
    ]
    if of.known.flags:
        found = ", ".join(flag.statement_id for flag in of.known.flags)
        told.append(h.p[f"After the verdict and before the signature came: {found}."])
    if of.sign_off.seen:
        seen = ", ".join(of.sign_off.seen)
        told.append(h.p[f"The signer had seen what came since: {seen}."])
    if of.known.version.models:
        models = "; ".join(f"{name} {revision}" for name, revision in of.known.version.models)
        told.append(h.p(".soft")[f"Models behind the readings: {models}"])
    return h.fragment(h.h2["What was known at sign-off"], told)


def _opinions(of: SheetContents) -> Markup | None:
    if not of.known.opinions:
        return None
    rows = (
        (
            _name(of, one.reviewer),
            f"{VERDICT_MARKS[one.verdict]} {one.verdict.value}",
            one.rationale,
            f"{moment(one.given_at)}, beside version {one.version}",
        )
        for one in of.known.opinions
    )
    heads = ("Who, without sight of the verdict", "Found", "Why", "When")
    return h.fragment(h.h2["Second opinions"], _table(heads, rows))


def _history(of: SheetContents) -> Markup:
    rows = (
        (
            f"{entry.verdict.version}"
            + (" (this sheet)" if entry.verdict.version == of.known.version.version else ""),
            f"{VERDICT_MARKS[entry.verdict.verdict]} {entry.verdict.verdict.value}",
            f"{_name(of, entry.verdict.author)}, {moment(entry.verdict.decided_at)}",
            _became(of, entry),
        )
        for entry in of.history
    )
    return h.fragment(
        h.h2["Versions"], _table(("Version", "Verdict", "By", "What became of it"), rows)
    )


def _became(of: SheetContents, entry: HistoryEntry) -> str:
    told = []
    if entry.sign_off is not None:
        signed = entry.sign_off
        words = f"{DID[signed.decision].lower()} by {_name(of, signed.signed_by)}"
        words += f", {moment(signed.signed_at)}"
        told.append(words + (f": {signed.note}" if signed.note else ""))
    if entry.withdrawal is not None:
        gone = entry.withdrawal
        words = f"withdrawn, {moment(gone.withdrawn_at)}"
        told.append(words + (f": {gone.reason}" if gone.reason else ""))
    if entry.reopening is not None:
        again = entry.reopening
        told.append(
            f"reopened by {_name(of, again.reopened_by)}, {moment(again.reopened_at)}; "
            f"correction note: {again.correction_note}"
        )
    return "; ".join(told) if told else "nobody has signed it"


def _proof(of: SheetContents) -> Markup:
    signed, known = of.sign_off, of.known
    claim_id, version = known.claim.claim_id, known.version.version
    rows = [
        ("What was known", _hash(signed.known_sha256 or UNPROVED)),
        ("Ledger's head", _hash(signed.ledger_head or UNPROVED)),
        ("Article's text", _hash(known.article.sha256)),
    ]
    head = signed.ledger_head or "HEAD"
    return h.fragment(
        h.h2["Proof"],
        h.p(".soft")[
            "SHA-256 of what the signer had before them, of the ledger at that moment and of the "
            "article. The desk proves them again with ",
            h.span(".print")[f"workbench audit as-known {claim_id} {version}"],
            " and ",
            h.span(".print")[f"workbench audit verify --containing {head}"],
            ".",
        ],
        _list(rows),
        h.footer(".signature")[h.p(".soft")["Checker"], h.p(".soft")["Supervisor"]],
    )


def _hash(words: str) -> Markup:
    return h.span(".print")[words]


def _list(rows: Iterable[tuple[str, str]]) -> Markup:
    return h.dl[((h.dt[name], h.dd[value]) for name, value in rows)]


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup | None:
    """Nothing where there is no row."""
    lines = [h.tr[(h.td[cell] for cell in row)] for row in rows]
    if not lines:
        return None
    head = [h.th(scope="col")[name] for name in heads]
    return h.table[h.thead[h.tr[head]], h.tbody[lines]]


def _source(title: str | None, publisher: str | None, url: str | None) -> Markup:
    """Title, publisher and address in full, since paper has no links."""
    told = [part for part in (title, publisher) if part]
    if url:
        is_web = url.lower().startswith(("https://", "http://")) and " " not in url
        told.append(h.a(href=url, rel="noopener noreferrer")[url] if is_web else url)
    return h.join(" · ", told or ["source not recorded"])


def _relation(prior: Prior) -> str:
    return relation_word(prior.label)


def _show_day(statement: Statement) -> str:
    if statement.said_on is not None:
        return f"said {day(statement.said_on)}"
    if statement.published_on is not None:
        return f"published {day(statement.published_on)}"
    return "undated"


def _name(of: SheetContents, account: str) -> str:
    return of.names.get(account, account)
