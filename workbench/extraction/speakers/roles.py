"""Words for what people are: titles, offices, private callings, bodies and documents."""

from __future__ import annotations

from typing import Final, Literal

Gender = Literal["male", "female"]

# Words set before a name that are no part of it, without dots and in small letters.
MALE_TITLES: Final = frozenset(
    {"mr", "sir", "lord", "king", "prince", "pope", "father", "brother", "imam", "sheikh", "emir"}
)
FEMALE_TITLES: Final = frozenset(
    {"mrs", "ms", "miss", "lady", "dame", "queen", "princess", "sister", "madam"}
)
TITLES: Final = (
    MALE_TITLES
    | FEMALE_TITLES
    | frozenset(
        {
            "adm", "admiral", "amb", "archbishop", "ayatollah", "baroness", "baron", "bishop",
            "brig", "brigadier", "capt", "captain", "cardinal", "chief", "cmdr", "col", "colonel",
            "commander", "congressman", "congresswoman", "corporal", "count", "countess", "cpl",
            "del", "det", "detective", "doctor", "dr", "gen", "general", "gov", "governor",
            "grand", "hon", "judge", "justice", "lieutenant", "lt", "maj", "major", "marshal",
            "master", "officer", "pastor", "pfc", "pres", "president-elect", "prof", "professor",
            "pvt", "rabbi", "rear", "rep", "representative", "rev", "reverend", "sec", "sen",
            "senator", "sgt", "sergeant", "sheriff", "vice", "deputy", "first", "honorable",
            "emeritus",
        }
    )
)  # fmt: skip

# Offices: who holds one speaks for the body or the country named beside it.
OFFICES: Final = frozenset(
    {
        "adviser", "advisor", "aide", "ambassador", "attorney", "chair", "chairman", "chairperson",
        "chairwoman", "chancellor", "chief", "commander", "commissioner", "congressman",
        "congresswoman", "consul", "coordinator", "counsel", "counselor", "delegate", "deputy",
        "diplomat", "director", "emperor", "envoy", "executive", "founder", "general", "governor",
        "head", "inspector", "judge", "king", "lawmaker", "leader", "legislator", "manager",
        "mayor", "member", "minister", "mp", "negotiator", "officer", "official", "parliamentarian",
        "premier", "president", "prince", "princess", "prosecutor", "queen", "representative",
        "secretary", "senator", "speaker", "spokesman", "spokesperson", "spokeswoman", "staffer",
        "strategist", "superintendent", "treasurer", "undersecretary", "ceo", "cfo", "colonel",
        "lieutenant", "captain", "major", "admiral", "brigadier", "ayatollah", "policeman",
        "policewoman", "soldier", "monarch", "pope", "archbishop", "bishop", "sheriff", "nominee",
        "candidate", "operative", "surrogate", "pollster", "trustee", "chief-of-staff", "dean",
        "rector", "provost", "vice-chancellor", "registrar", "clerk", "organiser", "organizer",
        "steward", "convener", "convenor", "boss", "co-founder", "cofounder", "co-chair",
        "co-director", "principal", "bursar", "foreman", "supervisor", "administrator",
        "controller", "publicist", "skipper", "headmaster", "headmistress", "bailiff", "ombudsman",
    }
)  # fmt: skip

# They speak for their party, their town or themselves, not for the country's government.
LEGISLATORS: Final = frozenset(
    {
        "sen", "senator", "rep", "congressman", "congresswoman", "mp", "mep", "lawmaker",
        "legislator", "parliamentarian", "councillor", "councilman", "assemblyman", "backbencher",
    }
)  # fmt: skip
LOCAL: Final = frozenset({"gov", "governor", "mayor", "sheriff", "councillor", "alderman"})

