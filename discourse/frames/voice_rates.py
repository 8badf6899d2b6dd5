"""Theme rates split by voice: in whose words the vocabulary stands."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import TableError, listing
from discourse.frames.codebook import Codebook
from discourse.frames.cover import VOICE_OF, content_pieces, innermost, sorted_statements
from discourse.frames.estimates import check_by, document_groups, ratio_estimates, with_group
from discourse.frames.hits import theme_matches
from discourse.frames.purity import Purity, measured_purity
from discourse.frames.voice import VOICES
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex


def voice_rates(
    index: TokenIndex,
    codebook: Codebook,
    statements: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    by: Sequence[str],
    base: str,
    confidence: float,
    random_state: int,
) -> pd.DataFrame:
    """Return the rates of :func:`theme_rates` with ``statements=``; see there.

    Parameters
    ----------
    index, codebook, statements
        Tokens, themes, reported speech.
    documents
        The base, indexed by sorted ``doc_id``: ``tokens`` and the ``by`` columns.
    base
        What a document is here.
    """
    rows = sorted_statements(statements)
    check_by(by, by, columns("voice_rates"), where="the tokens")
    if len(rows) and len(documents) and not rows["article_id"].isin(documents.index).any():
        raise TableError(
            f"no statement is of a document among the {len(documents):,} given (articles of the statements: "
            f"{listing(rows['article_id'].unique(), n=3)}; documents: {listing(documents.index, n=3)}); "
            "pass what reported_speech() returned for these articles"
        )
    wanted = [*by, *columns("voice_rates")]
    if not len(documents):
        return empty("voice_rates").reindex(columns=wanted)
    counts, purity = _counts(index, codebook, rows, documents), measured_purity(rows)
    named = documents.rename_axis("doc_id").reset_index()
    parts = []
    for _, group in document_groups(named, by):
        mine = counts[group.index.to_numpy()]
        table = _group_rates(mine, group, codebook, confidence=confidence, random_state=random_state)
        parts.append(with_group(table, group, by))
    return _with_purity(pd.concat(parts, ignore_index=True).assign(base=base), purity)[wanted]


def _counts(index: TokenIndex, codebook: Codebook, statements: pd.DataFrame, documents: pd.DataFrame) -> np.ndarray:
    """Hits, documents × themes × voices."""
    matches = theme_matches(index, codebook)
    hits = match_spans(index, matches)
    voices = np.array([*(VOICES.index(VOICE_OF[value]) for value in statements["polarity"]), 3], dtype=np.int64)
    voice = voices[innermost(hits, content_pieces(statements))]
    document = documents.index.get_indexer(hits["doc_id"])
    theme = pd.Categorical(matches["theme"], categories=codebook.theme_names).codes.astype(np.int64)
    shape = (len(documents), len(codebook.themes), len(VOICES))
    place = np.ravel_multi_index((document, theme, voice), shape)
    return np.bincount(place, minlength=np.prod(shape)).reshape(shape)


def match_spans(index: TokenIndex, matches: pd.DataFrame) -> pd.DataFrame:
    """Where matches stand: ``doc_id, start, end`` in characters."""
    first, last = matches["first"].to_numpy(), matches["last"].to_numpy()
    return pd.DataFrame(
        {
            "doc_id": index.tokens["doc_id"].iloc[first].astype("str").array,
            "start": index.tokens["start"].to_numpy(np.int64)[first],
            "end": index.tokens["end"].to_numpy(np.int64)[last],
        }
    )


def _group_rates(
    counts: np.ndarray, group: pd.DataFrame, codebook: Codebook, *, confidence: float, random_state: int
) -> pd.DataFrame:
    """The rates of all themes and voices in one group of documents."""
    number, themes, voices = counts.shape
    flat = counts.reshape(number, themes * voices)
    of_theme = np.repeat(counts.sum(axis=2), voices, axis=1)
    tokens = np.broadcast_to(group["tokens"].to_numpy()[:, None], flat.shape)
    estimates = ratio_estimates(
        np.hstack([flat * 1000, flat]),
        np.hstack([tokens, of_theme]),
        ids=group["doc_id"].tolist(),
        confidence=confidence,
        random_state=random_state,
    )
    rates, shares = (
        part.reset_index(drop=True) for part in (estimates[: themes * voices], estimates[themes * voices :])
    )
    return pd.DataFrame(
        {
            "theme": np.repeat(codebook.theme_names, voices).astype("str"),
            "voice": np.tile(VOICES, themes).astype("str"),
            "hits": flat.sum(axis=0),
            "tokens": int(group["tokens"].sum()),
            "per_1000": rates["value"],
            "low": rates["low"],
            "high": rates["high"],
            "share": shares["value"],
            "share_low": shares["low"],
            "share_high": shares["high"],
            "documents": number,
            "documents_with": rates["documents_with"],
            "note": rates["note"],
        }
    )


def _with_purity(rates: pd.DataFrame, purity: Purity) -> pd.DataFrame:
    """Say beside each unattributed rate how far the word can be trusted."""
    mine = rates["voice"] == "unattributed"
    for name, value in (("purity", purity.value), ("purity_low", purity.low), ("purity_high", purity.high)):
        rates[name] = np.where(mine, value, np.nan)
    said = [
        note + ("; " if note and own else "") + (purity.note if own else "")
        for note, own in zip(rates["note"], mine, strict=True)
    ]
    return rates.assign(note=pd.Series(said, index=rates.index, dtype="str"))
