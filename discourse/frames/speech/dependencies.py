"""Reporting verbs in a dependency parse: who is their subject, what they govern."""

from typing import TYPE_CHECKING

from discourse.frames.speech.attribution import Attribution, Span
from discourse.frames.speech.cues import Cue, CueLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
#: Dependents that share the subject of what they depend on.
_CLIMBING = frozenset("conj advcl pcomp prep dep aux xcomp acomp attr dobj pobj agent oprd".split())
#: Verbs whose object is the subject of the infinitive after it: *urged him to say*.
_OBJECT_CONTROL = frozenset(
    f"{verb}{ending}"
    for verb in "ask urge want allow expect force lead push prompt encourage help press beg order invite request "
    "pressure remind persuade convince advise caus enabl forc urg requir encourag advis invit persuad convinc".split()
    for ending in ("", "s", "ed", "ing", "e", "es")
) | frozenset({"tell", "told", "telling", "tells", "got", "get", "let"})
_MODALS = frozenset("would could might may should shall must will 'd 'll ca wo".split())


def verb_attributions(doc: "Doc", offset: int, lexicon: CueLexicon) -> list[Attribution]:
    """Return the attributions of the reporting verbs in a parse that starts at ``offset`` in the article."""
    found = []
    for token in doc:
        if token.tag_[:1] != "V" or token.lower_ not in lexicon.verbs:
            continue
        cue, particles = _longest(token, lexicon)
        if cue is None:
            continue
        made = _attribution(token, cue, particles, offset)
        if made:
            found.append(made)
    return found


def _longest(token: "Token", lexicon: CueLexicon) -> tuple[Cue | None, list["Token"]]:
    """The longest cue that begins here, and the tokens of its further words."""
    for cue in lexicon.verbs[token.lower_]:
        rest = cue.lemma.split()[1:]
        following = [token.doc[i] for i in range(token.i + 1, min(token.i + 1 + len(rest), len(token.doc)))]
        if [t.lower_ for t in following] == rest:
            return cue, following
        particles = [child for child in token.children if child.dep_ in ("prt", "prep") and [child.lower_] == rest]
        if particles and particles[0].dep_ == "prt":
            return cue, particles
    return None, []


def span_of(first: "Token", last: "Token", offset: int) -> Span:
    """Where the tokens from ``first`` to ``last`` stand in the article."""
    return (offset + first.idx, offset + last.idx + len(last))


def subtree(token: "Token", offset: int) -> Span:
    """Where a token and all that depends on it stand."""
    return span_of(token.left_edge, token.right_edge, offset)


def _attribution(token: "Token", cue: Cue, particles: list["Token"], offset: int) -> Attribution | None:
    group = [token, *particles, *(c for c in token.children if c.dep_ in _GROUP and abs(c.i - token.i) < 6)]
    governor = _governor(token)
    if governor is not None:
        group += [governor, *(c for c in governor.children if c.dep_ in _GROUP)]
    passive = any(c.dep_ == "auxpass" for c in token.children)
    agent = next((p for c in token.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    subject = subject_of(token)
    if passive or (agent is not None and token.tag_ == "VBN"):
        content, rule = _passive(token, cue, subject, agent, offset)
        subject = agent
    else:
        content, rule = _content(token, cue, particles, subject, offset)
    if not rule or (subject is None and not content):
        return None
    return Attribution(
        cue,
        rule,
        [_group_span(group, token, offset)],
        [noun_phrase(subject, offset)] if subject is not None else [],
        content,
        any(t.dep_ == "neg" or t.lower_ in ("never", "refused", "declined", "refuses", "declines") for t in group),
        any(t.lower_ in _MODALS and t.dep_ == "aux" and t.lower_ not in ("ca", "wo") for t in group),
    )


def _governor(token: "Token") -> "Token | None":
    """The verb before *to* of the same speaker: *declined to say*, *is expected to announce*."""
    head = token.head
    if token.dep_ == "xcomp" and head.tag_[:1] == "V" and head.i < token.i and token.i - head.i < 5:
        return head
    return None


def _group_span(group: list["Token"], token: "Token", offset: int) -> Span:
    """From the first to the last word of a verb group, as far as no subject stands between."""
    first, last = token, token
    for member in sorted(group, key=lambda t: -t.i):
        if member.i < first.i and not any(t.dep_ in _SUBJECTS for t in token.doc[member.i : first.i]):
            first = member
        if member.i > last.i and member.i - last.i < 4:
            last = member
    return span_of(first, last, offset)


def subject_of(token: "Token", depth: int = 0) -> "Token | None":
    """The subject of a verb, its own or that of the verb it depends on."""
    own = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
    if own is not None or depth > 6:
        return own
    head, kind = token.head, token.dep_
    if head is token:
        return None
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)
    if kind == "acl" and not infinitive:
        return head
    if kind == "xcomp" and head.lower_ in _OBJECT_CONTROL:
        owner = next((child for child in head.children if child.dep_ == "dobj" and child.i < token.i), None)
        if owner is not None:
            return owner
    if kind == "acl":
        owner = next((child for child in head.children if child.dep_ == "poss"), None)
        return owner if owner is not None else subject_of(head, depth + 1)
    climbs = kind in _CLIMBING or (kind in ("ccomp", "relcl") and infinitive)
    return subject_of(head, depth + 1) if climbs else None


def noun_phrase(token: "Token", offset: int) -> Span:
    """Where a noun phrase stands, without the relative clause that follows it."""
    last = token.right_edge
    for child in token.rights:
        if child.dep_ in ("relcl", "advcl", "acl") and child.left_edge.i > token.i:
            last = token.doc[child.left_edge.i - 1]
            break
    first = token.left_edge
    while last.i > token.i and (last.is_punct or last.is_space):
        last = token.doc[last.i - 1]
    while first.i < token.i and (first.is_punct or first.is_space):
        first = token.doc[first.i + 1]
    return span_of(first, last, offset)


def _passive(
    token: "Token", cue: Cue, subject: "Token | None", agent: "Token | None", offset: int
) -> tuple[list[Span], str]:
    content = []
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > token.i), None)
    if subject is not None and subject.dep_ != "csubj" and subject.lower_ not in ("it", "who", "which", "that"):
        content.append(subtree(subject, offset))
    if agent is not None:
        content += [subtree(c, offset) for c in token.children if c.dep_ == "prep" and c.lower_ in ("as", "for", "of")]
        content += [subtree(c, offset) for c in token.children if c.dep_ == "oprd"]
        return content, "passive-agent" if content else ""
    if clause is not None and cue.frames & {"clause", "to", "object-to"}:
        return [*content, subtree(clause, offset)], "passive"
    return [], ""


