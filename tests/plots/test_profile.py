import pandas as pd

from discourse import plots
from discourse.corpus.profile import profile


def test_gaps_are_hatched_and_numbers_written():
    dates = pd.to_datetime(["2020-01-01", "2020-01-02", "2020-03-01", "2020-02-01"])
    articles = pd.DataFrame({"doc_id": list("abcd"), "text": "x y", "outlet": ["A", "A", "A", "$B$"], "date": dates})
    months = profile(articles)
    ax = plots.profile(months)
    assert [text.get_text() for text in ax.texts] == ["2", "1", "1"]
    assert [patch.get_hatch() for patch in ax.patches] == ["////"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["A", "$B$"]
    assert "A: 3 documents in 3 months, 2020-01 to 2020-03, the most 2 in 2020-01, 1 without" in plots.profile_alt(
        months
    )


def test_undated_documents_are_not_drawn():
    months = profile(pd.DataFrame({"doc_id": ["a"], "text": ["x"]}))
    assert plots.profile(months).texts[:] == []
    assert plots.profile_alt(months) == "Grid of documents by outlet and month. No document is dated."
