"""Files → the articles table: readers, corpus descriptions, profile and checks."""

from discourse.corpus.articles import check_articles, read_articles, selection_flow
from discourse.corpus.corpora import corpus_files, corpus_places, describe_corpus, list_corpora
from discourse.corpus.entries import CorpusEntry
from discourse.corpus.profile import profile
from discourse.corpus.proposals import corpus_entry, outlet_spellings, propose_columns, propose_dates
from discourse.corpus.selection import select_dates

__all__ = [
    "CorpusEntry",
    "check_articles",
    "corpus_entry",
    "corpus_files",
    "corpus_places",
    "describe_corpus",
    "list_corpora",
    "outlet_spellings",
    "profile",
    "propose_columns",
    "propose_dates",
    "read_articles",
    "select_dates",
    "selection_flow",
]
