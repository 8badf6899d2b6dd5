"""One article as words with coarse tags, for an engine without a model: closed classes, endings, capitals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.frames.speech.cues import CueLexicon
from discourse.text.characters import straighten
from discourse.text.tokenize import tokenize

#: Tags, one letter each. Words in no class are N (noun or adjective), K with a capital.
_CLOSED = {
    "D": "the a an this these those his her its their my our your some any no all each every many several few most "
    "more both another other either neither such certain various one two three four five six seven eight nine ten",
    "P": "he she it they we i you him them us me himself herself itself themselves someone somebody everyone everybody "
    "nobody anyone anybody others there he's she's it's they're we're i'm you're i've we've they've you've he'd "
    "she'd they'd we'd i'd you'd he'll she'll they'll we'll i'll you'll it'll there's",
    "Q": "who which whom whose",
    "W": "what how why where whether whatever whoever",
    "T": "that",
    "I": "of in on at by for from with without into onto upon about against between among through during under over "
    "toward towards within across behind beyond despite like unlike near amid amidst alongside inside outside via per "
    "regarding concerning above below around past throughout off up down out versus vs",
    "t": "to",
    "B": "is are was were be been being am isn't aren't wasn't weren't it's that's",
    "A": "has have had having hasn't haven't hadn't do does did doesn't don't didn't",
    "M": "will would can could may might must shall should won't wouldn't can't cannot couldn't shouldn't ought",
    "X": "not never nor neither",
    "C": "and or but yet plus",
    "S": "because although though while whereas as since after before when until unless if once so than whenever",
    "R": "also again later earlier once only even just then now still too often always already soon further ever "
    "here indeed perhaps maybe instead repeatedly twice almost rather quite very yesterday today tonight tomorrow "
    "sometimes moreover however therefore thus meanwhile nevertheless nonetheless first ago well back long "
    "recently previously reportedly publicly privately",
}
#: Frequent verbs that are no cues, by form, to see where a clause has its verb.
_VERBS = (
    "came comes come became becomes become got gets get gave gives give went goes go took takes take made makes "
    "make  ran runs kept keeps keep left leaves let lets lost loses lose won wins win sent sends send met meets "
    "paid pays pay  sat stood stands led leads built builds brought brings bring began begins fell falls rose "
    "rises grew grows grow  held holds hold broke breaks chose chooses drew draws drove drives ate flew fought "
    "fights knew threw wore seems  seem looks look remains remain needs need includes include means mean works "
    "live lives plays turned turns helps  happens happened faces deserves exists depends belongs lies fails "
    "continues wants want gonna got's has's "
)
_TAGS = {word: tag for tag, words in reversed(_CLOSED.items()) for word in words.split()}
#: Words of closed classes but modals (Will, May are names as well).
CLOSED_CLASS = frozenset(word for word, tag in _TAGS.items() if tag != "M")
_TAGS |= dict.fromkeys(_VERBS.split(), "V") | {"that's": "B", "it's": "P", "neither": "D"}
_NOT_PAST = frozenset(
    "hundred indeed united need speed seed breed red bed feed weed exceed sacred kindred creed".split()
)
_NOT_GERUND = frozenset(
    "thing things something anything nothing everything king ring spring morning evening during building meeting "
    "wing string being bring sing ceiling sibling beijing wedding hearing".split()
)
_NOT_ADVERB = frozenset("family ally rally reply apply supply assembly july italy daily early only imply rely".split())
#: Forms of cue verbs that are as often nouns.
_AMBIGUOUS = frozenset(
    "address addresses air brand brands bill bills blog blogs cast charge charges cite comment comments concern "
    "concerns count counts crack cry cries dream dreams estimate estimates fault favor favour fear fears "
    "feature find finds force frame frames fight forecast guess hail hammer hint hints hope hopes judge judges "
    "jab knock label labels lecture list lists love mind minds mandate name names need needs note notes order "
    "orders pan pitch place plan plans plug poll polls press promise promises project projects question "
    "questions rap read record records reply report reports request requests rip rule rules share shares show "
    "shows sign signs signal signals slam sound spin spread state states style surprise tag talk talks term "
    "terms text texts thought thunder title tout tweet tweets urge view views voice voices vow vows warning "
    "wonder wonders worry worries answer answers attack attacks blame blast claim claims call calls cause "
    "command commands counter counsel desire detail details direct doubt doubts document documents email emails "
    "exclaim float interview interviews offer offers object objects pledge pledges present pressure pressures "
    "post posts praise protest protests quote quotes regard regards respect respects response review rumor "
    "rumors support supports suspect suspects survey surveys swipe threat trust trash volunteer volunteers wish "
    "wishes works demand demands balance challenge challenges change advocate advocates appeal appeals approach "
    "confide consider contest contract critique deal dispute disputes insult insults mean means move moves "
    "profile profiles pose push raise relay second speech stress target touch welcome broadcast broadcasts "
    "campaign campaigns point points shot ban bans double fire hate credit credits decline declines brief "
    "briefs like likes joke jokes wave waves champion champions aim aims backs leak leaks advance advances "
    "cheer cheers phrase phrases chant chants repeat notice notices discount discounts needle recount recounts "
    "own permit permits rebuke rebukes retort sanction sanctions taunt taunts upset".split()
)
#: Share of the longer words with a capital from which a sentence is read as a headline.
_HEADLINE = 0.85
_NUMBER = re.compile(r"[\d$€£%]")
_CONTRACTION = re.compile(r"('s|s')$")


@dataclass(slots=True)
class Words:
    """One document: parallel lists over its words; ``gap`` holds the characters after each word."""

    text: str
    low: list[str]
    start: list[int]
    end: list[int]
    gap: list[str]
    tag: list[str]
    #: First and last + 1 word of each sentence.
    sentences: list[tuple[int, int]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words ``first`` to ``last`` (inclusive) stand, a final possessive left out."""
        end = self.end[last]
        possessive = _CONTRACTION.search(self.low[last])
        if possessive and self.tag[last] == "O":
            end -= len(possessive[0]) if possessive[0] == "'s" else 1
        return (self.start[first], end)


