"""Corpus-assisted discourse and framing research: verbs on plain tables.

The public names, in the order of work (nothing else is public):

- read: ``propose_columns, propose_dates, outlet_spellings, corpus_entry, list_corpora``,
  ``read_articles, check_articles, select_dates, profile, selection_flow``,
  ``tokenize, bind_tokens, index_tokens, near_duplicates, segments, to_articles, find_phrases, merge_phrases``
- look: ``frequencies, dispersion, lexical_diversity, barcode, concordance, pattern_forms``,
  ``Reading, replay, reading_steps, read_reading, write_reading``,
  ``collocates, compare_collocates, collocation_network, keywords, caption``
- write a codebook: ``read_codebook, write_codebook, import_dictionary, select_themes, collapse_themes``,
  ``check_codebook, audit_codebook, audit_sample, suggest_terms, write_decisions, read_decisions, apply_decisions``
- measure its themes: ``theme_hits, theme_companions, theme_rates, uncovered, selection_overlap, compare_rates``,
  ``leave_one_out, specifications, specification_summary, specification_choices, theme_trend, theme_changes``,
  ``theme_event, theme_overlap, theme_regression, actor_collocates``
- who speaks: ``reported_speech, cue_table, named_statements, review_speakers, name_speakers, quote_statement``,
  ``hit_voices, voice_codes, voice_contrast, source_shares, source_diversity, who_says_what, cue_classes``
- who is named how, and stands where: ``read_actors, actor_mentions, nominations, premodifiers, actor_roles``,
  ``actor_shares, read_markers, reply_rates, actor_claims, actor_concepts, actor_network``,
  ``write_claims, write_events, write_graphml``
- model: ``document_term_matrix, save_matrix, open_matrix, fit_topics, infer_topics, top_terms, top_documents``,
  ``topic_passages, topic_rates, topic_trend, topic_effects, topic_correlations, topic_map, topic_coherence``,
  ``write_topic_names, read_topic_names, name_topics, seed_weights, seed_recall, search_topics, fit_topic_runs``,
  ``topic_stability, save_topics, read_topics, read_gensim_topics``,
  ``word_set_intrusion, topic_intrusion, write_intrusion_sheets, read_intrusion_task, read_intrusion_answers``,
  ``score_intrusion``
- judge: ``coding_units, sampling_plan, sample_to_code, write_sheets, read_codes, read_sample, adjudicate``,
  ``agreement, accuracy, pattern_accuracy, confusions, corrected_rates, codes_needed, validation_banner``
- report: ``run_report, list_reports, verify_report, compare_reports, check_parameters, export_corpus``,
  ``export_report, verify_bundle, write_table``, and what notebooks show results with
- draw: ``discourse.plots``, one function per table
"""

from importlib import import_module

__version__ = "0.1.0"

