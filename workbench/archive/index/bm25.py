"""BM25 over the words of statements and their headlines, on disk, filtered inside the search.

tantivy keeps the index; it is a copy of the database up to some row and may be thrown away at
any time. Rows are numbered from 1 without gaps, so the number of documents tells the last row.
"""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from workbench.archive.index.checked_files import checksum, read_note, write_note
from workbench.archive.index.filters import UNDATED, Filter, Passing

TITLE_WEIGHT = 0.5
WRITER_BYTES = 64_000_000
LONGEST_QUERY = 64  # different words; a longer text says little more about its topic
BROAD = 0.25
"""Share of passing rows from which reading further down the unfiltered hits is the quicker way."""
LISTED = 20_000
"""Passing rows up to which a speaker's are named to the index, which knows no speakers."""
_WORD = re.compile(r"\w+")
_REMEMBERED = 20_000  # texts whose stems are kept: candidates come back claim after claim


class WordIndex:
    """The word index in one folder; made empty where there is none or it cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._note_file = folder.with_suffix(".json")
        self._checksums: dict[str, int] = {}
        if not self._intact():
            shutil.rmtree(folder, ignore_errors=True)
        self._open()

    @property
    def rows(self) -> int:
        """How many statements are indexed: rows 1 to this one."""
        count: int = self._index.searcher().num_docs
        return count

    @property
    def noted(self) -> tuple[int, str]:
        """Up to which row the index was noted, and the mark that was given; (0, "") for never."""
        note = read_note(self._note_file)
        return (0, "") if note is None else (int(note["rows"]), str(note["mark"]))

    def note(self, mark: str) -> None:
        """Note what the files hold, so that damage and another archive's files are told later.

        Args:
            mark: What identifies the archive at the last row.
        """
        held = self._checksums
        self._checksums = {
            # what tantivy has written it does not change, except for its list of contents
            path.name: held[path.name]
            if path.name in held and path.suffix != ".json"
            else checksum(path)
            for path in self._files()
        }
        write_note(self._note_file, {"rows": self.rows, "mark": mark, "checksums": self._checksums})

    def clear(self) -> None:
        """Throw everything away and start empty."""
        self._note_file.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._checksums = {}
        self._open()

    def add(self, rows: Iterable[tuple[int, str, str, int, str, str, str, str]]) -> None:
        """Add rows as ``storage.statements.words_after`` gives them; they are found from now on."""
        import tantivy

        writer = self._index.writer(WRITER_BYTES, 1)
        for row_id, text, title, day, actor, article, publisher, language in rows:
            writer.add_document(
                tantivy.Document(
                    row=row_id,
                    text=text,
                    title=title,
                    day=day,
                    actor=actor,
                    article=article,
                    publisher=publisher,
                    language=language,
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(
        self, text: str, wanted: Filter, passing: Passing | None, limit: int
    ) -> dict[int, float]:
        """Row ids with their BM25 scores, best first.

        Args:
            passing: The rows that pass ``wanted``; None where all do.
        """
        topic = self._topic(text)
        if passing is not None and wanted.speaker and passing.count <= LISTED:
            return self._among(topic, [int(row) + 1 for row in passing.rows.nonzero()[0]], limit)
        if passing is not None and (wanted.speaker or passing.share >= BROAD):
            # tantivy leaves out what cannot be among the best only where there is no condition
            asked = math.ceil(2 * limit / passing.share)
            hits = self._hits(topic, [], asked)
            kept = {row: score for row, score in hits.items() if passing.rows[row - 1]}
            if wanted.speaker or len(kept) >= limit or len(hits) < asked:
                return dict(islice(kept.items(), limit))
        return self._hits(topic, self._conditions(wanted), limit)

    def scores(self, text: str, row_ids: Sequence[int]) -> dict[int, float]:
        """The BM25 scores of given rows; rows that share no word with ``text`` are left out."""
        return self._among(self._topic(text), row_ids, len(row_ids))

    def _among(self, topic: Any, row_ids: Sequence[int], limit: int) -> dict[int, float]:
        import tantivy

        if not row_ids:
            return {}
        among = tantivy.Query.term_set_query(self._index.schema, "row", list(row_ids))
        condition = (tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0))
        return self._hits(topic, [condition], limit)

    def rarity(self, stems: Iterable[str]) -> dict[str, float]:
        """The inverse document frequency of each stem, 0 to about 14."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        held = {stem: searcher.doc_freq("text", stem) for stem in set(stems)}
        return {
            stem: math.log(1 + (total - count + 0.5) / (count + 0.5))
            for stem, count in held.items()
        }

    def _files(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if not path.name.startswith(".")]

    def _intact(self) -> bool:
        """Whether the files are as noted. Those that came after the note are let pass."""
        note = read_note(self._note_file)
        try:
            noted: Mapping[str, int] = note["checksums"] if note is not None else {}
            for path in self._files():
                if path.suffix != ".json" and path.name in noted:
                    if checksum(path) != noted[path.name]:
                        return False
                    self._checksums[path.name] = noted[path.name]
        except (OSError, KeyError, TypeError):
            return False
        return note is not None

    def _open(self) -> None:
        import tantivy

        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(_schema(), path=str(self.folder), reuse=True)
            self._index.register_tokenizer("words", analyzer())
            self._index.searcher().search(tantivy.Query.all_query(), 1)
        except Exception:  # tantivy raises several kinds; whatever is there cannot be read
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(_schema(), path=str(self.folder), reuse=True)
            self._index.register_tokenizer("words", analyzer())

    def _topic(self, text: str) -> Any:
        import tantivy

        schema, any_of = self._index.schema, tantivy.Occur.Should
        query = tantivy.Query
        clauses = []
        for stem in list(dict.fromkeys(analyzer().analyze(text)))[:LONGEST_QUERY]:
            clauses.append((any_of, query.term_query(schema, "text", stem)))
            title = query.term_query(schema, "title", stem)
            clauses.append((any_of, query.boost_query(title, TITLE_WEIGHT)))
        return query.boolean_query(clauses) if clauses else query.empty_query()

    def _conditions(self, wanted: Filter) -> list[tuple[Any, Any]]:
        import tantivy

        schema, query, must = self._index.schema, tantivy.Query, tantivy.Occur.Must
        conditions: list[tuple[Any, Any]] = []
        if wanted.from_day is not None or wanted.to_day is not None:
            low = UNDATED + 1 if wanted.from_day is None else wanted.from_day
            days = query.range_query(schema, "day", tantivy.FieldType.Integer, low, wanted.to_day)
            if wanted.undated:
                none = query.term_query(schema, "day", UNDATED)
                any_of = tantivy.Occur.Should
                days = query.boolean_query([(any_of, days), (any_of, none)])
            conditions.append((must, query.const_score_query(days, 0.0)))
        for field, name in (
            ("actor", wanted.actor),
            ("publisher", wanted.publisher),
            ("language", wanted.language),
        ):
            if name is not None:
                theirs = query.term_query(schema, field, name)
                conditions.append((must, query.const_score_query(theirs, 0.0)))
        if wanted.not_article is not None:
            own = query.term_query(schema, "article", wanted.not_article)
            conditions.append((tantivy.Occur.MustNot, own))
        return conditions

    def _hits(self, topic: Any, conditions: list[tuple[Any, Any]], limit: int) -> dict[int, float]:
        import tantivy

        query = topic
        if conditions:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, topic), *conditions])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        if not hits:
            return {}
        rows: Any = searcher.fast_field_values("row", [address for _, address in hits])
        return {int(row): float(score) for row, (score, _) in zip(rows, hits, strict=True)}


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """Lower case, accents folded, English stop words out, English stems."""
    import tantivy

    keep = tantivy.Filter
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(keep.lowercase())
        .filter(keep.ascii_fold())
        .filter(keep.stopword("english"))
        .filter(keep.stemmer("english"))
        .build()
    )


@lru_cache(maxsize=_REMEMBERED)
def stems(text: str) -> tuple[str, ...]:
    """The index terms of a text, in order."""
    return tuple(analyzer().analyze(text))


@lru_cache(maxsize=_REMEMBERED)
def words_by_stem(text: str) -> Mapping[str, str]:
    """Each stem of a text with the first word it comes from, as written."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        for stem in stems(word):
            found.setdefault(stem, word)
    return found


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", fast=True, indexed=True)
    builder.add_integer_field("day", fast=True, indexed=True)
    builder.add_text_field("text", tokenizer_name="words", index_option="freq")
    builder.add_text_field("title", tokenizer_name="words", index_option="freq")
    for name in ("actor", "article", "publisher", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()
