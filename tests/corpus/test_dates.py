import numpy as np
import pandas as pd
import pytest

from discourse.corpus.dates import as_written, check_date_format, iso_day, parse_dates
from discourse.errors import ArgumentError


def parse(*values, date_format=None):
    dates, problems = parse_dates(pd.Series(values, dtype=object), date_format=date_format)
    return [None if pd.isna(one) else one.isoformat() for one in dates], problems


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2016-07-14", "2016-07-14T00:00:00"),
        ("2016-07-14T23:30", "2016-07-14T23:30:00"),
        ("2016-07-14 23:30:05.250", "2016-07-14T23:30:05.250000"),
        ("2016-07-14T23:30:00Z", "2016-07-14T23:30:00"),
        ("2016-07-14T23:30:00-05:00", "2016-07-14T23:30:00"),
        ("2016-07-14T00:30:00+0530", "2016-07-14T00:30:00"),
        ("0900-01-01", "0900-01-01T00:00:00"),
        ("", None),
        ("  ", None),
        (None, None),
        (np.nan, None),
        (pd.NaT, None),
        (pd.Timestamp("2016-07-14T01:00", tz="Asia/Tehran"), "2016-07-14T01:00:00"),
    ],
)
def test_iso_dates_keep_the_day_as_written(written, read):
    assert parse(written) == ([read], {})


@pytest.mark.parametrize(
    "written",
    [
        "03/07/2019",
        "2019",
        "2019-07",
        "20190703",
        "2019-W27-3",
        "2019-02-30",
        "2019-07-03T25:00",
        " 2019-07-03",
        "2019-07-03\n",
        "NA",
        "None",
        "yesterday",
        "۲۰۱۹-۰۷-۰۳",
        20190703,
        1562112000.0,
        True,
        ["2019-07-03"],
    ],
)
def test_anything_else_is_a_problem_and_not_a_date(written):
    dates, problems = parse("2016-01-01", written)
    assert dates == ["2016-01-01T00:00:00", None]
    assert list(problems) == [1]


def test_a_stated_format_is_the_only_one():
    dates, problems = parse("14.07.2016", "2016-07-14", "", date_format="%d.%m.%Y")
    assert dates == ["2016-07-14T00:00:00", None, None]
    assert problems == {1: "date '2016-07-14' does not match date_format='%d.%m.%Y'"}


def test_numbers_are_read_with_a_stated_format():
    assert parse(1980, 1981.0, None, date_format="%Y") == (["1980-01-01T00:00:00", "1981-01-01T00:00:00", None], {})


def test_dates_in_a_typed_column_stay_what_they_are():
    aware = pd.Series(pd.to_datetime(["2016-07-14T23:30:00-05:00", None]))
    dates, problems = parse_dates(aware)
    assert str(dates.dtype) == "datetime64[us]"
    assert dates[0] == pd.Timestamp("2016-07-14T23:30")
    assert problems == {}


@pytest.mark.parametrize("date_format", ["%d %B", "%H:%M", "", "%Y-%Q", "%Y %"])
def test_a_format_without_a_year_or_with_a_wrong_directive_is_refused(date_format):
    with pytest.raises(ArgumentError, match="date_format"):
        check_date_format(date_format)


@pytest.mark.parametrize("date_format", [None, "%Y", "%d.%m.%y", "%Y-%m-%dT%H:%M:%S%z"])
def test_other_formats_are_accepted(date_format):
    check_date_format(date_format)


@pytest.mark.parametrize("value", ["2016", "2016-7-14", "2016-02-30", "", "today", None, 2016])
def test_bounds_must_be_iso_days(value):
    with pytest.raises(ArgumentError, match="since="):
        iso_day(value, name="since")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (float("nan"), None),
        (pd.NA, None),
        ("", ""),
        (np.int64(3), "3"),
        ("7.0", "7.0"),
    ],
)
def test_values_are_written_as_a_person_would(value, written):
    assert as_written(value) == written
