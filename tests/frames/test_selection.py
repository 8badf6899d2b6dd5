from discourse.frames.selection import selection_overlap


def test_hits_on_words_of_the_query_are_counted(tokens_of, codebook):
    overlap = selection_overlap(tokens_of("national sovereignty, sovereigns; a threat"), codebook, ["sovereignty"])
    assert overlap["theme"].tolist() == ["sovereignty", "threat"]
    assert overlap[["hits", "selected"]].to_numpy().tolist() == [[2, 1], [1, 0]]
    assert overlap["share"].tolist() == [0.5, 0]


def test_no_hit_has_no_share(tokens_of, codebook):
    overlap = selection_overlap(tokens_of("x"), codebook, ["x"])
    assert overlap["share"].isna().all()
