"""What the label at the head of a turn says: who speaks, by full name where the document has it.

"MR. KIRBY" becomes "John Kirby, NSC Coordinator for Strategic Communications" when the title or
the opening says so; an office ("THE PRESIDENT") takes the holder named in the title.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

from workbench.extraction.parse.rosters import read_roster

REPORTER = "Reporter"

_QUESTIONERS = frozenset(
    {"q", "question", "reporter", "journalist", "press", "correspondent", "reporters", "media"}
)
_TITLES = frozenset({"mr", "ms", "mrs", "miss", "dr"})
_HONORIFICS = frozenset(
    {"mr", "ms", "mrs", "miss", "dr", "sir", "madam", "lord", "lady", "dame", "prof", "professor"}
)
_OFFICES = (
    r"vice president|president|prime minister|deputy prime minister|foreign minister|minister|"
    "first lady|second gentleman|first gentleman|deputy secretary|press secretary|"
    "secretary-general|secretary general|secretary|senator|sen|representative|rep|congresswoman|"
    r"congressman|lt governor|lieutenant governor|governor|lt\.? gov(?:ernor)?|gov|mayor|"
    r"ambassador|administrator|"
    "admiral|adm|general|gen|colonel|col|major|captain|commander|sergeant|judge|justice|"
    "attorney general|chancellor|chairwoman|chairman|chair|chief|director|advisor|adviser|leader|"
    "speaker|king|queen|prince|princess|rabbi|reverend|rev|bishop|pope|spokesperson|spokesman|"
    "spokeswoman|coordinator|commissioner|delegate|councilmember|principal|chief executive"
)
_OFFICE = re.compile(rf"(?i)(?P<office>{_OFFICES})\.?\s+(?P<name>\S.*)")
_OFFICE_WITHIN = re.compile(rf"(?i)\b(?:{_OFFICES})\b")
_OFFICE_ALONE = re.compile(rf"(?i)(?:the\s+)?(?P<office>{_OFFICES})")
_NAMELESS = re.compile(
    r"(?i)\b(?:official|moderator|operator|audience|member|members|participant|aide|student|child|"
    r"interpreter|translator|customer|crew|staff|speaker \d+|host|interviewer|voice|panelist)\b"
)
# Words of offices and institutions that stand before a name and are no part of it.
_NO_GIVEN_NAME = frozenset(
    """
    administration administrator admiral adviser advisor affairs agency aide also ambassador
    and as assistant associate at attorney because bureau but by cabinet captain cea center
    chair chairman chairwoman chancellor chief climate colonel commander commerce
    commissioner committee communications congrats congress congressman congresswoman
    conversation coordinator council counsel counselor covid-19 day dear defense department
    deputy director discussion doctor domestic dr economic education energy epa excellency
    fda fema first for foreign former general gentleman gov governor he health hello her
    here’s hey he’s hi highness his homeland honorable house i if implementation in
    infrastructure is it’s i’m judge justice king labor lady leader let’s lieutenant like
    lord madam major majority mayor medical member minister minority miss monkeypox mr mrs
    ms national nec no now nsc of office officer official our policy pope president press
    prime prince princess principal prof professor public queen rabbi reception rep
    representative response rev reverend royal second secretary security sen senator senior
    sergeant she she’s sir so speaker special spokesman spokesperson spokeswoman staff state
    strategic team thank thanks that that’s the then this to today trade transportation
    treasury vice was we when white who’s with yes your
    """.split()  # noqa: SIM905 - forty words in a list of strings are harder to read
)
# Words that end a name in a title set in capitals ("Vice President Harris At Oakland").
_NOT_IN_NAME = frozenset(
    """
    aboard after ahead and announcing as at before by during en for following from in members
    of on route the to upon with
    """.split()  # noqa: SIM905 - forty words in a list of strings are harder to read
)
_NAME_WORD = r"[^\W\d_a-z][\w'’.\-]*"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a label stands for.

    Attributes:
        name: A person's fullest name, an anonymous description, or REPORTER.
        role: Their office, if the document gives it.
    """

    name: str
    role: str | None = None


