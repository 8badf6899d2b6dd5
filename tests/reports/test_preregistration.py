"""What was registered before: read strictly, shown where it is given, left out where it is not."""

from datetime import date

import pytest

from discourse.errors import ReadError
from discourse.reports import display
from discourse.reports.preregistration import read_preregistration, show_preregistration
from discourse.reports.values import value_problems

GOOD = """registered = 2026-03-01
statement = "A uses it more <b>than</b> B."
registry = "OSF"
url = "https://osf.io/abcde"
deviations = ["Copies were left out."]
"""


@pytest.fixture
def shown(monkeypatch):
    pages: list[str] = []
    monkeypatch.setattr(display, "_display", lambda html, _plain: pages.append(html))
    return pages


def test_it_is_shown_with_day_place_and_departures(shown, tmp_path):
    (tmp_path / "p.toml").write_text(GOOD, encoding="utf-8")
    assert read_preregistration(tmp_path / "p.toml").registered == date(2026, 3, 1)
    show_preregistration(tmp_path / "p.toml")
    assert "Pre-registered on 2026-03-01 (OSF, https://osf.io/abcde)" in shown[0]
    assert "&lt;b&gt;" in shown[0]
    assert "Copies were left out." in shown[-1]


def test_where_none_is_given_nothing_is_shown(shown):
    show_preregistration(None)
    assert shown == []


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('registered = "soon"\nstatment = "x"\nsha256 = "12"\ndeviations = "none"\n', encoding="utf-8")
    with pytest.raises(ReadError) as told:
        read_preregistration(path)
    for said in ("registered must be a day", "did you mean 'statement'", "statement is missing", "64 of the digits"):
        assert said in str(told.value)
    assert "deviations must be a list" in str(told.value)
    assert "preregistration: p.toml" in value_problems({"preregistration": str(path)})[0]
    assert "cannot be read" in value_problems({"preregistration": str(tmp_path / "none.toml")})[0]
