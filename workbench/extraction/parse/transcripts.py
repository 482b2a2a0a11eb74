"""Transcripts and written statements: who speaks in which paragraph.

A turn begins with a label ("MR. KIRBY:", "Q", "John Kirby:") and runs to the next. A speech or a
statement whose title names its maker is one turn without a label. Labels, stage directions and
the opening lines are furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.extraction.parse.boilerplate import furniture_reason
from workbench.extraction.parse.interviews import (
    end_of_turns,
    interviewee,
    unlabelled_questions,
)
from workbench.extraction.parse.paragraphs import BLANK, ends_sentence
from workbench.extraction.parse.speaker_labels import (
    REPORTER,
    Directory,
    Identity,
    clean_title,
    is_question_label,
    issuer,
)
from workbench.extraction.parse.turn_labels import Form, TurnLabel, label_at
from workbench.model.article import Span

TURN_LABEL = "a turn's label"
_SWORN_IN = re.compile(r"\s*[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){1,3},[^\n]*\b(?:sworn|witness)\b")
_STAGE_WORDS = re.compile(
    r"(?i)laugh|applau|cross-?\s?talk|inaudible|interpret|translat|speaks|sings|pause|signed|signs|"
    r"depart|music|toast|cough|clears|silence|cheer|boo|audio|video|arabic|address|protest|phone|"
    r"nods|off.mic|in progress|technical|recording|gesture|chant|whistl|indistinct|unintelligible"
)
_STAGE = re.compile(r"[(\[](?P<words>[^()\[\]]{3,90})[)\]]")
_CLOCK = re.compile(r"(?i)\W*\d{1,2}[:.]\d\d\s*[ap]\.?m\.?.{0,20}")
_END = re.compile(r"(?i)\W*(?:end|ends|#{3}|-30-)\W*(?:\d{1,2}[:.]\d\d\s*[ap]\.?m\.?.{0,8})?")
_TITLED = re.compile(
    r"(?i)(?:MR|MS|MRS|DR|SEN|REP|GOV|SECRETARY|SENATOR|GOVERNOR|AMBASSADOR|ADMINISTRATOR|"
    r"REPRESENTATIVE|PRESIDENT|(?:FOREIGN |PRIME )?MINISTER|GENERAL|ADMIRAL|"
    r"THE (?:VICE )?PRESIDENT|THE FIRST LADY|VICE PRESIDENT|"
    r"SENIOR .{3,30} OFFICIAL|MODERATOR|OPERATOR|INTERPRETER|"
    r"AUDIENCE(?: MEMBER)?|PARTICIPANT|SPEAKER \d+|QUESTION|REPORTER)\b.*"
)
_NO_SPEAKERS = frozenset(
    words.strip()
    for words in """
    read more, also read, read also, watch, listen, photo, photos, video, update, updated, note,
    notes, editor's note, correction, breaking, exclusive, related, source, sources, subject, from,
    to, date, location, contact, tags, topics, background, summary, example, fact, facts, claim,
    fact sheet, myth, truth, rating, verdict, answer, step, pros, cons, result, results, title,
    author, published, more, see, nominations sent to the senate, memorandum for, where, when, what,
    withdrawals sent to the senate, why, who, how, ps, re, cc, warning, disclaimer, copyright,
    headline, section, chapter, part, table, figure, interview, live, opinion, comment, analysis,
    profile, explainer, review, q&a, podcast, obituary, letter, letters, in brief, at a glance,
    witnesses, members present, present, also present, panel, panellists, panelists, speakers,
    participants, guests, attendees, in attendance, appearances, apologies, oral evidence, agenda
    """.split(",")  # noqa: SIM905 - the same
)
_PARTICLES = frozenset(
    {"de", "van", "von", "der", "al", "bin", "la", "del", "di", "el", "the", "of"}
)
_SPEECH_TITLE = re.compile(
    r"(?i)(?:.{0,40}\b)?(?:remarks|press (?:briefing|gaggle|call|conference)|transcript|interview|"
    r"speech|address|statement|background (?:press )?(?:call|briefing)|hearing|debate)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|we|We|my|My|our|Our|me|us)\b")
_REPORTED = re.compile(r"\b(?:said|told (?:reporters|the)|according to|he added|she added)\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a transcript: part of a turn, or furniture with the reason why."""

    span: Span
    identity: Identity | None = None
    label: Span | None = None
    reason: str | None = None