# Callings in which people speak for themselves, whatever country is named beside them.
PRIVATE: Final = frozenset(
    {
        "academic", "activist", "actor", "actress", "analyst", "artist", "athlete", "attorney",
        "author", "billionaire", "blogger", "businessman", "businesswoman", "candidate",
        "celebrity", "citizen", "columnist", "comedian", "commentator", "contributor",
        "correspondent", "critic", "demonstrator", "dissident", "doctor", "donor", "economist",
        "editor", "expert", "farmer", "father", "fellow", "filmmaker", "historian", "host",
        "journalist", "lawyer", "man", "mother", "musician", "neighbor", "neighbour", "nominee",
        "novelist", "observer", "owner", "parent", "person", "physician", "player", "professor",
        "protester", "reader", "refugee", "reporter", "resident", "researcher", "scholar",
        "scientist", "shopkeeper", "singer", "strategist", "student", "supporter", "teacher",
        "tourist", "trader", "victim", "villager", "voter", "witness", "woman", "worker", "writer",
        "waiter", "waitress", "chef", "nurse", "engineer", "driver", "captain", "coach", "pilot",
        "fisherman", "butcher", "baker", "builder", "banker", "investor", "campaigner", "partner",
        "star", "veteran", "pensioner", "shareholder", "landlord", "tenant", "friend", "people",
        "barrister", "solicitor", "surgeon", "midwife", "paramedic", "vet", "grower", "warden",
        "ranger", "keeper", "librarian", "curator", "headteacher", "chemist", "pharmacologist",
        "biologist", "virologist", "epidemiologist", "geologist", "psychologist", "biochemist",
        "ecologist", "oncologist", "cardiologist", "glaciologist", "seismologist", "meteorologist",
        "archaeologist", "anthropologist", "sociologist", "climatologist", "statistician",
        "physicist", "zoologist", "botanist", "toxicologist", "hydrologist", "criminologist",
        "paleontologist", "palaeontologist", "astronomer", "mathematician", "lecturer", "tutor",
        "consultant", "volunteer", "employee", "accountant", "auditor", "broker", "vicar", "priest",
        "firefighter", "fireman", "constable", "detective", "forecaster", "technician",
        "defender", "goalkeeper", "midfielder", "forward", "winger", "striker", "batsman",
        "bowler", "jockey", "golfer", "sprinter", "swimmer", "boxer", "cyclist", "gymnast", "skier",
        "drummer", "guitarist", "pianist", "composer", "conductor", "dancer", "painter", "sculptor",
        "poet", "playwright", "photographer", "designer", "architect",
        "mechanic", "electrician", "plumber", "gardener", "miner", "sailor", "guide", "coroner",
        "user", "survivor", "relative", "wife", "husband", "son", "daughter",
    }
)  # fmt: skip
# Of these, whom no body speaks through that is named beside them: "a critic of the party".
OUTSIDERS: Final = frozenset(
    {
        "candidate", "celebrity", "citizen", "critic", "demonstrator", "dissident", "donor",
        "father", "friend", "historian", "husband", "investor", "landlord", "mother", "neighbor",
        "neighbour", "nominee", "observer", "parent", "pensioner", "protester", "reader", "refugee",
        "relative", "resident", "shareholder", "son", "daughter", "wife", "student", "supporter",
        "survivor", "tenant", "tourist", "user", "victim", "villager", "voter", "witness",
        "biographer", "rival", "opponent",
    }
)  # fmt: skip
PEOPLE: Final = OFFICES | PRIVATE | frozenset({"source", "insider", "colleague", "ally", "veteran"})

# Portfolios that the parser takes for bodies: "Education Secretary".
PORTFOLIOS: Final = frozenset(
    {
        "agriculture", "business", "chief", "commerce", "culture", "defence", "defense", "deputy",
        "education", "energy", "environment", "finance", "foreign", "health", "home", "housing",
        "interior", "justice", "labor", "labour", "press", "science", "shipping", "state", "trade",
        "transport", "transportation", "treasury", "veterans", "work and pensions",
    }
)  # fmt: skip

# Who stands to the person named after "of" as somebody else: "the parents of Laura Stevens".
RELATIVES: Final = frozenset(
    {
        "parent", "mother", "father", "son", "daughter", "brother", "sister", "wife", "husband",
        "widow", "widower", "uncle", "aunt", "cousin", "nephew", "niece", "family", "relative",
        "friend", "neighbour", "neighbor", "colleague", "partner", "girlfriend", "boyfriend",
        "lawyer", "attorney", "solicitor", "barrister", "agent", "supporter", "spokesman",
        "spokeswoman", "spokesperson", "grandmother", "grandfather", "guardian", "teacher",
        "killer", "victim", "biographer", "opponent", "critic", "ally", "aide", "child",
    }
)  # fmt: skip

MALE_WORDS: Final = MALE_TITLES | frozenset(
    {
        "actor", "businessman", "chairman", "congressman", "father", "husband", "king", "man",
        "policeman", "prince", "son", "spokesman", "uncle", "brother", "boy",
    }
)  # fmt: skip
FEMALE_WORDS: Final = FEMALE_TITLES | frozenset(
    {
        "actress", "businesswoman", "chairwoman", "congresswoman", "daughter", "girl", "mother",
        "policewoman", "princess", "queen", "spokeswoman", "wife", "woman", "aunt", "sister",
    }
)  # fmt: skip

