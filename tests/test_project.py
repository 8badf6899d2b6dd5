import pytest

from discourse.errors import ReadError
from discourse.project import find, project_root


def test_the_root_is_found_from_any_folder_inside(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "corpora.toml").touch()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "codebook.toml").touch()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert project_root() == tmp_path
    assert find("seeds/codebook.toml") == tmp_path / "seeds" / "codebook.toml"
    assert str(find("nowhere.toml")) == "nowhere.toml"


def test_outside_a_project_it_says_so(tmp_path):
    with pytest.raises(ReadError, match=r"no data/corpora\.toml in .* or any folder above it"):
        project_root(tmp_path)
