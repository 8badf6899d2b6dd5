"""Short lists of words that carry grammar rather than content, kept as text files beside this module."""

from importlib.resources import files
from pathlib import Path

from discourse.errors import ReadError, unknown_name
from discourse.text.characters import fold


def stop_words(language: str | Path) -> frozenset[str]:
    """Return the stop words of a language, or those of a file.

    Parameters
    ----------
    language
        A language whose list is shipped (``ar``, ``en``, ``fa``), or the path of a UTF-8 text file ending in
        ``.txt``: words separated by white space; lines that begin with ``#`` are comments.

    Raises
    ------
    UnknownNameError
        If no list is shipped for the language.
    ReadError
        If the file cannot be read or holds no word.

    Notes
    -----
    Negation (*not, never, without*), modals (*must, should*) and reporting verbs (*said, denied*) are not in
    the shipped lists: they are what discourse analysis is about. The Arabic list leaves out whole words only, not the
    particles written onto a word.

    Examples
    --------
    >>> "the" in stop_words("en"), "not" in stop_words("en")
    (True, False)
    """
    folder = files("discourse.text").joinpath("stoplists")
    if str(language).endswith(".txt"):
        source, name = Path(language), f"the stop list {Path(language).as_posix()}"
    else:
        there = sorted(path.name.removesuffix(".txt") for path in folder.iterdir() if path.name.endswith(".txt"))
        if language not in there:
            raise unknown_name("stop list", language, there, where="the shipped lists")
        source, name = folder.joinpath(f"{language}.txt"), f"the stop list {language}"
    try:
        lines = source.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise ReadError(f"cannot read {name}: {error.strerror}; name a text file that is there") from None
    except UnicodeDecodeError as error:
        raise ReadError(f"{name} is not UTF-8 ({error}); save it in that encoding") from None
    words = frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())
    if not words:
        raise ReadError(f"{name} holds no word; write words separated by spaces or lines")
    return words