def read_words(articles: pd.DataFrame, lexicon: CueLexicon) -> Iterator[Words]:
    """Tokenise and tag articles, one :class:`Words` for each in order."""
    tokens = tokenize(articles[["doc_id", "text"]])
    vocabulary = tokens["token"].cat.categories
    lows = np.array([straighten(word).lower() for word in vocabulary], dtype=object)
    tags = np.array([_tag(w, low, lexicon) for w, low in zip(vocabulary, lows, strict=True)], dtype=object)
    word = tokens["token"].cat.codes.to_numpy()
    gaps = np.array(tokens["after"].cat.categories, dtype=object)
    gap = tokens["after"].cat.codes.to_numpy()
    start, end, sentence = (tokens[name].to_numpy() for name in ("start", "end", "sentence"))
    document = tokens["doc_id"].cat.codes.to_numpy()
    edges = np.searchsorted(document, np.arange(len(articles) + 1))
    for number, text in enumerate(articles["text"]):
        here = slice(edges[number], edges[number + 1])
        breaks = np.flatnonzero(np.diff(sentence[here], prepend=-1)).tolist()
        ends = [*breaks[1:], int(edges[number + 1] - edges[number])][: len(breaks)]
        words = Words(
            text,
            lows[word[here]].tolist(),
            start[here].tolist(),
            end[here].tolist(),
            gaps[gap[here]].tolist(),
            tags[word[here]].tolist(),
            list(zip(breaks, ends, strict=True)),
        )
        for first, last in words.sentences:
            _read_headline(words, first, last, lexicon)
        yield words


def _read_headline(words: Words, first: int, last: int, lexicon: CueLexicon) -> None:
    """In a sentence with a capital on nearly every word, tag what may be a verb as if it had none."""
    capitals = words.tag[first:last].count("K")
    if capitals < 4:
        return
    long = [at for at in range(first, last) if words.end[at] - words.start[at] > 3]
    if sum(words.text[words.start[at]].isupper() for at in long) < _HEADLINE * len(long):
        return
    for at in range(first + 1, last):
        if words.tag[at] == "K" and (tag := _tag(words.low[at], words.low[at], lexicon)) in "VvGR":
            words.tag[at] = tag


def _tag(word: str, low: str, lexicon: CueLexicon) -> str:
    """Tag a word by its form alone; cue verbs that are also nouns are decided where they stand."""
    if low in _TAGS and word != "May":
        return _TAGS[low]
    if _NUMBER.match(word):
        return "#"
    if _CONTRACTION.search(low) and len(low) > 3:
        return "O"
    if low.endswith("n't"):
        return "M"
    if word[0].isupper():
        return "K"
    if low.endswith("ly") and low not in _NOT_ADVERB:
        return "R"
    if low.endswith("ing") and len(low) > 4 and low not in _NOT_GERUND:
        return "G"
    if low in lexicon.verbs:
        return "v" if low in lexicon.nouns or low in _AMBIGUOUS else "V"
    if low.endswith("ed") and low not in _NOT_PAST and len(low) > 3:
        return "V"
    return "N"
