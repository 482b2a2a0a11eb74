"""Which paragraphs are the page's furniture and not the article's words, and why.

Every rule names a form that only furniture takes. What reads as a sentence with something
reported in it stays in the article: a missed claim costs more than a stray line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.extraction.parse.paragraphs import ends_sentence

_LONGEST = 600
"""Characters; no furniture is longer, and rules need not look at more."""

_NAME = r"(?:[^\W\d_a-z][\w.'’\-]*|de|van|von|der|al|bin|la|del|di)"
_STAFF = r"(?:and|for|in|of|at|the|staff|writer|reporter|correspondent|editor|with|special|to|&)"
_CREDITS = (
    r"photo\w*|image\w*|picture\w*|getty|wikimedia|shutterstock|unsplash|courtesy|handout|"
    r"screenshot|screengrab|file|pool|via|illustration|flickr|creative commons|public domain"
)
_AGENCIES = r"ap|reuters|afp|epa|tass|upi|dpa|bloomberg|xinhua"
_SOCIAL = frozenset(
    """
    facebook twitter telegram whatsapp linkedin instagram youtube pinterest reddit x email e-mail
    print pocket flipboard tumblr messenger copy link share tweet save pin like follow us on via to
    this article story post comment comments reply sms viber vk
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)
_LINK_HEADINGS = (
    r"related(?: \w+)?|read (?:more|also|next)|see also|also (?:read|on)|"
    r"more (?:news|stories|on this.{0,30}|from .{3,40})|recommended(?: for you)?|"
    r"most (?:read|popular|viewed)|trending(?: now)?|top stories|you (?:may|might) also like|"
    r"latest (?:news|stories)|up next|explore more|editor['’]?s?['’]? picks?"
)
_MENU = (
    r"navigation|menu|home|search|skip to (?:main )?content|log ?in|sign in|sign up|register|"
    r"subscribe|advertisements?|advert|sponsored(?: content)?|newsletters?|contact us|about us|"
    r"privacy policy|terms (?:of use|and conditions|of service)|back to top|breaking news|"
    r"see more|show more|load more|watch live|listen|live|video|photos?|gallery|opinion|comments?|"
    r"leave a (?:comment|reply)|next(?: article| post)?|previous(?: article| post)?|"
    r"continue reading.*|(?:story|article) continues below.*|end of .{3,30}|ends?|tags|topics|"
    rf"follow us|{_LINK_HEADINGS}"
)
_LINK_LISTS = re.compile(rf"(?i)(?:{_LINK_HEADINGS})\s*:?")
_DATE_WORD = re.compile(
    r"(?i)jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s|sday)?|"
    r"wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|[ap]\.?m\.?|gmt|utc|"
    r"[ecmp][sde]?t|bst|cest|local|time|at|on|of|published|updated|posted|last|first|modified|date|"
    r"by|\d{1,4}(?:st|nd|rd|th)?|\d[\d:./\-]{1,20}(?:[ap]m)?"
)
_SEPARATORS = re.compile(r"[\s,|/·•()\-–]+")
_FINITE = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|"
    r"said|says|told|tells|say|went|left|came|took|made|gave|began|fell|rose|held|met|sent|"
    r"[a-z]{3,}ed)\b"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    reason: str


def _rule(reason: str, pattern: str) -> _Rule:
    return _Rule(re.compile(pattern, re.IGNORECASE), reason)


