"""Corpus-assisted discourse and framing research: verbs on plain tables.

The public names, in the order of work (nothing else is public):

- read: ``read_articles, check_articles, select_dates, profile, selection_flow, list_corpora``,
  ``tokenize, bind_tokens, index_tokens, segments, to_articles, find_phrases, merge_phrases``
- look: ``concordance, keywords, pattern_forms``
- frame: ``read_codebook, select_themes, theme_hits, theme_rates, uncovered, selection_overlap``
- model: ``document_term_matrix, fit_topics, top_terms, top_documents``
- share: ``export_corpus``
- report: ``run_report, list_reports, check_parameters``, and what notebooks show results with
- draw: ``discourse.plots``, one function per table
"""

from importlib import import_module

__version__ = "0.1.0"

_MODULES = {
    "discourse.corpus": "read_articles check_articles select_dates profile selection_flow list_corpora",
    "discourse.text.tokenize": "tokenize",
    "discourse.text.bind": "bind_tokens",
    "discourse.text.index": "index_tokens TokenIndex",
    "discourse.text.matrix": "document_term_matrix DTM",
    "discourse.text.segments": "segments to_articles",
    "discourse.text.phrases": "find_phrases",
    "discourse.text.merge": "merge_phrases",
    "discourse.text.forms": "pattern_forms",
    "discourse.text.export": "export_corpus",
    "discourse.lexis.concordance": "concordance",
    "discourse.lexis.keywords": "keywords",
    "discourse.frames.codebook": "select_themes Codebook",
    "discourse.frames.codebook_file": "read_codebook",
    "discourse.frames.hits": "theme_hits",
    "discourse.frames.rates": "theme_rates",
    "discourse.frames.coverage": "uncovered",
    "discourse.frames.selection": "selection_overlap",
    "discourse.topics.fit": "fit_topics",
    "discourse.topics.model": "top_terms top_documents TopicModel",
    "discourse.reports.run": "run_report list_reports",
    "discourse.reports.record": "Run",
    "discourse.reports.guard": "check_parameters",
    "discourse.reports.display": "show_text show_list show_table keep_table show_figure show_passages",
    "discourse.reports.quotes": "quote",
    "discourse.reports.sections": (
        "show_selection show_profile show_rates show_uncovered show_theme_passages show_topics"
    ),
    "discourse.reports.prose": (
        "banner describe_articles describe_rates describe_request describe_topics methods colophon"
    ),
    "discourse.errors": "DiscourseError NoHitsWarning",
}
_HOME = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [*_HOME, "plots"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that importing the package costs next to nothing."""
    if name == "plots":
        return import_module("discourse.plots")
    if name not in _HOME:
        from discourse.errors import did_you_mean

        raise AttributeError(f"discourse has no public name '{name}'{did_you_mean(name, __all__)}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
