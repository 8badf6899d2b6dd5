"""Is the codebook in the language of the articles?"""

import unicodedata
from functools import cache

import numpy as np
import pandas as pd

from discourse.errors import LanguageError, listing
from discourse.frames.codebooks.codebook import Codebook

#: Documents with fewer words than this are too short to tell their script.
_MIN_WORDS = 10


def check_language(tokens: pd.DataFrame, codebook: Codebook) -> None:
    """Refuse to lay a codebook on articles of another language, where it would only find nothing.

    Compared are the ``language`` variable of the articles with the codebook's (``en`` matches ``en-GB``), and,
    whatever they state, the script of most words of each document with the script of the patterns.

    Raises
    ------
    LanguageError
        Naming the languages or scripts, and some of the documents.
    """
    if "language" in tokens.columns:
        stated = pd.Categorical(tokens["language"].dropna()).remove_unused_categories().categories
        wanted = _primary(codebook.language)
        other = [value for value in stated if str(value).strip() and _primary(value) != wanted]
        if other:
            foreign = tokens.loc[tokens["language"].isin(other), "doc_id"].unique()
            raise LanguageError(
                f"the codebook {codebook.source} is in '{codebook.language}', but {len(foreign)} documents are in "
                f"{listing(other)} (such as {listing(foreign, n=3)}); name a codebook in their language, or keep only "
                f"the others: tokens[tokens['language'] == '{codebook.language}']"
            )
    _check_script(tokens, codebook)


def _check_script(tokens: pd.DataFrame, codebook: Codebook) -> None:
    wanted = _script("".join(pattern.text for theme in codebook.themes for pattern in theme.patterns))
    if not wanted:  # a codebook without a pattern yet
        return
    words, documents = pd.Categorical(tokens["token"]), pd.Categorical(tokens["doc_id"])
    scripts = [_script(entry) for entry in words.categories]
    has_script = np.array([script != "" for script in scripts], dtype=bool)[words.codes]
    is_other = np.array([script not in ("", wanted) for script in scripts], dtype=bool)[words.codes]
    known = np.bincount(documents.codes, weights=has_script, minlength=len(documents.categories))
    other = np.bincount(documents.codes, weights=is_other, minlength=len(documents.categories))
    foreign = documents.categories[(known >= _MIN_WORDS) & (other > known / 2)]
    if len(foreign):
        raise LanguageError(
            f"the codebook {codebook.source} ('{codebook.language}') is written in {wanted.title()} script, but most "
            f"words of {len(foreign)} documents are not (such as {listing(foreign, n=3)}); a hit there would be chance "
            "and no hit would mean nothing: leave these documents out or use a codebook in their language"
        )


def _primary(language: object) -> str:
    return str(language).strip().replace("_", "-").split("-")[0].lower()


def _script(text: str) -> str:
    """The script of most letters, as Unicode names begin with it (LATIN, ARABIC, CYRILLIC …); '' without letters."""
    scripts = [_script_of(character) for character in text[:400] if character.isalpha()]
    return max(sorted(set(scripts)), key=scripts.count) if scripts else ""


@cache
def _script_of(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0]
