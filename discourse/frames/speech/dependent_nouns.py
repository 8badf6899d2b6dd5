"""Reporting nouns, adjectives and phrases in a dependency parse: *his claim that*, *according to*, *is sure that*."""

from typing import TYPE_CHECKING

from discourse.frames.speech.attribution import Attribution, Span
from discourse.frames.speech.cues import Cue, CueLexicon
from discourse.frames.speech.dependencies import noun_phrase, span_of, subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSES = ("acl", "ccomp", "relcl", "xcomp", "advcl")


def nominal_attributions(doc: "Doc", offset: int, lexicon: CueLexicon) -> list[Attribution]:
    """Return the attributions of reporting nouns, adjectives and phrases in a parse."""
    found = []
    for token in doc:
        low = token.lower_
        if token.tag_ in ("NN", "NNS") and low in lexicon.nouns:
            made = _noun(token, lexicon.nouns[low], offset)
        elif token.tag_ in ("JJ", "VBN", "VBD") and low in lexicon.adjectives:
            made = _adjective(token, lexicon.adjectives[low], offset)
        else:
            made = None
        if made is None and low in lexicon.phrases:
            made = _phrase(token, lexicon.phrases[low], offset)
        if made:
            found.append(made)
    return found


def _noun(token: "Token", cue: Cue, offset: int) -> Attribution | None:
    content, rule = _complement(token, cue, offset, "noun")
    if content is None:
        return None
    source = next((c for c in token.children if c.dep_ == "poss"), None)
    if source is None:
        source = _by(token)
    head = token.head
    if source is None and token.dep_ in ("dobj", "attr", "pobj") and head.tag_[:1] in "VI":
        verb = head if head.tag_[:1] == "V" else head.head
        source = subject_of(verb) if verb.tag_[:1] == "V" else None
    if source is None and rule != "noun-clause":
        return None
    speaker = [noun_phrase(source, offset)] if source is not None else []
    if speaker and source.dep_ == "poss":
        speaker = [span_of(source.left_edge, source, offset)]
    return Attribution(cue, rule, [span_of(token, token, offset)], speaker, [content])


def _by(token: "Token") -> "Token | None":
    return next(
        (p for c in token.children if c.dep_ == "prep" and c.lower_ in ("by", "from") for p in c.children), None
    )


def _complement(token: "Token", cue: Cue, offset: int, kind: str) -> tuple[Span | None, str]:
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ in _CLAUSES:
            opener = child.left_edge.lower_
            if opener == "to" and "to" in cue.frames:
                return subtree(child, offset), f"{kind}-to"
            if "clause" in cue.frames and (child.dep_ in ("acl", "ccomp") or kind == "adjective"):
                that = any(c.dep_ == "mark" for c in child.children) or opener in ("that", "whether", "how", "what")
                if (that or kind == "adjective") and child.dep_ != "relcl" and opener != "to":
                    return subtree(child, offset), f"{kind}-clause"
        if child.dep_ == "prep" and child.lower_ in cue.frames:
            inner = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if inner:
                return subtree(inner[0], offset), f"{kind}-{child.lower_}"
    return None, ""


def _adjective(token: "Token", cue: Cue, offset: int) -> Attribution | None:
    verb = token.head if token.dep_ in ("acomp", "oprd") else token
    be = verb if verb is not token else next((c for c in token.children if c.dep_ in ("auxpass", "aux")), None)
    subject = subject_of(verb)
    if be is None or subject is None:
        return None
    content, rule = _complement(token, cue, offset, "adjective")
    if content is None:
        return None
    group = [be, *(c for c in verb.children if c.dep_ in ("aux", "neg") and c.i < token.i)]
    first = min(group, key=lambda t: t.i)
    negated = any(t.dep_ == "neg" for t in group)
    modal = any(t.tag_ == "MD" for t in group)
    cues = [span_of(first if first.i < token.i else token, token, offset)]
    return Attribution(cue, rule, cues, [noun_phrase(subject, offset)], [content], negated, modal)


def _phrase(token: "Token", cues: tuple[Cue, ...], offset: int) -> Attribution | None:
    doc = token.doc
    for cue in cues:
        parts = cue.lemma.split()
        last = token.i + len(parts) - 1
        if last >= len(doc) or [t.lower_ for t in doc[token.i : last + 1]] != parts:
            continue
        sentence = token.sent
        if "sentence" in cue.frames:
            verb = token.head
            content = without_token(verb, token, offset)
            return Attribution(cue, "adverb", [span_of(token, token, offset)], [], content)
        inner = next((t for t in doc[last + 1 : sentence.end] if t.head.i in range(token.i, last + 1)), None)
        if inner is None:
            continue
        source = noun_phrase(inner, offset)
        end = max(inner.right_edge.i, last)
        before = (sentence.start, token.i - 1)
        after = (end + 1, sentence.end - 1)
        parts_ = [span_of(doc[a], doc[b], offset) for a, b in (before, after) if a <= b]
        if token.i - sentence.start > 3 and len(parts_) == 2 and doc[end + 1].text not in (",",):
            parts_ = parts_[:1]
        return Attribution(cue, "according-to", [span_of(token, doc[last], offset)], [source], parts_)
    return None


def without_token(verb: "Token", token: "Token", offset: int) -> list[Span]:
    """Where a clause stands, the adverb in it left out."""
    first, last = verb.left_edge, verb.right_edge
    doc = token.doc
    parts = [(first.i, token.i - 1), (token.i + 1, last.i)]
    return [span_of(doc[a], doc[b], offset) for a, b in parts if a <= b]
