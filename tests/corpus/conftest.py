from types import SimpleNamespace

import pytest


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Stand in an empty project: ``describe`` its corpora, ``write`` files below its ``root``."""
    root = tmp_path / "project"
    (root / "data").mkdir(parents=True)
    (root / "data" / "corpora.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(root)

    def describe(text, *, local=False):
        name = "corpora.local.toml" if local else "corpora.toml"
        (root / "data" / name).write_text(text, encoding="utf-8")

    def write(path, content):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return root / path

    return SimpleNamespace(root=root, describe=describe, write=write)