def is_question_label(label: str) -> bool:
    """Whether a label marks a reporter's question."""
    return label.strip(" .:").lower() in _QUESTIONERS


class Directory:
    """The names a document gives in its title and text, asked by turn labels.

    Args:
        title: The document's title.
        text: Its text.
        labels: Every label of the document, repeats included, so that a misspelt one is known.
        introduced: Whom the introduction of an interview names.
        is_court: Whether it is a court's transcript, in which "A." is a witness.
    """

    def __init__(
        self,
        title: str | None,
        text: str,
        labels: Counter[str],
        introduced: Identity | None = None,
        *,
        is_court: bool = False,
    ) -> None:
        self._introduced = introduced
        self.is_court = is_court
        self._examiner: Identity | None = None
        self._title = clean_title(title) if title else ""
        self._text = text
        self._labels = tuple(labels)
        self._usual = [label for label, count in labels.items() if count >= 3]
        self._known: dict[str, Identity] = {}
        self._roster = read_roster(text)
        seated = [_official(label) for label in labels if "(" in label]
        self._seats = {one.name: one.role for one in seated if one is not None}

    def take_examiner(self, label: str) -> None:
        """Take the one whom "BY MR. DUNN:" names for who asks from here on."""
        self._examiner = self.identity(label)
        self._known.pop("Q", None)

    def identity(self, label: str) -> Identity:
        """Who the label stands for; never fails, at worst the label itself in plain case."""
        label = " ".join(label.split()).strip(" ,")
        if label not in self._known:
            spelled = label
            if label not in self._usual and len(label) > 6:
                close = get_close_matches(label, self._usual, n=1, cutoff=0.86)
                same_number = not re.search(r"\d", label)
                spelled = close[0] if close and same_number else label
            self._known[label] = self._add_listed_role(self._resolve(spelled))
        return self._known[label]

    def _add_listed_role(self, found: Identity) -> Identity:
        """With the office, or the body, that the list of those present gives."""
        if found.role is None:
            return Identity(found.name, self._roster.get(found.name, self._seats.get(found.name)))
        holders = [name for name, role in self._roster.items() if role == found.role]
        alone = found.name == f"the {found.role}" and len(holders) == 1
        return Identity(holders[0], found.role) if alone else found

    def _resolve(self, label: str) -> Identity:
        if is_question_label(label):
            return self._questioner()
        if label == "A":
            return self._interviewee()
        official = _official(label, is_assembly=_ASSEMBLY.search(self._text) is not None)
        if official is not None:
            return official
        label = _OF_STATE.sub("", label)
        longer = {other for other in self._labels if other.endswith(f" {label}")}
        if len(longer) == 1 and " " not in label:  # "TAPPER" after "JAKE TAPPER"
            label = longer.pop()
        label = label.split(",")[0]
        if label.casefold() in _HOSTS:
            named = _I_AM.search(self._text[:_OPENING])
            if named is not None:
                return Identity(named["who"], label.lower())
        if _NAMELESS.search(label):
            return Identity(label.lower().capitalize())
        alone = _OFFICE_ALONE.fullmatch(label.replace(".", ""))
        if alone is not None:
            return self._office_holder(alone["office"])
        words = label.split()
        if words[0].strip(".").lower() in _HONORIFICS and len(words) > 1:
            return self._person(" ".join(words[1:]), None)
        with_office = _OFFICE.fullmatch(label)
        if with_office is not None:
            return self._person(with_office["name"], _plain_case(with_office["office"]))
        if len(words) <= 4 and not re.search(r"\d", label):
            return self._person(label, None)
        return Identity(label.capitalize() if label.isupper() else label)

    def _questioner(self) -> Identity:
        """A reporter, except where the title tells of a conversation on a stage."""
        if self._examiner is not None or self.is_court:
            return Identity(REPORTER)
        match = re.search(
            rf"(?i:\bconversation\b)(?:.*?\s(?i:with)\s(?P<who>{_NAME_WORD}(?:\s+{_NAME_WORD})*))?",
            self._title,
        )
        if match is None:
            return Identity(REPORTER)
        name = _until_end_of_name(match["who"]) if match["who"] else ""
        return Identity(name if " " in name else "Interviewer")

    def _interviewee(self) -> Identity:
        """Whom the title says was asked ("Q&A with Vice President Biden")."""
        match = re.search(
            rf"(?i:q ?& ?a|interview|conversation|questions)\b.{{0,20}}?\s(?i:with|for|of)\s"
            rf"(?P<who>{_NAME_WORD}(?:\s+{_NAME_WORD})*)",
            self._title,
        )
        if self.is_court:
            return self._witness()
        if match is None:
            return self._introduced or Identity("Interviewee")
        return _split_office(match["who"]) or Identity(match["who"])

    def _witness(self) -> Identity:
        """Who is sworn in a court's transcript, else "the witness"."""
        match = _SWORN.search(self._text)
        return Identity("the Witness" if match is None else _plain_case(match["who"]), "witness")

    def _office_holder(self, office: str) -> Identity:
        """The holder the title names ("Remarks by President Biden"), else the office itself."""
        office_words = r"\s+".join(re.escape(word) for word in office.split())
        pattern = re.compile(
            rf"(?i:(?<!vice )(?<!deputy )\b{office_words})\s+"
            rf"(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}})"
        )
        role = _plain_case(office)
        for words in (self._title, self._text[:1500]):
            for match in pattern.finditer(words):
                name = _until_end_of_name(match["name"])
                if name:
                    return Identity(name if " " in name else f"{role} {name}", role)
        return Identity(f"the {role}", role)

    def _person(self, surname: str, role: str | None) -> Identity:
        """Look up the full name that ends in the label's words, in the title, then the text."""
        ending = r"\s+".join(re.escape(word) for word in surname.strip(".").split())
        pattern = re.compile(rf"(?<!\w){ending}(?!\w)", re.IGNORECASE)
        spelling = None
        said = {word.casefold() for word in surname.split()}
        for words in (self._title, self._text):
            found: Counter[str] = Counter()
            offices: dict[str, str] = {}
            for match in pattern.finditer(words):
                if match[0].isupper() and words is self._text:
                    continue  # another label
                spelling = spelling or " ".join(match[0].split())
                given, office = _given_name(_capitalised_before(words, match.start()))
                if said & {word.casefold() for word in given.split()}:
                    continue  # the name again, as where a headline ends in it
                if not given or (role is not None and role.split()[-1] not in office):
                    continue  # for "SENATOR CASEY" only a senator's name will do
                name = f"{given} {' '.join(match[0].split())}"
                found[name] += 1
                if office:
                    offices.setdefault(name, office)
            if found:
                name = found.most_common(1)[0][0]
                return Identity(name, offices.get(name, role))
        name = spelling if spelling is not None else _plain_case(surname)
        return Identity(name if role is None else f"{role} {name}", role)


