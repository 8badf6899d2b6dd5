"""In whose words a hit stands: reported, denied, hypothetical, or unattributed."""

import numpy as np
import pandas as pd

from discourse.errors import TableError, listing
from discourse.frames.voices.cover import VOICE_OF, content_pieces, innermost, sorted_statements
from discourse.frames.voices.source_names import MIN_CONFIDENCE, sources_of
from discourse.tables import check, columns, document_variables

#: Every voice a hit can be in, in the order of tables and figures. The first three are reported content.
VOICES = ("reported", "denied", "hypothetical", "unattributed")
#: Columns a hit in a statement takes over from it.
_TAKEN = ["speaker", "speaker_id", "speaker_type", "cue", "cue_class"]
_ADDED = ["voice", "place", "statement_id", "source", *_TAKEN[:3], "speaker_confidence", *_TAKEN[3:]]


def hit_voices(hits: pd.DataFrame, statements: pd.DataFrame, *, min_confidence: float = MIN_CONFIDENCE) -> pd.DataFrame:
    """Say in whose words each hit stands. *Is it the outlet that speaks here, or somebody it quotes?*

    Parameters
    ----------
    hits
        A hits table: of :func:`theme_hits`, :func:`concordance` …
    statements
        What :func:`reported_speech` returned for the same articles.
    min_confidence
        A speaker the table is less sure of is ``(not resolved)`` in ``source``.

    Returns
    -------
    DataFrame
        The rows and columns of ``hits`` (in their order), and after ``right``: ``voice`` (``reported``, ``denied`` or
        ``hypothetical``: inside reported content of that polarity; ``unattributed``: everywhere else), ``place``
        (``content``, ``cue``, ``speaker`` or ``outside``), ``statement_id`` (the statement's ``doc_id``), ``source``
        (who supplies it, as :func:`source_shares` counts it: a speaker, ``(unnamed)``, ``(not resolved)`` or ``(no
        speaker)``), ``speaker, speaker_id, speaker_type, speaker_confidence, cue, cue_class``. For an unattributed hit
        these are ``""`` (NaN).

    Raises
    ------
    TableError
        If a table breaks its contract, or ``hits`` already has one of these columns.

    Notes
    -----
    A hit belongs to the innermost statement in whose content at least half of its characters lie: when A says that B
    denied something, it is B's denial. A statement's own cue and the naming of its own speaker are the words of
    whoever reports it, also when the cue itself is the hit (*condemned*): such a hit is in the statement around it,
    if there is one, and unattributed else; ``place`` says ``cue`` or ``speaker``, so they can be counted.
    ``unattributed`` means that no attribution was found, never that the outlet vouches for the words.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> text = "Sand said sovereignty comes first. Tollmer denied that troops had violated its airspace."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> tokens, statements = dc.tokenize(articles), dc.reported_speech(articles)
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> dc.hit_voices(dc.theme_hits(tokens, codebook), statements)[["node", "voice", "source"]].values.tolist()
    [['sovereignty', 'reported', 'Sand'], ['violated its airspace', 'denied', 'Tollmer']]
    """
    check(hits, "hits")
    there = [name for name in _ADDED if name in hits.columns]
    if there:
        raise TableError(f"hits already have columns named like those of the result: {listing(there)}; drop them first")
    rows = sorted_statements(statements)
    rows = rows.assign(source=sources_of(rows, level="speaker", min_confidence=min_confidence))
    found = innermost(hits, content_pieces(rows))
    added = pd.DataFrame({"voice": _voices(rows, found), "place": _places(hits, rows, found)})
    added["statement_id"] = _of(rows, "doc_id", found)
    for name in ("source", *_TAKEN):
        added[name] = _of(rows, name, found)
    confidence = np.append(rows["speaker_confidence"].to_numpy(np.float64), np.nan)
    added["speaker_confidence"] = confidence[found]
    front = hits[columns("hits")].reset_index(drop=True)
    behind = hits[document_variables(hits, "hits")].reset_index(drop=True)
    return pd.concat([front, added[_ADDED], behind], axis=1)


def _voices(statements: pd.DataFrame, found: np.ndarray) -> pd.Series:
    voices = [*statements["polarity"].map(VOICE_OF).tolist(), "unattributed"]
    return pd.Series([voices[number] for number in found.tolist()], dtype="str")


def _of(statements: pd.DataFrame, name: str, found: np.ndarray) -> pd.Series:
    """The value of each hit's statement; -1 is none."""
    values = [*statements[name].astype("str").tolist(), ""]
    return pd.Series([values[number] for number in found.tolist()], dtype="str")


def _places(hits: pd.DataFrame, statements: pd.DataFrame, found: np.ndarray) -> pd.Series:
    """Where each hit stands: in the content, cue or speaker (whichever is shorter) of some statement, or outside."""
    kinds, number = ("content", "cue", "speaker"), max(1, len(statements))
    pieces = [content_pieces(statements, f"{kind}_spans") for kind in kinds]
    every = pd.concat([piece.assign(statement=piece["statement"] + n * number) for n, piece in enumerate(pieces)])
    inside = innermost(hits, every.reset_index(drop=True))
    kind = np.array([*kinds, "outside"], dtype=object)[np.where(inside < 0, 3, inside // number)]
    kind[(found >= 0) & (inside % number == found)] = "content"  # half in the content, half in its own cue
    return pd.Series(kind, dtype="str")
