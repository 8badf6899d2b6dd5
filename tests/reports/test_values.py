"""One vocabulary everywhere: what a parameter of a known name may mean."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from discourse.errors import PatternError, ReadError, UnknownNameError
from discourse.reports.values import CHECKS, value_problems


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the corpus and frames rooms: one corpus, one codebook of two themes."""

    def corpus_names(name: str) -> list[tuple[str, str]]:
        if name != "lee":
            raise UnknownNameError(f"no corpus called '{name}'")
        return []

    def read_codebook(path: Path, *, themes: list[str] | None = None) -> None:
        if path.read_text(encoding="utf-8") != "good":
            raise PatternError("not a codebook")
        for theme in themes or []:
            if theme not in ("sovereignty", "unity"):
                raise UnknownNameError(f"no theme called '{theme}'")

    corpus, frames = ModuleType("discourse.corpus"), ModuleType("discourse.frames.codebooks.file")
    corpus.corpus_names, frames.read_codebook = corpus_names, read_codebook
    monkeypatch.setitem(sys.modules, "discourse.corpus", corpus)
    monkeypatch.setitem(sys.modules, "discourse.frames.codebooks.file", frames)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"since": "2024-02-30"}, ["since is '2024-02-30'"]),
        ({"since": "20240101"}, ["since is '20240101'"]),
        ({"since": "2024-1-1"}, ["since is"]),
        ({"until": "today"}, ["until is 'today'"]),
        ({"since": "2024-02-01", "until": "2024-01-31"}, ["since (2024-02-01) lies after until (2024-01-31)"]),
        ({"since": "x", "until": "y"}, ["since is 'x'", "until is 'y'"]),
        ({"n_topics": -1}, ["n_topics is -1"]),
        ({"random_state": -1}, ["random_state is -1"]),
        ({"random_state": 2**32}, ["random_state is 4294967296"]),
        ({"since": "2024-01-31", "until": "2024-01-31", "n_topics": 0, "random_state": 0, "by": "outlet"}, []),
        ({"since": None, "until": None}, []),
    ],
)
def test_dates_and_numbers(values: dict, said: list[str]) -> None:
    problems = value_problems(values)
    assert len(problems) == len(said)
    assert all(problem.startswith(start) for problem, start in zip(problems, said, strict=True))


@pytest.mark.usefixtures("rooms")
def test_a_corpus_must_be_known() -> None:
    assert value_problems({"corpus": "lee"}) == []
    assert value_problems({"corpus": "lie"}) == ["corpus: no corpus called 'lie'"]


@pytest.mark.usefixtures("rooms")
def test_a_codebook_must_be_there_and_sound(project: Path) -> None:
    (project / "seeds").mkdir()
    (project / "seeds" / "codebook.toml").write_text("good", encoding="utf-8")
    (project / "seeds" / "broken.toml").write_text("bad", encoding="utf-8")
    assert value_problems({"codebook": "seeds/codebook.toml", "themes": ["unity"]}) == []
    assert value_problems({"codebook": "seeds/codebok.toml"}) == [
        "codebook is 'seeds/codebok.toml', and there is no such file; did you mean 'codebook.toml'?"
    ]
    assert value_problems({"codebook": "seeds/broken.toml", "themes": ["x"]}) == ["codebook: not a codebook"]
    assert value_problems({"codebook": "seeds/codebook.toml", "themes": ["peace"]}) == [
        "themes: no theme called 'peace'"
    ]
    assert value_problems({"codebook": "seeds/codebook.toml", "themes": []}) == []
    assert value_problems({"themes": ["anything"]}) == []


def test_an_error_of_the_corpus_room_is_a_problem_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def corpus_names(name: str) -> list[tuple[str, str]]:
        raise ReadError(f"{name}: corpora.toml is broken")

    corpus = ModuleType("discourse.corpus")
    corpus.corpus_names = corpus_names
    monkeypatch.setitem(sys.modules, "discourse.corpus", corpus)
    assert value_problems({"corpus": "lee", "n_topics": -1}) == [
        "corpus: lee: corpora.toml is broken",
        "n_topics is -1; it must be 0 (no topics) or more",
    ]


def test_the_vocabulary() -> None:
    assert set(CHECKS) == {
        "corpus",
        "codebook",
        "themes",
        "since",
        "until",
        "n_topics",
        "preregistration",
        "random_state",
    }
