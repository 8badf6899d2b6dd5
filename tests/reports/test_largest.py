import pandas as pd

from discourse.reports.largest import largest_groups, only_largest


def table(groups: int, themes: int) -> pd.DataFrame:
    rows = [(f"g{group}", f"t{theme}", group) for theme in range(themes) for group in range(groups)]
    return pd.DataFrame(rows, columns=["outlet", "theme", "documents"])


def test_the_largest_groups_that_fit_stay_in_their_order():
    given = table(groups=20, themes=18)
    kept = largest_groups(given, ["outlet"])
    assert list(kept["outlet"].unique()) == ["g15", "g16", "g17", "g18", "g19"]  # 90 rows for 18 themes
    assert len(kept) == 5 * 18
    assert "groups with the most documents" in only_largest(kept, given)


def test_few_groups_and_no_groups_all_stay():
    given = table(groups=3, themes=2)
    assert largest_groups(given, ["outlet"]).equals(given)
    assert largest_groups(given, []).equals(given)
    assert only_largest(given, given) == ""


def test_groups_of_two_variables_and_without_a_value():
    given = table(groups=9, themes=30).assign(year=2031)
    given.loc[given["outlet"] == "g8", "outlet"] = None
    kept = largest_groups(given, ["outlet", "year"])
    assert set(kept["documents"]) == {6, 7, 8}


def test_there_is_always_one_group():
    assert list(largest_groups(table(groups=4, themes=200), ["outlet"])["outlet"].unique()) == ["g3"]
