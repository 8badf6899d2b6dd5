import numpy as np

from discourse.frames.codebooks.file import read_codebook
from discourse.frames.companions import theme_companions
from discourse.frames.hits import theme_hits
from discourse.tables import check

BOOK = """
name = "b"
version = "1"
language = "en"
[themes.spying]
definition = "d"
patterns = ["spy*"]
companions = ["drone*", "balloon"]
[themes.other]
definition = "d"
patterns = ["x"]
"""


def test_companions_are_counted_beside_the_theme_and_never_as_it(write_codebook, tokens_of):
    book = read_codebook(write_codebook(BOOK))
    tokens = tokens_of("Drones spied. A spy drone, drones.", "A drone.", "Nothing")
    table = check(theme_companions(tokens, book), "companions")
    assert table.iloc[:, :5].values.tolist() == [["spying", "drone*", 4, 2, 2], ["spying", "balloon", 0, 0, 0]]
    assert table["share"].tolist()[0] == 0.5
    assert np.isnan(table["share"].tolist()[1])
    assert theme_hits(tokens, book)["node"].tolist() == ["spy"]


def test_no_companions_and_no_documents_give_the_same_columns(codebook, tokens_of, write_codebook):
    none = theme_companions(tokens_of("threat"), codebook)
    some = theme_companions(tokens_of(), read_codebook(write_codebook(BOOK)))
    assert none.dtypes.tolist() == some.dtypes.tolist()
    assert not len(none)
    assert some["hits"].tolist() == [0, 0]
