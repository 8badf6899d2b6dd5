"""What a report is made from is known by checksum, and told without a machine's folders."""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from discourse.reports import inputs
from discourse.reports.inputs import checksum, gather_inputs, library_versions, run_key, sha256


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Path]], None]:
    """Say which files stand behind every corpus name."""

    def stand_in(files: list[Path]) -> None:
        room = ModuleType("discourse.corpus")
        room.corpus_places = lambda _: [(path.name, path) for path in files]
        monkeypatch.setitem(sys.modules, "discourse.corpus", room)

    return stand_in


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_named_by_parameters_are_inputs(project: Path) -> None:
    notebook = write(project / "notebooks" / "n.ipynb")
    write(project / "seeds" / "codebook.toml", "themes")
    found = gather_inputs(
        notebook,
        {"codebook": "seeds/codebook.toml", "by": "outlet", "names": ["a"], "n": 3, "none": None},
        root=project,
    )
    assert list(found) == ["discourse (package source)", "notebooks/n.ipynb", "seeds/codebook.toml"]
    assert found["seeds/codebook.toml"] == hashlib.sha256(b"themes").hexdigest()


def test_a_corpus_outside_the_project_goes_by_name(
    project: Path, tmp_path: Path, corpus: Callable[[list[Path]], None]
) -> None:
    notebook = write(project / "notebooks" / "n.ipynb")
    files = [
        write(project / "data" / "a.csv"),
        write(tmp_path / "1" / "b.csv", "1"),
        write(tmp_path / "2" / "b.csv", "2"),
    ]
    corpus(files)
    (project / "data" / "corpora.toml").write_text('[lee]\npath = "a"\n[other]\npath = "b"\n', encoding="utf-8")
    found = gather_inputs(notebook, {"corpus": "lee"}, root=project)
    assert {"data/a.csv", "outside the project: b.csv", "outside the project: b.csv (2)"} <= set(found)
    assert "description of corpus lee" in found
    assert str(tmp_path) not in json.dumps(found)
    (project / "data" / "corpora.toml").write_text('[lee]\npath = "a"\n[other]\npath = "c"\n', encoding="utf-8")
    assert gather_inputs(notebook, {"corpus": "lee"}, root=project) == found
    (project / "data" / "corpora.toml").write_text('[lee]\npath = "a"\nlanguage = "en"\n', encoding="utf-8")
    assert gather_inputs(notebook, {"corpus": "lee"}, root=project) != found


def test_a_corpus_that_comes_with_a_package_goes_by_its_place_there(
    project: Path, corpus: Callable[[list[Path]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = write(project / "notebooks" / "n.ipynb")
    packages = project / ".venv" / "lib"
    corpus([write(packages / "gensim" / "lee.cor")])
    monkeypatch.setattr("sysconfig.get_paths", lambda: {"purelib": str(packages)})
    assert "installed: gensim/lee.cor" in gather_inputs(notebook, {"corpus": "lee"}, root=project)


def test_a_corpus_of_many_files_is_one_sum(project: Path, corpus: Callable[[list[Path]], None]) -> None:
    notebook = write(project / "notebooks" / "n.ipynb")
    files = [write(project / "data" / "many" / f"{number}.txt", str(number)) for number in range(51)]
    corpus(files)
    before = gather_inputs(notebook, {"corpus": "many"}, root=project)
    assert "corpus many (51 files)" in before
    write(files[7], "changed")
    after = gather_inputs(notebook, {"corpus": "many"}, root=project)
    assert [name for name in before if before[name] != after[name]] == ["corpus many (51 files)"]


def test_versions_name_python_and_what_computes() -> None:
    versions = library_versions()
    assert {"python", "platform", "numpy", "pandas", "gensim", "nbconvert"} <= set(versions)
    assert set(versions) <= {"python", "platform", "discourse", *inputs.PACKAGES}


def test_the_key_follows_everything_that_determines_the_outcome() -> None:
    base = ("n.ipynb", {"n": 1}, {"a": "1"}, {"numpy": "2"})
    others = [
        ("m.ipynb", *base[1:]),
        (base[0], {"n": 2}, *base[2:]),
        (*base[:2], {"a": "2"}, base[3]),
        (*base[:3], {"numpy": "3"}),
    ]
    assert len({run_key(*case) for case in (base, *others)}) == 5
    assert checksum({"a": 1, "b": "é"}) == checksum({"b": "é", "a": 1})


def test_sha256_is_the_checksum_everyone_computes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")  # FIPS 180-2, appendix B.1
    assert sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_package_is_an_input_with_its_template() -> None:
    home = Path(inputs.__file__).parents[1]
    assert (home / "reports" / "template" / "style.css").is_file()
    assert inputs.package_source() == inputs.package_source()


def test_a_renamed_folder_at_any_depth_of_a_corpus_is_seen(project: Path, tmp_path: Path) -> None:
    notebook = write(project / "notebooks" / "n.ipynb")
    outside = tmp_path / "elsewhere"
    write(outside / "2016" / "x" / "a.txt")
    before = gather_inputs(notebook, {"corpus": str(outside)}, root=project)
    (outside / "2016").rename(outside / "2017")
    after = gather_inputs(notebook, {"corpus": str(outside)}, root=project)
    assert [name for name in before if before[name] != after[name]] == [f"places of corpus {outside}"]


def test_places_are_those_in_the_corpus_and_not_on_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for checkout in ("one", "another"):  # two corpora joined have only the checkout's folder in common
        root = tmp_path / checkout
        notebook = write(root / "notebooks" / "n.ipynb")
        write(root / "data" / "a.txt"), write(root / "more" / "b" / "c.txt")
        write(root / "data" / "corpora.toml", "[a]\npath = 'data/a.txt'\n[b]\npath = 'more/b'\n")
        monkeypatch.chdir(root)
        found.append(gather_inputs(notebook, {"corpus": "a+b"}, root=root))
    assert found[0] == found[1]


def test_a_file_of_the_same_name_in_the_current_folder_is_not_the_input(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = write(project / "notebooks" / "n.ipynb")
    write(project / "seeds" / "codebook.toml", "themes")
    write(project / "notebooks" / "seeds" / "codebook.toml", "another")
    monkeypatch.chdir(project / "notebooks")
    found = gather_inputs(notebook, {"codebook": "seeds/codebook.toml"}, root=project)
    assert found["seeds/codebook.toml"] == hashlib.sha256(b"themes").hexdigest()
    assert "notebooks/seeds/codebook.toml" not in found
