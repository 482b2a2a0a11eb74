"""What is said in turns and quotations and claims nothing: thanks, greetings, orders, the chair."""

from __future__ import annotations

import re
from typing import Final

from workbench.extraction.candidates.page import Page
from workbench.extraction.parse.tree import Tree
from workbench.model.article import Span

_OPENINGS: Final = (
    r"thank(?:s| you)\b|many thanks|good (?:morning|afternoon|evening|night)|welcome\b|"
    r"hello\b|hi\b|"
    r"excuse me|sorry\b|congratulations|cheers\b|goodbye|bye\b|it['’]s a pleasure|"
    r"(?:i|we) (?:yield|thank|rise to|ask unanimous|reserve|beg|am grateful|are grateful|withdraw|"
    r"appreciate|want to thank|would like to thank|move (?:that|to)|second the)\b|"
    r"(?:mr\.?|madam|mrs\.?|ms\.?) (?:speaker|president|chairman|chair), i (?:yield|rise to|ask)|"
    r"reclaiming my time,? i yield|objection\b|overruled|sustained|order[.,!]|proceed|hear, hear|"
    r"(?:is )?there (?:was |is |being )?(?:no )?objection|without objection|so ordered|"
    r"under (?:a|the) previous order|the question is\b|the (?:noes|ayes) have|"
    r"the (?:chair|clerk|secretary) (?:will|recognizes)|the meeting is|i (?:now )?give the floor|"
    r"i (?:now )?call (?:the|on)|will the (?:gentleman|gentlewoman|senator)|"
    r"the (?:sub)?committee will come to order|the house will|as i was saying|look,? people should|"
    r"for the record\b.{0,3}$|hold on|let me be clear\.?$|we['’]ll be (?:right back|following)|"
    r"(?:and )?(?:now|next|back) (?:over )?to\b|joining (?:me|us) (?:now )?is\b.{0,3}$"
)
_COURTESY: Final = re.compile(_OPENINGS, re.IGNORECASE)
_RECOGNISED: Final = re.compile(
    r"(?i)\b(?:gentleman|gentlewoman|senator|member|lady)\b.{0,60}\b(?:is|are) recognized\b"
    r"|\btime (?:of the .{0,40})?has expired\b|\bhas \d+ (?:minutes?|seconds?) (?:left|remaining)\b"
)
_MARKS: Final = "\"“”'‘’»« \n\t"
_PLEASE: Final = frozenset({"please", "let", "let's", "let’s"})


def is_courtesy(page: Page, span: Span) -> bool:
    """Whether a spoken sentence greets, thanks, asks for something or keeps order.

    Args:
        page: The article.
        span: A sentence of a turn or a quotation.
    """
    words = page.text[span.start : span.end].strip(_MARKS)
    if _COURTESY.match(words) is not None or _RECOGNISED.search(words) is not None:
        return True
    return _is_request(page.tree, page.token_at(span.start), page.token_at(span.end - 1))


def _is_request(tree: Tree, first: int, last: int) -> bool:
    """An imperative: "Ask me something else", "Let him deny it", "Don't go away"."""
    while first < last and (
        tree.part[first] in ("PUNCT", "SPACE", "INTJ", "CCONJ") or tree.lower[first] == "please"
    ):
        first += 1
    if tree.lower[first] in _PLEASE:
        return True
    verb = first
    if tree.lower[first] in ("do", "never", "just", "always") and first < last:
        verb = tree.head[first] if first < tree.head[first] <= last else first
    if tree.tag[verb] != "VB" or tree.part[verb] != "VERB":
        return False
    if tree.child(verb, "nsubj", "nsubjpass", "csubj", "expl") is not None:
        return False
    return tree.child(verb, "aux") is None or tree.lower[first] == "do"
