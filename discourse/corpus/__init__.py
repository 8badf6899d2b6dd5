"""Files → the articles table: readers, corpus descriptions, profile and checks.

A name is imported when it is first used: which files lie behind a corpus is found without pandas.
"""

from importlib import import_module

_MODULES = {
    "discourse.corpus.articles": "check_articles read_articles selection_flow",
    "discourse.corpus.corpora": "corpus_files corpus_names corpus_places describe_corpus list_corpora",
    "discourse.corpus.entries": "CorpusEntry",
    "discourse.corpus.proposals": "corpus_entry outlet_spellings propose_columns propose_dates",
    "discourse.corpus.selection": "select_dates",
}
_HOME = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