_HOSTS = frozenset({"host", "presenter", "moderator", "anchor", "interviewer", "narrator"})
_I_AM = re.compile(rf"\bI['’]m (?P<who>{_NAME_WORD}(?: {_NAME_WORD}){{1,2}})")
_OPENING = 3000
_OF_STATE = re.compile(r"(?<=[A-Z]) of [A-Z].*$")
_SWORN = re.compile(
    r"(?m)^\s*(?P<who>[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){1,3}),"
    r"(?=[^.\n]{0,80}\b(?:sworn|called|witness))"
)
_PRESIDES = re.compile(
    r"(?i)(?:the )?(?:acting )?(?:speaker|president|presiding officer|chair|chairman|chairwoman"
    r"|court)(?: pro tempore)?"
)
_MEMBER = re.compile(
    r"(?P<name>[^()]+?)\s*\((?P<seat>[^()]+)\)(?:\s*\((?P<party>[^()]+)\))?(?:\s*\[.*\])?"
)
_TITLED_NAME = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr)\.? (?=[A-Z])")


_FULL_NAME = re.compile(r"[A-Z][\w'’\-]+(?: [A-Z][\w'’.\-]*){1,3}(?=$|,)")
_ASSEMBLY = re.compile(r"\b(?:Security Council|General Assembly|United Nations)\b")


