"""Speakers decided by hand: which statements to decide, and the decisions put in force."""

from pathlib import Path

import pandas as pd

from discourse.errors import ArgumentError, did_you_mean, listing, together
from discourse.tables import check

#: Speakers less sure than this stay out of tables that name them.
NAMED_CONFIDENCE = 0.6
SPEAKER_TYPES = ("person", "organisation", "country", "unnamed", "pronoun", "none")
_COLUMNS = ("article_id", "start", "end", "speaker", "speaker_type")
_NAMED = ("person", "organisation", "country")


def named_statements(statements: pd.DataFrame, *, min_confidence: float = NAMED_CONFIDENCE) -> pd.DataFrame:
    """Keep the statements whose speaker may be named. *Whom do we know well enough to print?*

    Parameters
    ----------
    statements
        A statements table.
    min_confidence
        Least ``speaker_confidence``. The default keeps persons, organisations and countries found by name, by role or
        by a near pronoun, and leaves out pronouns not traced.

    Returns
    -------
    DataFrame
        The rows whose ``speaker_type`` is person, organisation or country and whose speaker is sure enough.

    Examples
    --------
    >>> import discourse as dc
    >>> text = "Some officials said it rained. Ali Reza Karimi said it snowed."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> named_statements(dc.reported_speech(articles))["speaker"].tolist()
    ['Ali Reza Karimi']
    """
    check(statements, "statements")
    named = statements["speaker_type"].isin(_NAMED) & (statements["speaker_confidence"] >= min_confidence)
    return statements[named].reset_index(drop=True)


def review_speakers(statements: pd.DataFrame, *, min_confidence: float = NAMED_CONFIDENCE) -> pd.DataFrame:
    """List the speakers to decide by hand. *Which mentions could the toolkit not trace?*

    Parameters
    ----------
    statements
        A statements table.
    min_confidence
        Speakers less sure than this are listed.

    Returns
    -------
    DataFrame
        One row for each place a doubtful speaker is mentioned, least sure first: ``article_id``, ``start``, ``end``
        (the mention in the article), ``speaker``, ``speaker_type`` (to be corrected), ``speaker_method``,
        ``speaker_confidence``, ``statements`` (how many hang on it). Save it as CSV, correct ``speaker`` and
        ``speaker_type``, delete the rows you leave open, and pass the file as ``speakers=``: what it says wins.

    Notes
    -----
    Places stand in the unchanged articles, so a decision stays good when engine or settings change.
    """
    check(statements, "statements")
    doubtful = statements[
        (statements["speaker_confidence"] < min_confidence) & (statements["speaker_spans"].map(len) > 0)
    ]
    rows = doubtful.assign(
        start=[spans[0][0] for spans in doubtful["speaker_spans"]],
        end=[spans[-1][1] for spans in doubtful["speaker_spans"]],
    )
    keys = ["article_id", "start", "end", "speaker", "speaker_type", "speaker_method", "speaker_confidence"]
    counted = rows.groupby(keys, sort=True, observed=True).size().rename("statements").reset_index()
    return counted.sort_values(["speaker_confidence", "article_id", "start"], kind="stable").reset_index(drop=True)


def read_decisions(speakers: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Read decisions about speakers from a CSV file or table and check them.

    Raises
    ------
    ArgumentError
        Naming every decision that cannot be used.
    """
    where = "speakers" if isinstance(speakers, pd.DataFrame) else str(speakers)
    if not isinstance(speakers, pd.DataFrame):
        if not Path(speakers).is_file():
            raise ArgumentError(f"speakers: no file {where}; review_speakers(statements) gives the rows to decide")
        speakers = pd.read_csv(speakers, dtype="str", keep_default_na=False)
    missing = [name for name in _COLUMNS if name not in speakers.columns]
    if missing:
        raise ArgumentError(
            f"{where}: columns missing: {listing(missing)}; needed: {listing(_COLUMNS)}; "
            f"there: {listing(speakers.columns)}"
        )
    problems = []
    for number, row in enumerate(speakers[list(_COLUMNS)].itertuples(index=False), start=1):
        if row.speaker_type not in SPEAKER_TYPES:
            problems.append(
                f"row {number}: no speaker_type '{row.speaker_type}'; there are {listing(SPEAKER_TYPES)}"
                f"{did_you_mean(row.speaker_type, SPEAKER_TYPES)}"
            )
        if not (str(row.start).isdigit() and str(row.end).isdigit()):
            problems.append(f"row {number}: start and end must be whole numbers, not {row.start!r}, {row.end!r}")
    twice = speakers.duplicated(["article_id", "start", "end"])
    problems += [f"row {n + 1}: this place is decided twice" for n in twice.to_numpy().nonzero()[0]]
    if problems:
        raise ArgumentError(together(f"{where} holds decisions that cannot be used:", problems))
    return speakers[list(_COLUMNS)].astype({"start": "int64", "end": "int64"})


def apply_decisions(statements: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return statements in which the decided speakers stand, with method ``manual`` and full confidence."""
    decided = {
        (str(row.article_id), row.start, row.end): (row.speaker, row.speaker_type) for row in decisions.itertuples()
    }
    names, kinds = statements["speaker"].tolist(), statements["speaker_type"].tolist()
    methods, sure = statements["speaker_method"].tolist(), statements["speaker_confidence"].tolist()
    for place, (article, spans) in enumerate(zip(statements["article_id"], statements["speaker_spans"], strict=True)):
        if spans and (article, spans[0][0], spans[-1][1]) in decided:
            names[place], kinds[place] = decided[article, spans[0][0], spans[-1][1]]
            methods[place], sure[place] = "manual", 1.0
    ids = statements["speaker_id"].tolist()
    ids = [
        (" ".join(name.lower().split()) if kind in _NAMED else "") if method == "manual" else old
        for name, kind, method, old in zip(names, kinds, methods, ids, strict=True)
    ]
    return statements.assign(
        speaker=names, speaker_id=ids, speaker_type=kinds, speaker_method=methods, speaker_confidence=sure
    )