# Forms that are furniture whole, whatever else the page holds.
_WHOLE_LINE = (
    _rule("an entry of a menu", rf"(?:{_MENU})\s*[:>»|]?"),
    _rule("an address and no sentence", r"\W*(?:https?://|www\.)\S+|\S+@\S+\.\S+|@\w+"),
    _rule(
        "a counter",
        r"\d[\d.,]*\s*[km]?\s*(?:comments?|shares?|views?|likes?|min(?:ute)?s? read|"
        r"(?:minutes?|hours?|days?|weeks?|months?) ago)",
    ),
    _rule("an end mark", r"\W*(?:-?\s*30\s*-?|ends?|the end|fin)\W*"),
    _rule("a link and no sentence", r"!?\[[^\]]*\]\([^)]*\)"),
    _rule(
        "a label of the page",
        r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|labels?|posted in|sources?|"
        r"section|location|author|editor|language|reading time|(?:press |media )?contact)"
        r"\s*[:|].{0,160}(?<![.!?”\"])",
    ),
    _rule(
        "a pointer to another page",
        r"[\[(>»•\s]*(?:read (?:more|also|next|the full (?:story|article|text|report))|"
        r"also (?:read|see)|see also|related(?: \w+)?|more(?: on this)?|watch|listen|"
        r"don['’]t miss|recommended|must read|photos?|video|gallery|explainer|read)"
        r"\s*[:|»>].{0,240}",
    ),
    _rule("a pointer to another page", r"(?:click|tap) (?:here|on)\b.{0,120}"),
    _rule(
        "where the article was first published",
        r"(?:this|the) (?:article|story|report|piece|post|content|text|material|dispatch)\b"
        r"[^“”\"]{0,60}\b(?:originally|first) (?:published|appeared|posted|printed)\b.{0,200}",
    ),
    _rule(
        "where the article was first published",
        r"(?:originally published|(?:re)?published (?:with|by) (?:the )?(?:kind )?permission|"
        r"reprinted (?:with|by) permission|reposted from|first published)\b.{0,200}",
    ),
    _rule(
        "a copyright line",
        r"(?:©|\(c\)\s|copyright\b(?=.{0,40}(?:\d{4}|©|\(c\)|all rights))).{0,300}",
    ),
    _rule(
        "a notice on cookies",
        r"(?:we|this (?:site|website)|our (?:site|website|partners)|"
        r"by (?:using|continuing|clicking))\b(?=.{0,200}\bcookies?\b).{0,500}",
    ),
    _rule(
        "a photo credit",
        r"[(\[]?\W*(?:file )?(?:photo(?:graph)?s?|images?|pictures?|illustration|graphic|"
        r"credits?|screenshot)(?: credits?| by| courtesy| via)?"
        r"\s*(?:[:©/|]|by |courtesy |via ).{0,300}",
    ),
    _rule("a photo caption", r"(?:file (?:photo|[-–—])|pictured[: ]|\(?file\)?\s*[-–—:]).{0,400}"),
    _rule(
        "who reported and edited",
        r"\(?(?:(?:additional |further )?reporting|writing|editing|compiled|edited|translated|"
        r"written|produced|with (?:reporting|files|input))\b"
        r"(?: and (?:writing|editing|reporting))?\s*(?:by|from|:)\s+"
        r"(?-i:[^\W\d_a-z])[^“”\"]{0,200}",
    ),
    _rule(
        "a note on the article itself",
        r"(?:this (?:article|story|report|post|page|interview|conversation|transcript)"
        r" (?:has been|was) (?:lightly |slightly )?"
        r"(?:corrected|updated|amended|edited|condensed|shortened|translated)|"
        r"(?:interview|conversation) by (?=[A-Z])|translated from the|"
        r"the views expressed (?:in this|here)|"
        r"editor['’]?s['’]? note|notes? (?:to|for) editors|disclaimer\s*:)\b.{0,400}",
    ),
    _rule(
        "a note on the document itself",
        r"(?:transcripts? (?:is|are) (?:made|created) on a rush deadline|"
        r"this (?:press )?summary is (?:provided|issued) to (?:assist|help)|"
        r"(?:references|figures|numbers) in (?:square )?brackets (?:are|refer) to|"
        r"(?:photo(?:graph)?s|images|pictures|video|footage|interviews)"
        r" (?:may be used|(?:is|are) available|(?:may|can) be (?:used|downloaded|arranged))\b"
        r"(?=.{0,80}\b(?:credit|free|request|download|from|on|at)))\b.{0,400}",
    ),
    _rule(
        "an advertisement",
        r"(?:advertisement|sponsored|promoted|paid content)\b\W.{0,100}(?<!\.)",
    ),
    _rule(
        "a way to reach the staff",
        r"(?:contact|e-?mail|write to|reach) (?:us|the (?:author|editor|newsroom))\b.{0,160}",
    ),
    # The word after the verb keeps real sentences out: "Support here has fallen", "Like us, they".
    _rule(
        "an invitation to subscribe, follow or share",
        r"(?:please |also |to )?(?:(?:join|like|follow|support|visit|find|check out) (?:our|us on|"
        r"us at|us in)\b|(?:join|follow) (?:us|the (?:conversation|discussion))\b(?! in )|"
        r"subscribe\b(?=.*\b(?:to|now|today|here)\b)|sign up\b(?=.*\b(?:for|to|here|now)\b)|"
        r"support (?:us|independent journalism)\b|share this\b|share (?:on|via|with your)\b|"
        r"(?:get|receive) (?:our|the latest|more|breaking|daily|all the)\b(?=.*\b(?:app|inbox|"
        r"newsletters?|e-?mails?|alerts?|news|updates)\b)|download (?:our|the)\b(?=.*\bapp\b)|"
        r"(?:follow|like)\b(?=.*(?:@\w|\bon (?:twitter|facebook|telegram|instagram|x|youtube|"
        r"google news|whatsapp)\b)))[^“”\"]{0,240}",
    ),
)