def _official(label: str, *, is_assembly: bool = False) -> Identity | None:
    """Who presides, a minister by office ("The Minister for Health (Ann Dunn)"), a member."""
    bare = re.sub(r"\s*\([^()]*\)$", "", label)
    if re.fullmatch(r"(?:Mr|Madam) (?:Deputy )?Speaker", bare):
        return Identity("the Speaker", "Speaker")
    if label.startswith(("The ", "THE ")) and _PRESIDES.fullmatch(bare) and bare != "The PRESIDENT":
        if bare.upper() in ("THE PRESIDENT", "THE SPEAKER") and bare.isupper():
            return None
        office = _plain_case(bare[4:].upper()).replace("Pro Tempore", "pro tempore")
        return Identity(f"the {office}", office)
    member = _MEMBER.fullmatch(label)
    if member is None:
        return None
    name, seat = member["name"].strip(), member["seat"].strip()
    if name.startswith("The ") or _OFFICE_WITHIN.search(name):
        return Identity(_TITLED_NAME.sub("", seat), name.removeprefix("The "))
    if is_assembly:
        return Identity(_TITLED_NAME.sub("", name), f"representative of {seat}")
    party = member["party"] or seat
    return Identity(_TITLED_NAME.sub("", name), f"MP ({_MEMBERS_PARTIES.get(party, party)})")


_MEMBERS_PARTIES = {
    "Lab": "Labour Party",
    "Con": "Conservative Party",
    "LD": "Liberal Democrats",
    "Lab/Co-op": "Labour Party",
    "SNP": "Scottish National Party",
}


def issuer(title: str | None) -> Identity | None:
    """Who the title says made the remarks or the statement, when one person or body did."""
    if not title:
        return None
    match = _ISSUED.match(clean_title(title))
    if match is None:
        return None
    people = match["who"].strip(" ,")
    if people.endswith(("’s", "'s")) or _ISSUED.match(people):
        return None
    alone = _OFFICE_ALONE.fullmatch(people)
    if alone is not None:
        return Identity(f"the {alone['office']}", alone["office"])
    if re.search(r",? and (?:the )?[A-Z]|, ", people):
        return None
    after = re.match(r",\s*(?P<role>[^.|:]{3,90})", clean_title(title)[match.end() :])
    if after is not None and " " in people:
        told = after["role"].strip()
        named = _FULL_NAME.match(told)
        if named is not None and _OFFICE_WITHIN.search(people):
            return Identity(named[0], people)
        return Identity(people, told)
    with_office = _split_office(people)
    return with_office if with_office is not None else Identity(people)


_ISSUED = re.compile(
    r"(?i:(?:closing |opening )?(?:remarks|speech|address|statement|message)(?: as prepared(?: for "
    r"delivery)?| as delivered)?) (?i:by|from|of) (?:the )?"
    rf"(?P<who>{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|of|for|the|to|de|van|bin|al))*?)"
    r"(?=$|\s+(?i:on|at|in|to|before|after|during|following|marking|regarding|about|upon|as|aboard|"
    r"with|under|for the|for a|celebrating|announcing|honoring|commemorating|ahead|calling|"
    r"condemning|welcoming|concerning|[a-z]{4,}ing)\b|\s*[|:,–—])"
)