def pieces(text: str, spans: Sequence[Span], title: str | None) -> tuple[Piece, ...] | None:
    """Cut a transcript, a speech or a statement into turns.

    Args:
        text: The document.
        spans: Its paragraphs.
        title: Its title, which often names who speaks.

    Returns:
        Pieces in order that cover the paragraphs, or None for a document that is none of these.
    """
    labels = _labels(text, spans, title)
    if labels:
        counts = Counter(label.words for label in labels if label is not None)
        first = next(number for number, label in enumerate(labels) if label is not None)
        introduced = None
        if not any(label is not None and label.form is Form.EXAMINER for label in labels):
            introduced = interviewee(text, spans[:first])
        directory = Directory(title, text, counts, introduced, is_court=_is_court(labels))
        return _read_labelled(text, spans, labels, directory)
    questions = unlabelled_questions(text, spans)
    if questions:
        answerer = interviewee(text, spans[: min(questions)])
        if answerer is not None:
            return _interview(text, spans, questions, answerer)
    maker = issuer(title)
    for span in spans[:_HEADINGS]:
        heading = text[span.start : span.end]
        if maker is None and len(heading) <= _LONGEST_HEADING:
            maker = issuer(heading)
            title = title if maker is None else heading
    if maker is not None and _is_in_own_words(text, title or ""):
        return _read_unlabelled(text, spans, maker)
    return None


def _labels(text: str, spans: Sequence[Span], title: str | None) -> list[TurnLabel | None]:
    """The label of each paragraph, or an empty list if the document is no transcript."""
    found = [_label(text, span) for span in spans]
    formal = _formal(text, spans, found)
    if formal:
        return formal
    found = [one if one is not None and one.form in _COMMON else None for one in found]
    strong = [label for label in found if label is not None and _is_strong(label.words)]
    weak = [label for label in found if label is not None and not _is_strong(label.words)]
    questions = sum(is_question_label(label.words) for label in strong)
    titled = sum(_TITLED.fullmatch(label.words) is not None for label in strong)
    counts = Counter(label.words for label in strong)
    repeated = sum(count for count in counts.values() if count >= 2)
    spoken = title is not None and _SPEECH_TITLE.match(clean_title(title)) is not None
    dialogue = len(counts) >= 2 and repeated >= 3 and (questions > 0 or titled or repeated >= 6)
    if (titled and (spoken or len(strong) >= 2)) or dialogue:
        # A name in mixed case ("Dr. WALENSKY:" apart) is no label among labels in capitals.
        return [label if label is not None and _is_strong(label.words) else None for label in found]
    both = [label for label in found if label is not None]
    counts = Counter(label.words for label in both)
    repeated = sum(count for count in counts.values() if count >= 2)
    if weak and len(counts) >= 2 and repeated >= 3 and len(both) >= 0.2 * len(spans):
        # A table ("Votes for A: 1,769") has labels too, but nobody says a sentence after them.
        said = sum(
            ends_sentence(text[label.end : span.end]) and span.end - label.end > 30
            for label, span in zip(found, spans, strict=True)
            if label is not None
        )
        return found if said >= 0.6 * len(both) else []
    return []


_BEFORE_NAMES = ("The ", "Mr ", "Ms ", "Mrs ", "Mr. ", "Ms. ", "Mrs. ")
_HEADINGS = 5
_LONGEST_HEADING = 160
_COMMON = frozenset({Form.PLAIN, Form.TIMED})


def _formal(
    text: str, spans: Sequence[Span], found: Sequence[TurnLabel | None]
) -> list[TurnLabel | None]:
    """The labels of a document whose labels have a form that nothing else has."""
    forms = Counter(label.form for label in found if label is not None)
    for form in (Form.VOICE, Form.RECORD, Form.HANSARD, Form.HEARING, Form.TIMED):
        number = forms[form]
        alone = form is Form.RECORD and number == 1 and "Congressional Record" in text[:2000]
        if number >= 2 or alone or (form is Form.VOICE and number):
            allowed = {form, Form.RECORD} if form is Form.HEARING else {form}
            if form is Form.RECORD:
                allowed = {form, Form.HEARING}
            if form is Form.TIMED:
                allowed = {form, Form.PLAIN}
            if form is Form.HANSARD:
                return _members(text, spans, found)
            return [one if one is not None and one.form in allowed else None for one in found]
    questions = sum(one is not None and one.words in ("Q", "A") for one in found)
    answers = sum(one is not None and one.words == "A" for one in found)
    if answers >= 2 and questions - answers >= 2:
        allowed = {Form.PLAIN, Form.EXAMINER}
        return [
            one
            if one is not None
            and one.form in allowed
            and (one.form is Form.EXAMINER or one.words == "A" or _is_strong(one.words))
            else None
            for one in found
        ]
    return []


