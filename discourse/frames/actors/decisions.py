"""What a person decided about the claims of a discourse network."""

import csv
from pathlib import Path

import pandas as pd

from discourse.errors import ReadError, TableError, listing, together
from discourse.text.cells import as_cell, from_cell

REVIEWED = ("unreviewed", "confirmed")
#: What can be decided about a claim; ``confirm`` keeps the agreement the machine gave, the next two set it.
DECISIONS = ("confirm", "agrees", "disagrees", "reject", "")
_KEY = ["statement_id", "actor", "concept"]
_SHEET = [*_KEY, "agreement", "speaker", "cue", "text", "rule", "confidence", "decision"]


def write_claims(claims: pd.DataFrame, path: str | Path) -> Path:
    """Write claims as a sheet to decide on. *Is this what is said, by this actor, about this concept?*

    Parameters
    ----------
    claims
        What :func:`actor_claims` returned.
    path
        A CSV file; one that is there is not overwritten.

    Returns
    -------
    Path
        The file: one row per claim, with an empty column ``decision`` to fill with ``confirm``, ``agrees``,
        ``disagrees`` or ``reject``; ``text`` is the verbatim content. Give it back as ``decisions=``.

    Notes
    -----
    Text that a spreadsheet would take for a formula gets an apostrophe in front, which is taken off when the sheet is
    read. A row left empty stays *unreviewed*.

    Examples
    --------
    >>> import tempfile
    >>> from discourse.tables import empty
    >>> path = write_claims(empty("actor_claims"), Path(tempfile.mkdtemp()) / "claims.csv")
    >>> path.read_text(encoding="utf-8-sig").strip()
    'statement_id,actor,concept,agreement,speaker,cue,text,rule,confidence,decision'
    """
    path = Path(path)
    table = claims.assign(decision="")[_SHEET].astype("str")
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_SHEET)
            writer.writerows([[as_cell(value) for value in row] for row in table.itertuples(index=False)])
    except FileExistsError:
        raise ReadError(f"{path} is there already, perhaps with decisions in it; choose another name") from None
    return path


def decided(claims: pd.DataFrame, decisions: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Return the claims as a person decided: confirmed, turned round, or gone.

    Raises
    ------
    TableError
        Naming all decisions that are none, that stand twice, that are about no claim there is, or whose text is not
        the text of that statement any more.
    """
    sheet = _read(decisions) if isinstance(decisions, (str, Path)) else decisions
    missing = [name for name in (*_KEY, "decision") if name not in sheet.columns]
    if missing:
        raise TableError(f"decisions lacks columns: {listing(missing)}; columns there: {listing(sheet.columns)}")
    made = sheet.astype("str").assign(decision=sheet["decision"].fillna("").astype("str").str.strip())
    made = made[made["decision"] != ""]
    there = claims.set_index(_KEY)
    keys = pd.MultiIndex.from_frame(made[_KEY])
    problems = [
        f"decision {value!r} is none of {listing(DECISIONS[:-1])}"
        for value in sorted(set(made["decision"]) - set(DECISIONS))
    ]
    problems += [f"decided twice: {' · '.join(key)}" for key in keys[keys.duplicated()].unique()]
    problems += [f"no such claim: {' · '.join(key)}" for key in keys[~keys.isin(there.index)].unique()]
    if "text" in made.columns and not problems:
        now = there["text"].reindex(keys)
        changed = [_plain(one) != _plain(other) for one, other in zip(now, made["text"], strict=True)]
        problems += [f"another text now: {' · '.join(key)}" for key in keys[changed]]
    if problems:
        raise TableError(together("decisions do not fit the claims:", problems))
    choice = dict(zip(keys, made["decision"], strict=True))
    mine = [choice.get(key, "") for key in there.index]
    agreement = [c if c in ("agrees", "disagrees") else old for c, old in zip(mine, claims["agreement"], strict=True)]
    reviewed = [REVIEWED[1] if c else old for c, old in zip(mine, claims["reviewed"], strict=True)]
    kept = [c != "reject" for c in mine]
    changed = claims.assign(
        agreement=pd.Series(agreement, index=claims.index, dtype="str"),
        reviewed=pd.Series(reviewed, index=claims.index, dtype="str"),
    )
    return changed[pd.Series(kept, index=claims.index, dtype=bool)].reset_index(drop=True)


def _plain(text: str) -> str:
    """Text without what spreadsheets change: the kind of its line ends and spaces."""
    return " ".join(text.split())


def _read(path: str | Path) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ReadError(f"cannot read the decisions {path}: {error}") from None
    return table.map(from_cell)