def clean_title(title: str) -> str:
    """The title in one line, with escapes and wrap marks that exports leave in it undone."""
    title = re.sub(
        r"\\(?:u|x(?=[0-9a-fA-F]{2}))([0-9a-fA-F]{2,4})",
        lambda match: chr(int(match[1], 16)),
        title,
    )
    title = re.sub("[\u200b-\u200f\u2060\ufeff]", "", title.replace(" \\ ", " "))
    return " ".join(title.split())


def _split_office(people: str) -> Identity | None:
    words = people.split()
    for cut in range(len(words) - 1, 0, -1):
        before, name = words[:cut], words[cut:]
        if before[-1].strip(".").lower() in _NO_GIVEN_NAME and before[-1].lower() not in (
            "of",
            "the",
        ):
            if name[0].lower() in _NO_GIVEN_NAME or name[0].islower():
                return None
            if name[-1].endswith(("’s", "'s")):
                return None
            office = " ".join(word for word in before if word.strip(".").lower() not in _TITLES)
            spoken = " ".join(name)
            # "President Biden" alone says more than "Biden".
            return Identity(spoken if len(name) > 1 else f"{office} {spoken}", office or None)
    return None


def _capitalised_before(words: str, end: int) -> list[str]:
    """The capitalised words, and small ones between them, that lead up to a place."""
    before = words[max(0, end - 140) : end].split()
    cut = len(before)
    while cut > 0 and len(before) - cut < 10:
        word = before[cut - 1]
        if not (word[0].isupper() or word in ("of", "for", "the", "to", "and")):
            break
        if word.endswith((",", ":", ";", "?", "!")) or (word.endswith(".") and len(word) > 4):
            break
        cut -= 1
    return before[cut:]


def _given_name(before: list[str]) -> tuple[str, str]:
    """Split the words before a surname into given names and an office."""
    cut = len(before)
    while cut > 0 and len(before) - cut < 2:
        word = before[cut - 1]
        if not word[0].isupper() or word.strip(".").lower() in _NO_GIVEN_NAME:
            break
        cut -= 1
    unknown = cut > 0 and before[cut - 1].strip(".").lower() not in _NO_GIVEN_NAME
    if len(before) - cut == 2 and unknown and before[cut - 1][0].isupper():
        cut += 1  # three words of no known office, as in "Harbour Master Idris": one is the name
    given, office = before[cut:], before[:cut]
    for index in range(len(office) - 1, -1, -1):
        if office[index].lower() in ("and", "by", "with", "in"):
            office = office[index + 1 :]
            break
    while office and office[0].islower():
        office = office[1:]
    while office and office[-1].strip(".").lower() in _TITLES | {"the", "of", "to", "for"}:
        office = office[:-1]
    if not office or office[-1].strip(".").lower() not in _NO_GIVEN_NAME:
        office = []
    words = " ".join(office)
    return " ".join(given), words if _OFFICE_WITHIN.search(words) else ""


def _until_end_of_name(name: str) -> str:
    words: list[str] = []
    for word in name.split():
        if word.lower() in _NOT_IN_NAME or (words and word.lower().endswith("ing")):
            break
        if word.endswith("-"):
            return ""  # "the Obama- Biden years"
        plain = re.sub(r"['’]s?$", "", word).rstrip(".,")
        words.append(word if len(plain) == 1 else plain)
        if words[-1] != word:
            break
    return " ".join(words)


def _plain_case(words: str) -> str:
    """Capitals to names as people write them: "O’CONNELL" to "O’Connell"."""
    if not words.isupper():
        return " ".join(
            re.sub(r"(?<=[A-Z])[A-Z]+", lambda match: match[0].lower(), word)
            if sum(map(str.isupper, word)) > 2
            else word
            for word in words.split()
        )
    plain = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), words.lower())
    plain = re.sub(r"(?<=['’])S\b", "s", plain)
    return re.sub(r"\bMc([a-z])", lambda match: "Mc" + match[1].upper(), plain)