def _members(
    text: str, spans: Sequence[Span], found: Sequence[TurnLabel | None]
) -> list[TurnLabel | None]:
    """Labels with a seat or an office in brackets, and the same names later without them."""
    labels = [label.words for label in found if label is not None and "(" in label.words]
    names = {words.split(" (")[0] for words in labels}
    for words in labels:  # "The Minister for Rail (Mr Otto Lamb)"
        if words.startswith("The "):
            names.add(re.sub(r"^(?:Mr|Mrs|Ms|Dr)\.? ", "", words.split("(")[1].rstrip(")")))
    names |= {" ".join(name.split()[-2:]) for name in names if len(name.split()) > 2}
    members: list[TurnLabel | None] = []
    for span, label in zip(spans, found, strict=True):
        alone = " ".join(text[span.start : span.end].split())
        if label is not None and label.form is Form.HANSARD:
            members.append(label)
        elif label is not None and label.form is Form.PLAIN:
            words = label.words
            named = words in names or words.startswith(_BEFORE_NAMES)
            members.append(label if named else None)
        elif alone in names:
            members.append(TurnLabel(span, span.end, alone, Form.HANSARD))
        else:
            members.append(None)
    return members


def _is_court(labels: Sequence[TurnLabel | None]) -> bool:
    words = {label.words.upper() for label in labels if label is not None}
    return bool(words & {"THE COURT", "THE WITNESS"}) or any(
        label is not None and label.form is Form.EXAMINER for label in labels
    )


def _label(text: str, span: Span) -> TurnLabel | None:
    found = label_at(text, span.start, span.end)
    if found is None or found.form not in (Form.PLAIN, Form.TIMED):
        return found
    words = found.words
    if words.lower() in _NO_SPEAKERS or not (_in_capitals(words) or _is_name(words)):
        return None
    return found


def _is_strong(words: str) -> bool:
    return _in_capitals(words) or is_question_label(words)


def _in_capitals(words: str) -> bool:
    """Whether the words are in capitals, as "MR. McDONOUGH" is: the last letters decide."""
    parts = [part for part in re.findall(r"[^\W\d_]+", words) if len(part) > 1]
    if words == "Q":
        return True
    if not parts or len(words.split()) > 7:
        return False
    return all(
        part[-2:].isupper() or part in ("Mr", "Ms", "Mrs", "Dr", "of", "and") for part in parts
    )


def _is_name(words: str) -> bool:
    parts = words.split()
    return (
        len(parts) <= 5
        and len(words) <= 40
        and parts[0][0].isupper()
        and all(part[0].isupper() or part[0].isdigit() or part in _PARTICLES for part in parts)
        and not words.endswith((".", "?", "!", ","))
    ) or is_question_label(words)


def _read_labelled(
    text: str, spans: Sequence[Span], labels: Sequence[TurnLabel | None], directory: Directory
) -> tuple[Piece, ...]:
    found: list[Piece] = []
    current: tuple[Identity, Span] | None = None
    last = _last_turn(text, spans, labels)
    for number, (span, label) in enumerate(zip(spans, labels, strict=True)):
        start = span.start
        if label is not None and label.form is Form.EXAMINER:
            directory.take_examiner(label.words)
            found.append(Piece(span, reason="who examines"))
            continue
        if label is not None:
            current = (directory.identity(label.words), label.span)
            start = label.end
            head = text[span.start : label.end].rstrip(BLANK)
            found.append(Piece(Span(span.start, span.start + len(head)), reason=TURN_LABEL))
        elif number > last or current is None or _is_margin(text[span.start : span.end]):
            found.append(_before_the_first_turn(text, span))
            continue
        elif directory.is_court and _SWORN_IN.match(text, span.start, span.end):
            found.append(Piece(span, reason="who is sworn in"))
            continue
        elif furniture_reason(text[span.start : span.end]) is not None:
            reason = furniture_reason(text[span.start : span.end])
            found.append(Piece(span, reason=reason))
            continue
        identity, label_span = current
        found.extend(_cut_directions(text, Span(start, span.end), identity, label_span))
    return tuple(found)


