"""The theme report: what cannot be measured is said, what can is told with interval and base."""

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import UnknownNameError
from discourse.reports import sections_themes, sections_voices
from discourse.reports.measured import measure_themes
from discourse.reports.prose_themes import describe_themes, limits_themes, methods_themes


@pytest.fixture(scope="module")
def demo():
    articles = dc.read_articles("demo")
    index = dc.index_tokens(dc.tokenize(articles))
    book = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention", "surveillance_espionage"])
    return articles, index, book, dc.near_duplicates(index)


@pytest.fixture(scope="module")
def measured(demo):
    articles, index, book, near = demo
    settings = {"reference": "The Northern Courier", "event": "2031-07-14", "headline": "foreign_intervention"}
    return measure_themes(
        index, book, corpus="demo", articles=articles, near_duplicates=near, random_state=1, **settings
    )


def test_findings_hold_the_numbers_of_the_tables(demo, measured):
    book = demo[2]
    said = " ".join(describe_themes(measured, book))
    row = measured.comparisons.query("group == 'The Harbour Ledger' and theme == 'foreign_intervention'").iloc[0]
    assert row["q"] <= 0.05
    assert f"{row['value']:.2f} against {row['value_reference']:.2f} per 1,000 tokens" in said
    assert f"95% interval {row['low']:.2f} to {row['high']:.2f}" in said
    assert measured.groups[1] == "The Northern Courier"
    assert "chosen from these data" in methods_themes(measured, book, by="outlet", random_state=1)
    assert "not errors of the codebook" in limits_themes(measured)


def test_every_section_shows_its_table(demo, measured, shown, tmp_path):
    book = demo[2]
    sections_themes.show_comparison(measured, book)
    sections_themes.show_trend(measured, book, event="2031-07-14")
    sections_themes.show_event(measured, book)
    sections_themes.show_overlap(measured, book)
    sections_themes.show_left_out(measured, book)
    sections_themes.show_audit(measured, book)
    sections_themes.show_codebook(book)
    kept = {path.stem for path in (tmp_path / "report" / "tables").iterdir()}
    assert {"comparisons", "trend", "event", "overlap", "left_out", "audit", "codebook", "codebook_patterns"} <= kept
    assert book.sha256 in "".join(shown)


def test_one_outlet_without_dates_is_said_and_goes_on(demo, shown):
    book = demo[2]
    articles = dc.read_articles("lee")
    index = dc.index_tokens(dc.tokenize(articles))
    near = dc.near_duplicates(index)
    found = measure_themes(index, book, corpus="lee", articles=articles, near_duplicates=near, random_state=1)
    assert not len(found.comparisons)
    sections_themes.show_comparison(found, book)
    sections_themes.show_trend(found, book)
    sections_themes.show_event(found, book)
    sections_themes.show_audit(found, book)
    assert "one value, &#x27;ABC&#x27;" in shown[0]
    assert "no document variable called" in shown[1]
    assert "it was not asked for" in shown[2]
    assert "only counted" in shown[3]
    assert "Groups are not compared" in describe_themes(found, book)[0]
    assert "Groups were not compared" in limits_themes(found)


def test_misspelt_names_are_errors_not_empty_tables(demo):
    articles, index, book, near = demo
    base = {"corpus": "demo", "articles": articles, "near_duplicates": near, "random_state": 1}
    with pytest.raises(UnknownNameError, match="did you mean 'foreign_intervention'"):
        measure_themes(index, book, headline="foreign_interventio", **base)
    with pytest.raises(UnknownNameError, match="did you mean 'Meridian Wire'"):
        measure_themes(index, book, reference="Meridian Wir", **base)


def test_a_coding_task_replaces_the_warning(demo, shown, tmp_path):
    _, index, book, _ = demo
    sections_voices.show_banner(book, codes=None, random_state=1)
    assert "has not been validated" in shown[0]
    sample = dc.sample_to_code(index, book, n=20, n_no_hit=20, random_state=1)
    sheets = dc.write_sheets(sample, book, tmp_path / "task", coders=["Ada", "Bo"], random_state=1)
    for sheet in sheets:
        table = pd.read_csv(sheet, dtype="str")
        table["codes"] = "; ".join(theme.name for theme in book.themes)
        table.to_csv(sheet, index=False)
    folder = str(tmp_path / "task")
    sections_voices.show_banner(book, codes=folder, random_state=1)
    assert "People read" in shown[1]
    sections_voices.show_validation(folder, index, book, by=None, random_state=1)
    kept = {path.stem for path in (tmp_path / "report" / "tables").iterdir()}
    assert {"accuracy", "agreement", "corrected_rates"} <= kept