# Bodies that "the ministry" or "the agency" points back to.
BODIES: Final = frozenset(
    {
        "administration", "agency", "alliance", "army", "association", "authority", "bank", "bloc",
        "board", "body", "bureau", "cabinet", "campaign", "center", "centre", "chamber",
        "coalition", "command", "commission", "committee", "company", "corporation", "council",
        "country", "court", "department", "embassy", "firm", "force", "foundation", "government",
        "group", "institute", "institution", "kremlin", "magazine", "military", "ministry",
        "mission", "movement", "navy", "network", "newspaper", "office", "organisation",
        "organization", "outlet", "paper", "parliament", "party", "police", "regime", "republic",
        "senate", "service", "site", "staff", "think-tank", "tribunal", "union", "university",
        "watchdog", "website",
        "airline", "airport", "bakery", "brewery", "brigade", "charity", "church", "clinic", "club",
        "coastguard", "college", "consortium", "consulate", "cooperative", "diocese", "employer",
        "faculty", "federation", "festival", "guild", "hospital", "insurer", "journal", "lab",
        "laboratory", "league", "militia", "museum", "observatory", "opposition", "orchestra",
        "palace", "prosecution", "refinery", "regulator", "retailer", "school", "secretariat",
        "shipyard", "society", "theatre", "treasury", "trust", "yard", "zoo",
    }
)  # fmt: skip
# Guards that are bodies, with the words before them that say so.
GUARDS: Final = frozenset({"guard", "guards"})
OF_GUARDS: Final = frozenset(
    {"coast", "border", "national", "revolutionary", "civil", "republican"}
)
# Of these, the ones that no country speaks through, whatever demonym stands before them.
PRIVATE_BODIES: Final = frozenset(
    {
        "airline", "association", "bakery", "bank", "brewery", "charity", "church", "clinic",
        "club", "college", "company", "consortium", "cooperative", "corporation", "diocese",
        "employer", "faculty", "federation", "festival", "firm", "foundation", "group", "guild",
        "hospital", "institute", "institution", "insurer", "journal", "lab", "laboratory", "league",
        "magazine", "museum", "network", "newspaper", "observatory", "orchestra", "outlet",
        "paper", "refinery", "retailer", "school", "shipyard", "site", "society", "theatre",
        "think-tank", "trust", "union", "university", "watchdog", "website", "yard", "zoo",
        "militia", "opposition", "movement",
    }
)  # fmt: skip
# Of these, the ones that are a country or its government.
GOVERNMENTS: Final = frozenset(
    {"administration", "country", "government", "nation", "regime", "republic", "state", "kingdom"}
)

# Writings, behind which stands an author.
DOCUMENTS: Final = frozenset(
    {
        "account", "article", "assessment", "bulletin", "communique", "dispatch", "document",
        "email", "letter", "memo", "message", "note", "post", "readout", "release", "report",
        "statement", "study", "survey", "transcript", "tweet", "update", "warning",
    }
)  # fmt: skip

# What writers call the company or the person a story is about instead of the name.
BODY_EPITHETS: Final = frozenset(
    {
        "maker", "operator", "retailer", "airline", "giant", "lender", "carmaker", "automaker",
        "manufacturer", "supplier", "producer", "publisher", "insurer", "miner", "brewer",
        "startup", "business", "chain", "brand", "conglomerate", "utility", "contractor",
        "developer", "company", "firm", "group", "rival", "competitor",
    }
)  # fmt: skip
PERSON_EPITHETS: Final = frozenset(
    {
        "defender", "goalkeeper", "midfielder", "winger", "batsman", "bowler", "jockey", "golfer",
        "boxer", "drummer", "guitarist", "pianist", "composer", "poet", "playwright", "painter",
        "star", "singer", "actor", "actress", "billionaire", "tycoon", "mogul", "veteran",
        "politician", "republican", "democrat", "nominee", "candidate", "frontrunner", "striker",
        "coach", "athlete", "champion", "comedian", "rapper", "author", "novelist", "businessman",
        "businesswoman", "lawyer", "physicist", "economist", "texan", "conservative", "socialist",
    }
)  # fmt: skip

FORMER: Final = frozenset({"former", "ex", "onetime", "late", "ousted", "retired", "ex-president"})
_SAME_OFFICE: Final = {
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "congresswoman": "congressman",
    "advisor": "adviser",
    "envoy": "ambassador",
    "diplomat": "ambassador",
}


def same_office(word: str) -> str:
    """One word for offices that differ in gender or spelling only."""
    return _SAME_OFFICE.get(word, word)


def gender_of_word(word: str) -> Gender | None:
    """The gender a title or a word for a person tells, if it does."""
    if word in MALE_WORDS:
        return "male"
    return "female" if word in FEMALE_WORDS else None