def _content(
    token: "Token", cue: Cue, particles: list["Token"], subject: "Token | None", offset: int
) -> tuple[list[Span], str]:
    """What a verb reports, and by which rule it was found."""
    frames = cue.frames
    clausal = bool(frames & {"clause", "object-clause"})
    children = [c for c in token.children if c not in particles]
    clause = next((c for c in children if c.dep_ == "ccomp"), None)
    objects = [c for c in children if c.dep_ in ("dobj", "oprd", "attr") or (c.dep_ == "dative" and c.tag_ != "IN")]
    marked = clause is not None and any(
        c.dep_ == "mark" or c.tag_ in ("WRB", "WP", "WDT", "IN") for c in clause.children
    )
    infinitive = next((c for c in children if c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children)), None)
    if clause is not None and clause.i < token.i and clausal:
        return [subtree(clause, offset)], "inserted"
    if clause is not None and any(g.lower_ == "to" and g.dep_ == "aux" for g in clause.children):
        rule = "object-to" if frames & {"object-to", "to"} else "clause" if clausal else ""
        if rule:
            return [subtree(clause, offset)], rule
    if clause is not None and "object-label" in frames:
        return [subtree(clause, offset)], "label"
    if clause is not None and clausal:
        return [subtree(clause, offset)], "clause" if marked else "bare"
    if infinitive is not None and frames & {"to", "object-to"}:
        start = [subtree(c, offset)[0] for c in objects if c.i < infinitive.i and "object-to" in frames]
        span = subtree(infinitive, offset)
        return [(min([*start, span[0]]), span[1])], "object-to" if start else "to"
    if "object" in frames and particles and particles[-1].dep_ == "prep":
        inner = [c for c in particles[-1].children if c.dep_ in ("pobj", "pcomp")]
        if inner:
            return [subtree(inner[0], offset)], "object"
    if frames & {"object", "object-label"} and objects:
        parts = [subtree(c, offset) for c in objects]
        parts += [subtree(c, offset) for c in children if c.i > token.i and _completes(c)]
        return parts, "object"
    for child in children:
        if child.dep_ == "prep" and child.lower_ in frames:
            inner = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if inner:
                return [subtree(inner[0], offset)], child.lower_
    if "object" in frames and any(c.dep_ == "xcomp" and c.tag_ == "VBG" for c in children):
        return [subtree(next(c for c in children if c.dep_ == "xcomp"), offset)], "object"
    return _around(token, subject, clausal, offset)


def _completes(child: "Token") -> bool:
    """Whether a dependent after the object belongs to what is reported: *the plan as a mistake*, *clinics to close*."""
    if child.dep_ == "prep":
        return child.lower_ in ("as", "for", "of", "to", "against", "with", "over")
    return child.dep_ in ("xcomp", "oprd") or (child.dep_ == "advcl" and child.left_edge.lower_ == "to")


def _around(token: "Token", subject: "Token | None", clausal: bool, offset: int) -> tuple[list[Span], str]:
    """*The deal, he said, was bad*: the clause an inserted verb depends on; or a verb that announces a quotation."""
    if not clausal or subject is None:
        return [], ""
    if token.dep_ in ("parataxis", "ccomp", "advcl") and token.head.tag_[:1] in "VM" and not _marked(token):
        head = token.head
        sentence = (head.left_edge, head.right_edge)
        own = (min(token.left_edge.i, subject.left_edge.i), token.right_edge.i)
        doc = token.doc
        parts = []
        if own[0] > sentence[0].i:
            parts.append(span_of(sentence[0], doc[own[0] - 1], offset))
        if own[1] < sentence[1].i:
            parts.append(span_of(doc[own[1] + 1], sentence[1], offset))
        before = doc[own[0] - 1].text if own[0] else ""
        if parts and before in (",", '"', "”", "''", "—", "-", "–"):
            return parts, "inserted"
    return [], "announced"


def _marked(token: "Token") -> bool:
    return any(c.dep_ == "mark" for c in token.children)
