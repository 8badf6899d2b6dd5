"""Short lists of words that carry grammar rather than content, kept as text files beside this module."""

from importlib.resources import files

from discourse.errors import unknown_name
from discourse.text.characters import fold


def stop_words(language: str) -> frozenset[str]:
    """Return the shipped stop words of a language (now: ``en``).

    Negation (*not, never, without*), modals (*must, should*) and reporting verbs (*said, denied*) are not in
    the list: they are what discourse analysis is about. ``data/README.md`` says how to use a list of your own.

    Examples
    --------
    >>> "the" in stop_words("en"), "not" in stop_words("en")
    (True, False)
    """
    folder = files("discourse.text").joinpath("stoplists")
    there = sorted(path.name.removesuffix(".txt") for path in folder.iterdir() if path.name.endswith(".txt"))
    if language not in there:
        raise unknown_name("stop list", language, there, where="the shipped lists")
    lines = folder.joinpath(f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())