# Forms that show at the end.
_CLOSING = (
    _rule("who reported and edited", r"contributed to this (?:report|story|article|piece)\.?"),
    _rule(
        "reprint permission",
        r"(?:re-?printed|re-?published|re-?posted|used) (?:here )?(?:with|by) "
        r"(?:the )?(?:kind )?permission[^.]{0,60}\.?",
    ),
    _rule("a copyright line", r"all rights reserved\.?"),
    _rule(
        "a note on the author",
        r"(?:follow|find|reach|contact) (?:him|her|them|the author|me) (?:on|at|via)\b"
        r"[^.]{0,80}[.\w]*",
    ),
    _rule(
        "a note on the author",
        r"(?:can|may) be (?:reached|contacted|e-?mailed) (?:at|on|via)\b.{0,80}",
    ),
)

_BYLINE = re.compile(
    rf"(?i:by|from|—|–|-)[\s:]+{_NAME}(?:(?:[,|/]?\s+|,\s*|/)(?:{_NAME}|{_STAFF})){{1,14}}"
)
_CREDIT = re.compile(r"[(\[](?P<words>[^()\[\]]{2,90})[)\]]\W*$")
_CREDIT_WORDS = re.compile(rf"(?i)\b(?:{_CREDITS})\b")
_CREDIT_SOURCE = re.compile(rf"(?i)(?:{_AGENCIES})\W*|[^/]{{2,40}}/[^/]{{2,40}}")
_NO_CREDIT = re.compile(r"(?i)\b(?:warning|contains?|shows?|see|watch)\b")


def furniture_reason(paragraph: str) -> str | None:
    """Why a paragraph is furniture by its own form, or None if it may be the article's.

    Args:
        paragraph: One paragraph; line ends inside it count as blanks.
    """
    if not any(character.isalpha() for character in paragraph[:_LONGEST]):
        return "there are no words in it" if len(paragraph) <= _LONGEST else None
    if len(paragraph) > _LONGEST:
        return None
    line = " ".join(paragraph.split()).strip("*_ ")
    bare = line.lstrip("•·▪►>#-–—| ").rstrip("•·►>| ")
    for rule in _WHOLE_LINE:
        if rule.pattern.fullmatch(bare) or rule.pattern.fullmatch(line):
            return rule.reason
    reason = _reason_by_words(bare)
    if reason is not None:
        return reason
    for rule in _CLOSING:
        match = rule.pattern.search(bare)
        if match is not None and match.end() == len(bare) and "“" not in bare:
            return rule.reason
    return _caption_reason(line)


def _reason_by_words(line: str) -> str | None:
    """What a short line is when every word of it is of one sort."""
    if len(line.split()) <= 16 and _BYLINE.fullmatch(line.rstrip(".")) and not _FINITE.search(line):
        return "a byline"
    words = [word for word in _SEPARATORS.split(line.rstrip(".: ")) if word]
    if not 2 <= len(words) <= 14:
        return None
    if all(word.lower() in _SOCIAL for word in words):
        return "share buttons"
    dates = all(_DATE_WORD.fullmatch(word.rstrip(":")) for word in words)
    if dates and any(any(map(str.isdigit, word)) for word in words):
        return "a date by itself"
    return None


def _caption_reason(line: str) -> str | None:
    """A short paragraph that closes with a picture credit in brackets is a caption.

    A sentence that closes with a bare agency name is the agency's report, so it stays.
    """
    credit = _CREDIT.search(line)
    if credit is None or len(line.split()) > 60 or credit.start() == 0:
        return None
    words, before = credit["words"], line[: credit.start()]
    named = _CREDIT_WORDS.search(words) is not None and not _NO_CREDIT.search(words)
    if named and len(words.split()) <= 12 and before.count(". ") <= 2:
        return "a photo caption with its credit"
    agency = _CREDIT_SOURCE.fullmatch(words) is not None and line[credit.start()] == "("
    if agency and not _FINITE.search(before):
        return "a photo caption with its credit"
    return None


def opens_link_list(paragraph: str) -> bool:
    """Whether the paragraph is a heading under which pages list links to other articles."""
    return len(paragraph) <= 60 and _LINK_LISTS.fullmatch(paragraph.strip("*_#• ")) is not None


def reads_as_sentence(paragraph: str) -> bool:
    """Whether a paragraph ends as a sentence and holds more than a label would."""
    return ends_sentence(paragraph) and (len(paragraph) > 80 or len(paragraph.split()) >= 4)
