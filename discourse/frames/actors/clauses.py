"""What an actor does, undergoes or is said to be in a parsed sentence: rules on dependency labels."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Labels that name the actor itself when the actor modifies them: the Arvenian government is Arvenia.
CARRIERS = frozenset({"regime", "government", "armed forces", "institution", "state"})
#: Verbs of being and having, whose subject does nothing: it is described.
_DESCRIBING = frozenset(
    "be have seem appear become remain belong contain deserve lack need own possess resemble matter mean".split()
)
#: Passives that say what is so, not what was done: is committed, is scheduled.
_STATES = frozenset(
    "ally base bind commit concern determine engage entitle expect interest involve know locate lock oblige obsess "
    "prepare schedule situate suppose".split()
)
#: Verbs whose object is a place one comes to or goes from, whom one stands for, or (a slip of the parser) who is the
#: subject of what is said.
_NOT_ACTING_ON = frozenset(
    "leave enter visit reach tour exit depart approach say state reiterate add announce stress note believe think hope "
    "argue claim insist warrant represent".split()
)
#: Participles that are prepositions: regarding Arvenia.
_PREPOSITIONS = frozenset("regarding concerning including following considering involving excluding".split())
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_SUBJECTS, _OBJECTS = frozenset({"nsubj", "csubj"}), frozenset({"dobj", "obj"})


def head_of(span: "Span", carriers: frozenset[str]) -> "Token":
    """Return the head of the noun phrase that stands for the actor.

    It is the mention's own head, or the noun it modifies if that is one of ``carriers`` (*the Arvenian government*,
    *Arvenia's army*, *the government of Arvenia*).
    """
    token = span.root
    if token.dep_ in _MODIFIERS and token.head.lemma_.lower() in carriers and token.head.pos_ in ("NOUN", "PROPN"):
        return token.head
    of = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.dep_ == "prep"
    if of and token.head.head.lemma_.lower() in carriers:
        return token.head.head
    return token


def role_of(head: "Token") -> tuple[str, str, "Token | None"]:
    """Return role, construction and verb of a noun phrase.

    ``agent`` (subject of an active verb, or *by* with a passive), ``patient`` (object, or subject of a passive),
    ``described`` (subject of a verb of being or having), ``other``. Constructions: ``active``, ``passive``,
    ``agentless`` (a passive that does not say by whom).

    Examples
    --------
    See the tests: the function needs a parse.
    """
    token = _first_of_series(head)
    if token is None:
        return "other", "", None
    verb = token.head
    if token.dep_ in ("nsubjpass", "csubjpass"):
        by = _agent_of(verb)
        if by is None and verb.lemma_.lower() in _STATES:
            return "described", "", verb
        return "patient", "passive" if by is not None else "agentless", verb
    if token.dep_ in _SUBJECTS and verb.pos_ in ("VERB", "AUX"):
        doing = verb.pos_ == "VERB" and verb.lemma_.lower() not in _DESCRIBING
        return ("agent", "active", verb) if doing else ("described", "active", verb)
    if token.dep_ in _OBJECTS and verb.pos_ == "VERB" and _acts_on(verb):
        return "patient", "active", verb
    if token.dep_ == "pobj" and verb.dep_ == "agent":
        return "agent", "passive", verb.head
    return "other", "", None


def _acts_on(verb: "Token") -> bool:
    """Whether what a verb has for an object is acted upon."""
    return verb.lemma_.lower() not in _DESCRIBING | _NOT_ACTING_ON and verb.lower_ not in _PREPOSITIONS


def _first_of_series(token: "Token") -> "Token | None":
    """Climb from the second and third of a series (*A and B attacked*), and from an apposition, to its first."""
    for _ in range(20):
        if token.dep_ not in ("conj", "appos"):
            return token
        if token.head.pos_ not in ("NOUN", "PROPN", "PRON"):
            return None  # the parser joined it to a verb or adjective: nothing to go by
        token = token.head
    return None


def _agent_of(verb: "Token") -> "Token | None":
    return next((child for child in verb.children if child.dep_ == "agent"), None)


def premodifiers_of(head: "Token", span: "Span") -> list["Token"]:
    """Return the adjectives and nouns before a head that are not part of the mention itself."""
    return [
        child
        for child in head.lefts
        if child.dep_ in ("amod", "compound", "nmod") and not span.start <= child.i < span.end and child.is_alpha
    ]