_MODULES = {
    "discourse.corpus": (
        "propose_columns propose_dates outlet_spellings corpus_entry "
        "read_articles check_articles select_dates selection_flow list_corpora"
    ),
    "discourse.corpus.profile": "profile",
    "discourse.text.tokenize": "tokenize",
    "discourse.text.bind": "bind_tokens",
    "discourse.text.index": "index_tokens TokenIndex",
    "discourse.text.matrix": "document_term_matrix DTM",
    "discourse.text.near_duplicates": "near_duplicates",
    "discourse.lexis.frequencies": "frequencies",
    "discourse.lexis.dispersion": "dispersion",
    "discourse.lexis.diversity": "lexical_diversity",
    "discourse.lexis.barcode": "barcode",
    "discourse.text.segments": "segments to_articles",
    "discourse.text.phrases": "find_phrases",
    "discourse.text.merge": "merge_phrases",
    "discourse.text.forms": "pattern_forms",
    "discourse.text.export": "export_corpus",
    "discourse.lexis.concordance": "concordance",
    "discourse.lexis.reading": "Reading replay reading_steps",
    "discourse.lexis.reading_file": "read_reading write_reading",
    "discourse.lexis.collocates": "collocates",
    "discourse.lexis.compare_collocates": "compare_collocates",
    "discourse.lexis.network": "collocation_network",
    "discourse.lexis.keywords": "keywords",
    "discourse.frames.codebooks.codebook": "select_themes collapse_themes Codebook Theme",
    "discourse.frames.codebooks.file": "read_codebook write_codebook",
    "discourse.frames.codebooks.dictionary_import": "import_dictionary",
    "discourse.frames.codebooks.check": "check_codebook",
    "discourse.frames.codebooks.audit": "audit_codebook",
    "discourse.frames.codebooks.audit_sample": "audit_sample",
    "discourse.frames.codebooks.suggest": "suggest_terms",
    "discourse.frames.codebooks.decisions": "write_decisions read_decisions apply_decisions",
    "discourse.frames.companions": "theme_companions",
    "discourse.lexis.caption": "caption",
    "discourse.frames.hits": "theme_hits",
    "discourse.frames.measures.rates": "theme_rates",
    "discourse.frames.measures.compare": "compare_rates",
    "discourse.frames.measures.trend": "theme_trend",
    "discourse.frames.measures.changes": "theme_changes",
    "discourse.frames.measures.event": "theme_event",
    "discourse.frames.measures.leaving": "leave_one_out",
    "discourse.frames.measures.specifications": "specifications",
    "discourse.stats.specification_summary": "specification_summary specification_choices",
    "discourse.frames.measures.overlap": "theme_overlap",
    "discourse.frames.measures.regression": "theme_regression",
    "discourse.frames.actors.collocates": "actor_collocates",
    "discourse.frames.voices.voice": "hit_voices",
    "discourse.frames.voices.voice_codes": "voice_codes",
    "discourse.frames.voices.speaker_names": "name_speakers",
    "discourse.frames.voices.voice_contrast": "voice_contrast",
    "discourse.frames.voices.sources": "source_shares",
    "discourse.frames.voices.diversity": "source_diversity",
    "discourse.frames.voices.who_says_what": "who_says_what",
    "discourse.frames.voices.cue_classes": "cue_classes",
    "discourse.frames.coverage": "uncovered",
    "discourse.frames.selection": "selection_overlap",
    "discourse.frames.speech.statements": "reported_speech",
    "discourse.frames.speech.cues": "cue_table",
    "discourse.frames.actors.actor_list": "read_actors Actors",
    "discourse.frames.actors.mentions": "actor_mentions",
    "discourse.frames.actors.nominations": "nominations",
    "discourse.frames.actors.roles": "actor_roles premodifiers",
    "discourse.frames.actors.actor_shares": "actor_shares",
    "discourse.frames.actors.markers": "read_markers",
    "discourse.frames.actors.replies": "reply_rates",
    "discourse.frames.actors.actor_concepts": "actor_claims actor_concepts actor_network",
    "discourse.frames.actors.decisions": "write_claims",
    "discourse.frames.actors.network_files": "write_events write_graphml",
    "discourse.frames.speech.decisions": "named_statements review_speakers",
    "discourse.frames.speech.passages": "quote_statement StatementPassage",
    "discourse.topics.fit": "fit_topics",
    "discourse.coding.units": "coding_units",
    "discourse.coding.sample": "sampling_plan sample_to_code",
    "discourse.coding.sheets": "write_sheets",
    "discourse.coding.codes": "read_codes",
    "discourse.coding.lock": "read_sample",
    "discourse.coding.adjudicate": "adjudicate",
    "discourse.coding.agreement": "agreement",
    "discourse.coding.accuracy": "accuracy pattern_accuracy",
    "discourse.coding.confusions": "confusions",
    "discourse.coding.corrected": "corrected_rates",
    "discourse.coding.needed": "codes_needed",
    "discourse.coding.verdict": "validation_banner",
    "discourse.topics.infer": "infer_topics",
    "discourse.topics.seeds": "seed_weights",
    "discourse.topics.recall": "seed_recall",
    "discourse.topics.model": "TopicModel",
    "discourse.topics.runs": "fit_topic_runs topic_stability TopicRuns",
    "discourse.topics.search": "search_topics",
    "discourse.topics.rates": "topic_rates topic_trend",
    "discourse.topics.effects": "topic_effects",
    "discourse.topics.specifications": "topic_specifications",
    "discourse.topics.relations": "topic_correlations topic_map",
    "discourse.topics.names": "write_topic_names read_topic_names name_topics",
    "discourse.topics.store": "save_topics read_topics",
    "discourse.topics.foreign": "read_gensim_topics",
    "discourse.topics.matrix_file": "save_matrix open_matrix",
    "discourse.topics.intrusion": "word_set_intrusion topic_intrusion score_intrusion IntrusionTask",
    "discourse.topics.intrusion_sheets": "write_intrusion_sheets read_intrusion_task read_intrusion_answers",
    "discourse.topics.coherence": "topic_coherence",
    "discourse.topics.terms": "top_terms",
    "discourse.topics.documents": "top_documents topic_passages",
    "discourse.reports.run": "run_report list_reports",
    "discourse.reports.verify": "verify_report Verification",
    "discourse.reports.export": "export_report",
    "discourse.reports.verify_bundle": "verify_bundle",
    "discourse.reports.table_files": "write_table",
    "discourse.reports.compare": "compare_reports",
    "discourse.reports.record": "Run",
    "discourse.reports.guard": "check_parameters",
    "discourse.reports.display": "show_text show_list show_table keep_table show_figure show_passages",
    "discourse.reports.counts": "keep_counts",
    "discourse.reports.preregistration": "show_preregistration read_preregistration Preregistration",
    "discourse.reports.lines": "show_concordance",
    "discourse.reports.quotes": "quote",
    "discourse.reports.sections": (
        "show_selection show_profile show_rates show_uncovered show_theme_passages show_topics"
    ),
    "discourse.reports.prose": (
        "banner describe_articles describe_rates describe_request describe_topics methods colophon"
    ),
    "discourse.reports.measured": "measure_themes ThemeMeasures",
    "discourse.reports.prose_corpus": "describe_corpus describe_copies methods_corpus limits_corpus limits_sources",
    "discourse.reports.prose_themes": "describe_themes methods_themes limits_themes",
    "discourse.reports.sections_corpus": ("show_months show_lengths show_near_duplicates show_flow show_provenance"),
    "discourse.reports.sections_themes": (
        "show_comparison show_trend show_event show_overlap show_left_out show_audit show_codebook"
    ),
    "discourse.reports.sections_voices": "show_banner show_validation",
    "discourse.reports.sections_robustness": (
        "two_groups show_specifications show_topic_specifications show_contrast_passages"
    ),
    "discourse.reports.prose_robustness": "describe_specifications specification_methods",
    "discourse.reports.sections_topics": (
        "topic_instruments show_topic_search show_topic_runs show_topic_groups show_topic_passages show_topic_methods"
    ),
    "discourse.reports.prose_topics": "describe_topic_search describe_topic_runs",
    "discourse.reports.citations": "keep_citations",
    "discourse.reports.statement_passages": "statement_passages voice_passages reply_passages edge_passages",
    "discourse.reports.sections_speakers": (
        "show_attribution_errors show_presentation show_voices show_sources show_who_says_what"
    ),
    "discourse.reports.sections_actors": "actor_list show_replies show_actor_network",
    "discourse.reports.prose_speakers": (
        "attribution_banner describe_statements describe_voices describe_speakers describe_replies "
        "speaker_methods speaker_limits"
    ),
    "discourse.reports.sides": "Sides choose_sides select_sides",
    "discourse.reports.contrast": (
        "contrast_words contrast_collocates contrast_nominations keyword_passages query_lines nomination_passages"
    ),
    "discourse.reports.sections_contrast": (
        "show_keywords show_phrases show_keyword_dispersion show_query_lines show_collocates_by_side show_nominations"
    ),
    "discourse.reports.prose_contrast": (
        "describe_sides describe_keywords describe_collocates contrast_methods contrast_limits"
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
