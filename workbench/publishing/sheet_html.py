"""A sheet as HTML for paper: no script, its own style, and every word from outside escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

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
    percent,
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


def sheet_html(of: SheetContents) -> str:
    """The whole page."""
    claim, version = of.known.claim, of.known.version
    title = f"Sign-off sheet {claim.claim_id}, version {version.version}"
    parts = (_head, _claim, _verdict, _evidence, _known, _opinions, _history, _proof)
    body = "".join(part(of) for part in parts)
    policy = sheet_policy().replace("; frame-ancestors 'none'", "")  # not allowed in a meta element
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style()}</style>\n</head>\n"
        f"<body>\n<main>{body}</main>\n</body>\n</html>\n"
    )


def _head(of: SheetContents) -> str:
    signed, version = of.sign_off, of.known.version
    article = of.known.article
    note = f"<p>Note: {escape(signed.note)}</p>" if signed.note else ""
    return (
        '<header><p class="soft screen">For the file: print this page (Ctrl+P), or save it.</p>'
        f"<h1>{escape(article.title or 'Untitled article')}</h1>"
        f'<p class="stands">{VERDICT_MARKS[version.verdict]} '
        f"{version.verdict.value.capitalize()} · {DID[signed.decision]} by "
        f"{_name(of, signed.signed_by)}, {moment(signed.signed_at)}"
        f"</p>{note}</header>{_stands_no_more(of)}"
    )


def _stands_no_more(of: SheetContents) -> str:
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
            f"Correction note: {escape(again.correction_note)}"
        )
    if len(of.history) > version:
        latest = of.history[-1]
        told.append(
            f"Version {latest.verdict.version} ({latest.verdict.verdict.value}) has taken the "
            f"place of version {version}: {_became(of, latest)}."
        )
    return "".join(f'<p class="warning">{line}</p>' for line in told)


def _claim(of: SheetContents) -> str:
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
        ("Who says it", escape(who)),
        ("How", escape(", ".join(how))),
        ("Said on", escape(day(claim.said_on, missing="not stated in the article"))),
        ("Article", _source(article.title, article.publisher, article.url)),
        ("Published", escape(day(article.published_on))),
        ("Place", f"characters {claim.start:,} to {claim.end:,}"),
        ("Claim", f'<span class="print">{escape(claim.claim_id)}</span>'),
    ]
    return (
        f'<h2>The claim</h2><blockquote><span class="around">{escape(before.lstrip())}</span>'
        f'<strong>{escape(claim.text)}</strong><span class="around">{escape(after.rstrip())}'
        f"</span></blockquote>{_list(rows)}"
    )


def _verdict(of: SheetContents) -> str:
    version = of.known.version
    sure = "" if version.confidence is None else f", {round(version.confidence * 100)} % sure"
    rows = [
        ("Decided by", f"{_name(of, version.author)}, {moment(version.decided_at)}{sure}"),
        ("Version", str(version.version)),
    ]
    if version.outside_evidence:
        outside = version.outside_evidence
        rows.append(("Evidence outside", _source(None, None, outside)))
    return (
        f'<h2>The verdict</h2><p class="finding">{VERDICT_MARKS[version.verdict]} '
        f'{version.verdict.value.capitalize()}</p><p class="reason">{escape(version.rationale)}'
        f"</p>{_list(rows)}"
    )


def _evidence(of: SheetContents) -> str:
    cited = of.cited
    heading = f"<h2>Cited evidence ({len(of.known.version.cited)})</h2>"
    if not cited:
        return heading + "<p>No statement of the archive is cited.</p>"
    items = "".join(f"<li>{_statement(one.statement)}{_label(one)}</li>" for one in cited)
    return f'{heading}<ol class="evidence">{items}</ol>'


def _statement(statement: Statement) -> str:
    who = [
        f"<strong>{escape(statement.speaker or statement.actor or 'Speaker not named')}</strong>"
    ]
    if statement.speaker_role:
        who.append(escape(statement.speaker_role))
    if statement.actor and statement.speaker and statement.actor != statement.speaker:
        who.append(f"for {escape(statement.actor)}")
    return (
        f"<p>{', '.join(who)}, {escape(_dated(statement))}: “{escape(statement.text)}”</p>"
        f'<p class="by">{_source(statement.title, statement.publisher, statement.source_url)}'
        f" · statement {escape(statement.statement_id)}</p>"
    )


def _label(prior: Prior) -> str:
    reprinted = ""
    if prior.reprinted:
        reprinted = f"; the same text in {len(prior.reprinted)} more places, one source"
    return f'<p class="by">By the machine\'s reading: {_relation(prior)}{reprinted}</p>'


def _known(of: SheetContents) -> str:
    """What stood before the signer besides the cited statements."""
    rest = of.passed_over
    counts = ", ".join(
        f"{sum(one.label.relation is relation for one in of.known.priors)} {words}"
        for relation, words in (
            (Relation.CONTRADICTS, "read as contradicting the claim"),
            (Relation.SUPPORTS, "as supporting it"),
            (Relation.RELATED, "as neither"),
        )
    )
    told = f"<p>{len(of.known.priors)} statements were shown: {counts}.</p>"
    told += _table(
        ("Said", "Who", "Not cited", "Machine's reading"),
        (
            (
                escape(_dated(one.statement)),
                escape(one.statement.speaker or one.statement.actor or "not named"),
                escape(one.statement.text),
                escape(_relation(one)),
            )
            for one in rest
        ),
    )
    if of.known.flags:
        found = ", ".join(escape(flag.statement_id) for flag in of.known.flags)
        told += f"<p>After the verdict and before the signature came: {found}.</p>"
    if of.sign_off.seen:
        seen = ", ".join(map(escape, of.sign_off.seen))
        told += f"<p>The signer had seen what came since: {seen}.</p>"
    if of.known.version.models:
        models = "; ".join(
            f"{escape(name)} {escape(revision)}" for name, revision in of.known.version.models
        )
        told += f'<p class="soft">Models behind the readings: {models}</p>'
    return f"<h2>What was known at sign-off</h2>{told}"


def _opinions(of: SheetContents) -> str:
    if not of.known.opinions:
        return ""
    rows = (
        (
            _name(of, one.reviewer),
            f"{VERDICT_MARKS[one.verdict]} {one.verdict.value}",
            escape(one.rationale),
            f"{moment(one.given_at)}, beside version {one.version}",
        )
        for one in of.known.opinions
    )
    heads = ("Who, without sight of the verdict", "Found", "Why", "When")
    return f"<h2>Second opinions</h2>{_table(heads, rows)}"


def _history(of: SheetContents) -> str:
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
    return f"<h2>Versions</h2>{_table(('Version', 'Verdict', 'By', 'What became of it'), rows)}"


def _became(of: SheetContents, entry: HistoryEntry) -> str:
    told = []
    if entry.sign_off is not None:
        signed = entry.sign_off
        words = f"{DID[signed.decision].lower()} by {_name(of, signed.signed_by)}"
        words += f", {moment(signed.signed_at)}"
        told.append(words + (f": {escape(signed.note)}" if signed.note else ""))
    if entry.withdrawal is not None:
        gone = entry.withdrawal
        words = f"withdrawn, {moment(gone.withdrawn_at)}"
        told.append(words + (f": {escape(gone.reason)}" if gone.reason else ""))
    if entry.reopening is not None:
        again = entry.reopening
        told.append(
            f"reopened by {_name(of, again.reopened_by)}, {moment(again.reopened_at)}; "
            f"correction note: {escape(again.correction_note)}"
        )
    return "; ".join(told) if told else "nobody has signed it"


def _proof(of: SheetContents) -> str:
    signed, known = of.sign_off, of.known
    claim_id, version = escape(known.claim.claim_id), known.version.version
    rows = [
        ("What was known", _hash(signed.known_sha256 or UNPROVED)),
        ("Ledger's head", _hash(signed.ledger_head or UNPROVED)),
        ("Article's text", _hash(known.article.sha256)),
    ]
    head = escape(signed.ledger_head or "HEAD")
    return (
        f'<h2>Proof</h2><p class="soft">SHA-256 of what the signer had before them, of the ledger '
        f"at that moment and of the article. The desk proves them again with "
        f'<span class="print">workbench audit as-known {claim_id} {version}</span> and '
        f'<span class="print">workbench audit verify --containing {head}</span>.</p>{_list(rows)}'
        '<footer class="signature"><p class="soft">Checker</p><p class="soft">Supervisor</p>'
        "</footer>"
    )


def _hash(words: str) -> str:
    return f'<span class="print">{escape(words)}</span>'


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{value}</dd>' for name, value in rows)}</dl>"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Cells are HTML already; nothing where there is no row."""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    if not lines:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _source(title: str | None, publisher: str | None, url: str | None) -> str:
    """Title, publisher and address in full, since paper has no links."""
    told = [escape(part) for part in (title, publisher) if part]
    if url:
        words = escape(url)
        is_web = url.lower().startswith(("https://", "http://")) and " " not in url
        told.append(f'<a href="{words}" rel="noopener noreferrer">{words}</a>' if is_web else words)
    return " · ".join(told) if told else "source not recorded"


def _relation(prior: Prior) -> str:
    return f"{relation_word(prior.label)} {percent(prior.label.probability)}"


def _dated(statement: Statement) -> str:
    if statement.said_on is not None:
        return f"said {day(statement.said_on)}"
    if statement.published_on is not None:
        return f"published {day(statement.published_on)}"
    return "undated"


def _name(of: SheetContents, account: str) -> str:
    return escape(of.names.get(account, account))