def _last_turn(text: str, spans: Sequence[Span], labels: Sequence[TurnLabel | None]) -> int:
    """The number of the last paragraph of the last turn; what follows it is the writer's.

    Only where every turn is one paragraph, as in printed interviews, is the next one not a turn.
    """
    numbers = [number for number, label in enumerate(labels) if label is not None]
    whole = all(
        label is None or label.end < span.end for span, label in zip(spans, labels, strict=True)
    )
    single = all(later - earlier == 1 for earlier, later in pairwise(numbers))
    asked = any(label is not None and is_question_label(label.words) for label in labels)
    return numbers[-1] if whole and single and asked and len(numbers) > 2 else len(spans)


def _interview(
    text: str, spans: Sequence[Span], questions: frozenset[int], answerer: Identity
) -> tuple[Piece, ...]:
    """Paragraphs that ask and answer by turns, without labels."""
    found: list[Piece] = []
    first, past = min(questions), end_of_turns(text, spans, questions)
    for number, span in enumerate(spans):
        reason = furniture_reason(text[span.start : span.end])
        if reason is not None:
            found.append(Piece(span, reason=reason))
        elif not first <= number < past:
            found.append(_before_the_first_turn(text, span))
        else:
            identity = Identity(REPORTER) if number in questions else answerer
            found.extend(_cut_directions(text, span, identity, None))
    return tuple(found)


def _read_unlabelled(text: str, spans: Sequence[Span], maker: Identity) -> tuple[Piece, ...]:
    found: list[Piece] = []
    begun = False
    for span in spans:
        paragraph = text[span.start : span.end]
        begun = begun or ends_sentence(paragraph) or len(paragraph.split()) > 20
        if not begun or _is_margin(paragraph):
            found.append(_before_the_first_turn(text, span))
        else:
            found.extend(_cut_directions(text, span, maker, None))
    return tuple(found)


def _is_margin(paragraph: str) -> bool:
    return len(paragraph) < 40 and (
        _CLOCK.fullmatch(paragraph) is not None
        or _END.fullmatch(paragraph) is not None
        or not any(character.isalpha() for character in paragraph)
    )


def _before_the_first_turn(text: str, span: Span) -> Piece:
    paragraph = text[span.start : span.end]
    if len(paragraph) > 200 or (ends_sentence(paragraph) and len(paragraph.split()) > 8):
        return Piece(span)  # a sentence of whoever published the transcript
    return Piece(span, reason="where and when it was said")


def _cut_directions(text: str, span: Span, identity: Identity, label: Span | None) -> list[Piece]:
    """What is said, with stage directions cut out where they stand between sentences."""
    found: list[Piece] = []
    start = span.start
    for match in _STAGE.finditer(text, span.start, span.end):
        if not _is_direction(text, match, span):
            continue
        _append_trimmed(found, text, Span(start, match.start()), identity, label)
        found.append(Piece(Span(*match.span()), reason="a stage direction"))
        start = match.end()
    _append_trimmed(found, text, Span(start, span.end), identity, label)
    return found


def _append_trimmed(
    found: list[Piece], text: str, span: Span, identity: Identity, label: Span | None
) -> None:
    words = text[span.start : span.end]
    start = span.end - len(words.lstrip(BLANK))
    end = span.start + len(words.rstrip(BLANK))
    if start >= end:
        return
    spoken = any(character.isalnum() for character in text[start:end])
    reason = None if spoken else "there are no words in it"
    found.append(
        Piece(Span(start, end), identity if spoken else None, label if spoken else None, reason)
    )


def _is_direction(text: str, match: re.Match[str], span: Span) -> bool:
    words = match["words"]
    before = text[max(span.start, match.start() - 6) : match.start()].rstrip(BLANK + "\"”’'*_)]")
    between_sentences = not before or before.endswith((".", "?", "!", "…", "—", "–", ":", ";"))
    if not between_sentences:
        return False
    if _STAGE_WORDS.search(words):
        after = text[match.end() : min(span.end, match.end() + 4)].strip(BLANK + "\"“‘'*_([")
        return words[0].isupper() or not after or after[0].isupper()
    return words[0].isupper() and words.endswith(".") and len(words.split()) <= 10


def _is_in_own_words(text: str, title: str) -> bool:
    """Whether a text whose title names its maker is theirs, and not a report about it."""
    words = max(1, text.count(" "))
    reported = len(_REPORTED.findall(text))
    first_person = len(_FIRST_PERSON.findall(text))
    if clean_title(title).lower().startswith(("statement", "message")):
        return reported <= 1 + words // 300 or first_person > reported
    return first_person >= 3 and first_person > 3 * reported
