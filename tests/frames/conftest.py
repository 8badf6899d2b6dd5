from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.codebooks.file import read_codebook
from discourse.tables import check, empty

CODEBOOK = """
name = "mini"
version = "1"
language = "en"

[themes.sovereignty]
definition = "d"
patterns = ["sovereign*", "national sovereignty"]
unless = ["sovereign debt"]
examples = ["Sovereignty first."]

[themes.threat]
definition = "d"
patterns = ["threat*"]

[themes.threat.sub]
military = ["military threat*"]
"""


@pytest.fixture
def write_codebook(tmp_path) -> Callable[[str], Path]:
    """A function writing a codebook file."""

    def write(text: str) -> Path:
        path = tmp_path / "codebook.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def codebook(write_codebook) -> Codebook:
    """Two small themes, with an exclusion and a sub-tag."""
    return read_codebook(write_codebook(CODEBOOK))


@pytest.fixture
def statements_of() -> Callable[..., pd.DataFrame]:
    """A function making a statements table by hand; what a row does not say is plain: asserted, sure, a person."""
    plain = {
        **dict.fromkeys(("speaker", "cue"), ""),
        **{"speaker_type": "person", "speaker_method": "exact", "speaker_confidence": 1.0, "cue_class": "neutral"},
        **{"cue_negated": False, "cue_modal": False, "polarity": "asserted", "presentation": "indirect"},
        **{"rule": "hand", "confidence": 1.0, "engine": "hand", "within": "", "text": "…"},
    }

    def make(*rows: dict, **variables: list) -> pd.DataFrame:
        counted: dict[str, int] = {}
        made = []
        for row in rows:
            article = row["article_id"]
            counted[article] = counted.get(article, 0) + 1
            spans = {f"{kind}_spans": row.get(kind + "_spans", []) for kind in ("speaker", "cue", "content")}
            every = [place for found in spans.values() for span in found for place in span]
            own = {"doc_id": f"{article}#{counted[article]}", "start": min(every), "end": max(every), **spans}
            own["speaker_id"] = row.get("speaker", "")
            own["cue_lemma"] = row.get("cue", "")
            made.append({**plain, **own, **row})
        table = pd.DataFrame(made, columns=list(empty("statements").columns)) if made else empty("statements")
        return check(table.assign(**variables), "statements")

    return make


@pytest.fixture
def said() -> Callable[..., dict]:
    """A function making one row of a statements table out of words marked in a text: where each stands is looked up."""

    def row(text: str, *, content: str, cue: str = "", speaker: str = "", article: str = "d0", **more: object) -> dict:
        def spans(words: str) -> list[tuple[int, int]]:
            parts = [part for part in words.split(" … ") if part]
            assert all(text.count(part) == 1 for part in parts), f"not once in the text: {parts}"
            return [(text.index(part), text.index(part) + len(part)) for part in parts]

        found = {"content_spans": spans(content), "cue_spans": spans(cue), "speaker_spans": spans(speaker)}
        return {"article_id": article, "speaker": speaker, "cue": cue, **found, **more}

    return row
