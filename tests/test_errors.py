from discourse.errors import did_you_mean, listing, together, unknown_name


def test_unknown_names_come_with_what_is_there_and_the_nearest():
    error = unknown_name("theme", "soverignty", ["unity", "sovereignty"], where="seeds/codebook.toml")
    assert str(error) == (
        "no theme called 'soverignty' in seeds/codebook.toml; themes there: unity, sovereignty; "
        "did you mean 'sovereignty'?"
    )
    assert "corpora there: (none)" in str(unknown_name("corpus", "x", [], where="here"))


def test_near_matches_ignore_case_and_far_ones_are_not_made_up():
    assert did_you_mean("OUTLET", ["outlet", "date"]) == "; did you mean 'outlet'?"
    assert did_you_mean("zzz", ["outlet", "date"]) == ""


def test_long_lists_say_how_much_is_left_out():
    assert listing(range(20), n=3) == "0, 1, 2, … (17 more)"
    assert together("two things:", ["a", "b", "c"], n=2) == "two things:\n  - a\n  - b\n  … and 1 more"
