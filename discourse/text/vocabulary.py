"""The spellings of a corpus, and which of them the words of a pattern stand for."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discourse.text.characters import folded, straighten, token_mask, without_possessive
from discourse.text.patterns import Word


@dataclass(frozen=True)
class Vocabulary:
    """The distinct spellings that patterns are compared with, and which of them each token type has."""

    spellings: list[str]  # sorted
    bare: NDArray[np.int32]  # the spelling without a possessive 's
    possessive: NDArray[np.int32]  # the spelling with a possessive 's, -1 if there is none
    whole: NDArray[np.int32]  # token type → its spelling
    parts: NDArray[np.int32]  # the spellings of the parts of each token type in turn
    bounds: NDArray[np.int64]  # token type → where its parts begin in ``parts``; then the number of parts

    def matching(self, word: Word) -> NDArray[np.bool_]:
        """Return, for each spelling, whether it (or it without its possessive) is one the word stands for."""
        mask = np.zeros(len(self.spellings), dtype=bool)
        for first, last in self.ranges(word):
            mask[first:last] = True
        return mask

    def ranges(self, word: Word) -> list[tuple[int, int]]:
        """Return the spellings that a word stands for as ranges of their numbers, apart and in order."""
        found = sorted(piece for glob in word.globs for piece in self._ranges(glob))
        joined: list[tuple[int, int]] = []
        for first, last in found:
            if joined and first <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined

    def _ranges(self, glob: str) -> Iterable[tuple[int, int]]:
        head, *rest = glob.split("*")
        first = bisect_left(self.spellings, head)
        if not rest:
            there = first < len(self.spellings) and self.spellings[first] == head
            return self._with_possessives([first] if there else [])
        last = bisect_left(self.spellings, head + chr(0x10FFFF))
        if not any(rest):
            return [(first, last)]
        compiled = re.compile(".*".join(map(re.escape, glob.split("*"))), re.DOTALL)
        tail = rest[-1]
        return self._with_possessives(
            first + place
            for place, spelling in enumerate(self.spellings[first:last])
            if spelling.endswith(tail) and compiled.fullmatch(spelling)
        )

    def _with_possessives(self, numbers: Iterable[int]) -> list[tuple[int, int]]:
        both = ((number, int(self.possessive[number])) for number in numbers)
        return [(number, number + 1) for pair in both for number in pair if number >= 0]


def make_vocabulary(types: list[str], *, case: bool) -> Vocabulary:
    """Spell the distinct tokens of a table as patterns are spelled, whole and in their parts."""
    written = [straighten(entry) for entry in types] if case else folded(types)
    split = {entry: _parts(entry) for entry in written if "-" in entry or " " in entry}
    spellings = set(written).union(*split.values())
    for entry in [entry for entry in spellings if entry.endswith("'s")]:
        while (bare := without_possessive(entry)) != entry:
            spellings.add(bare)
            entry = bare
    spellings = sorted(spellings)
    number = {spelling: place for place, spelling in enumerate(spellings)}
    bare = np.arange(len(spellings), dtype=np.int32)
    possessive = np.full(len(spellings), -1, dtype=np.int32)
    for place, spelling in enumerate(spellings):
        if spelling.endswith("'s"):
            bare[place] = number[without_possessive(spelling)]
            if bare[place] != place:
                possessive[bare[place]] = place
    whole = np.array([number[entry] for entry in written], dtype=np.int32)
    parts = [[number[part] for part in split[entry]] if entry in split else [number[entry]] for entry in written]
    return Vocabulary(
        spellings,
        bare=bare,
        possessive=possessive,
        whole=whole,
        parts=np.array([place for places in parts for place in places], dtype=np.int32),
        bounds=np.append(0, np.cumsum([len(places) for places in parts], dtype=np.int64)),
    )


def _parts(entry: str) -> list[str]:
    """The parts of a hyphenated word, and of several words merged into one token."""
    if " " in entry:
        edges = np.flatnonzero(np.diff(np.pad(token_mask(entry), 1).astype(np.int8)))
        words = [entry[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    else:
        words = [entry]
    return [part for word in words for part in word.split("-") if part] or [entry]
