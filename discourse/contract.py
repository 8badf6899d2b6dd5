"""Which columns every table has, in order, and what each holds.

``name`` and ``text`` columns hold strings, ``whole`` columns whole numbers (none of the three has missing values),
``flag`` columns true or false, ``number`` columns numbers that may be NaN, ``date`` columns days that may be missing,
``spans`` columns lists of (start, end) code points, ``value`` columns anything. Whatever other columns a table carries
are document variables and travel with it.
"""


def _columns(line: str) -> dict[str, str]:
    """Read ``"name doc_id, text text"`` as a mapping from column to kind."""
    return {column: kind for kind, column in (field.split() for field in line.split(","))}


#: Required columns of each table, with the kind of value they hold.
TABLES: dict[str, dict[str, str]] = {
    name: _columns(line)
    for name, line in {
        # read
        "articles": "name doc_id, text text",
        "problems": "text file, text row, text problem",
        "column_proposals": "text column, text role, text why, whole filled, whole distinct, whole longest, "
        "text example",
        "date_proposals": "text date_format, whole read, whole unread, text first, text last, text example",
        "profile": "text outlet, text month, whole documents, whole words, whole empty, whole duplicate, whole undated",
        "tokens": "name doc_id, whole position, text token, text after, whole start, whole end, whole sentence",
        "segments": "name doc_id, text text, name article_id, whole start, whole end",
        "phrases": "text phrase, whole words, whole freq, whole documents, number lambda, number z, number npmi",
        "near_duplicates": "name doc_id, whole cluster, whole size, flag first, number similarity",
        # look
        "hits": "name doc_id, whole start, whole end, text left, text node, text right",
        "frequencies": "text token, whole freq, number per_million, number low, number high, whole documents, "
        "number range, text note, text base",
        "dispersion": "text token, whole freq, whole parts, whole range, number range_share, number juilland_d, "
        "number carroll_d2, number rosengren_s, number dp, number dp_norm, number dp_egbert, number da, number dkl, "
        "text base",
        "lexical_diversity": "name doc_id, whole tokens, whole types, number ttr, number mattr, number mtld, "
        "text note, text base",
        "barcode": "text row, value at, name doc_id, whole start, whole end, text base",
        "keywords": "text token, whole freq, whole freq_ref, number per_million, number per_million_ref, "
        "whole documents, number documents_ref, number log_ratio, number low, number high, number g2, number p, "
        "number q, number top_share, flag dominated, text note, text base",
        "collocates": "text token, whole freq, whole freq_ref, number expected, whole documents, number documents_ref, "
        "number log_ratio, number low, number high, number log_dice, number g2, number p, number q, "
        "number delta_p, number delta_p_node, text note, text base",
        "collocation_network": "text source, text target, whole freq, whole documents, number weight, "
        "number log_ratio, number low, number high, whole step, text base",
        "reading": "whole step, text kind, text what, whole lines, whole documents",
        "pattern_forms": "text pattern, text form, whole freq, whole documents, number share",
        # frame
        "rates": "name theme, whole hits, whole tokens, number per_1000, whole documents, whole documents_with, "
        "number low, number high, text unit, whole units, whole units_with, number value, number design_effect, "
        "number effective_n, text base, text note",
        "counted_documents": "name doc_id, whole tokens, whole units, name drawn_with, text unit, text base",
        "counted_themes": "name doc_id, name theme, whole hits, whole units_with",
        "comparisons": "text group, text reference, name theme, number value, number value_reference, "
        "number difference, number low, number high, number ratio, number ratio_low, number ratio_high, number p, "
        "number q, whole hits, whole documents, whole documents_with, whole hits_reference, whole documents_reference, "
        "whole documents_with_reference, text unit, text base, text note",
        "left_out": "text left_out, name theme, number value, number low, number high, number change, whole documents, "
        "whole documents_with, text unit, text base, text note",
        "specifications": "whole permutation, whole specification, number value, number value_reference, "
        "number estimate, number low, number high, number p, whole documents, whole documents_reference, "
        "text measure, text base, text note",
        "specification_summary": "whole specifications, whole estimated, number estimate, number median, "
        "number lowest, number highest, number same_sign, number significant, whole permutations, "
        "number null_significant, number p_median, number p_significant, text measure, text verdict, text note",
        "specification_choices": "text choice, text option, whole specifications, whole estimated, number median, "
        "number same_sign, number significant, number variance_share",
        "trends": "date start, name theme, number value, number low, number high, whole hits, whole units, "
        "whole documents, whole documents_with, text unit, text base, text note",
        "changes": "name theme, date change, date low, date high, number before, number after, number difference, "
        "number p, number q, whole bins, whole documents, text unit, text base, text note",
        "events": "date event, name theme, number value, number value_reference, number difference, number low, "
        "number high, number ratio, number ratio_low, number ratio_high, number p, number q, whole placebos, "
        "number placebo_p, whole hits, whole documents, whole documents_with, whole hits_reference, "
        "whole documents_reference, whole documents_with_reference, text unit, text base, text note",
        "overlaps": "name theme, name theme_2, whole with_theme, whole with_theme_2, whole both, number expected, "
        "number log_ratio, number low, number high, number log_dice, number p, number q, whole units, "
        "whole documents, whole documents_with, text unit, text base, text note",
        "coefficients": "name theme, text term, number estimate, number error, number low, number high, number p, "
        "number q, number placebo_p, whole documents, whole documents_with, whole clusters, text model, text unit, "
        "text base, text note",
        "actor_collocates": "name theme, text actor, text token, whole both, whole with_actor, whole with_token, "
        "whole sentences, whole documents, number log_ratio, number low, number high, number log_dice, text note",
        "uncovered": "whole sentences, whole uncovered, number share, whole documents",
        "untranslated": "text key, text entry, text reason",
        "findings": "text theme, text pattern, text check, text finding",
        "companions": "text theme, text companion, whole hits, whole documents, whole with_theme, number share",
        "audit": "text theme, text pattern, text sub, flag weak, whole hits, whole documents, number share, "
        "whole excluded, text forms, number value, number without, number low, number high, number change, text note",
        "suggestions": "whole rank, text term, text origin, text theme, whole freq, whole freq_ref, whole documents, "
        "number log_ratio, number g2, number log_dice, text line_1, text line_2, text line_3, text note",
        "decisions": "text theme, text term, text kind, text sub, number weight, text decision, text reason, "
        "text coder, text date",
        "statements": "name doc_id, text text, name article_id, whole start, whole end, text speaker, text speaker_id, "
        "text speaker_type, text speaker_method, number speaker_confidence, text cue, text cue_lemma, text cue_class, "
        "flag cue_negated, flag cue_modal, text polarity, text presentation, spans speaker_spans, spans cue_spans, "
        "spans content_spans, text rule, number confidence, text engine, text within",
        "hit_voices": "name doc_id, whole start, whole end, text left, text node, text right, text voice, text place, "
        "text statement_id, text source, text speaker, text speaker_id, text speaker_type, number speaker_confidence, "
        "text cue, text cue_class",
        "voice_rates": "name theme, name voice, whole hits, whole tokens, number per_1000, whole documents, "
        "whole documents_with, number low, number high, text unit, whole units, whole units_with, number value, "
        "number share, number share_low, number share_high, number purity, number purity_low, number purity_high, "
        "number design_effect, number effective_n, text base, text note",
        "voice_contrast": "name theme, whole hits_reported, whole tokens_reported, number per_1000_reported, "
        "whole hits_unattributed, whole tokens_unattributed, number per_1000_unattributed, number difference, "
        "number low, number high, whole documents, whole documents_compared, text note",
        "source_shares": "name theme, text source, whole amount, number share, number low, number high, "
        "whole documents, whole documents_with, text note",
        "source_diversity": "name theme, whole amount, whole named, number unnamed, number unnamed_low, "
        "number unnamed_high, number not_resolved, whole sources, number effective, number effective_low, "
        "number effective_high, number simpson, number hhi, whole rarefied_to, number rarefied, number rarefied_low, "
        "number rarefied_high, whole documents, text note",
        "who_says_what": "text speaker, name theme, whole hits, whole statements, whole documents, whole tokens, "
        "number per_1000, number low, number high, number expected, number log_ratio, number p, number q, text note",
        "cue_classes": "name cue_class, whole statements, whole total, number share, number low, number high, "
        "number log_odds, number log_odds_low, number log_odds_high, number z, whole documents, text note",
        "reply_rates": "name actor, whole documents, whole accused, whole replied, number rate, number low, "
        "number high, value accused_ids, value reply_ids, text note",
        "nominations": "name doc_id, whole start, whole end, text left, text node, text right, name actor, text kind, "
        "text label, text label_class, text form",
        "actor_roles": "name doc_id, whole start, whole end, text left, text node, text right, name actor, text kind, "
        "name role, text construction, text verb, whole verb_start, whole verb_end, text engine",
        "premodifiers": "name doc_id, whole start, whole end, text left, text node, text right, name actor, "
        "text kind, text premodifier, text head, text engine",
        "actor_shares": "name actor, text value, whole hits, whole total, number share, number low, number high, "
        "number log_odds, number log_odds_low, number log_odds_high, whole documents, text note",
        "actor_claims": "name statement_id, name doc_id, name actor, name concept, name agreement, text reviewed, "
        "text speaker, text cue, text text, spans content_spans, text rule, number confidence",
        "actor_concepts": "name actor, name concept, name agreement, whole statements, whole documents, text reviewed, "
        "value statement_ids",
        "actor_network": "name actor, name other, whole congruence, whole conflict, whole shared, number balance, "
        "value concepts, text reviewed",
        # model
        "top_terms": "whole topic, whole rank, text token, number probability, text measure, number score",
        "top_documents": "whole topic, whole rank, name doc_id, number share, whole tokens",
        "topic_passages": "whole topic, whole rank, name doc_id, number share, whole start, whole end, text token, "
        "number score, text text",
        "seed_weights": "whole topic, name name, text token, whole freq, number pseudo, number share, "
        "number dominance, text note",
        "topic_stability": "whole topic, number jaccard, number lowest, number rbo, number prevalence, number low, "
        "number high, whole runs, text note",
        "topic_search": "whole n_topics, whole run, whole random_state, whole documents, number perplexity, "
        "number npmi, number u_mass_gensim, number u_mass_mimno, number u_mass_stm, number exclusivity, "
        "number diversity, number stability, number rbo, whole stable, flag medoid, text note",
        "topic_rates": "whole topic, number share, number low, number high, whole documents, whole tokens, whole runs, "
        "text note",
        "topic_trend": "value period, whole topic, number share, number low, number high, whole documents, "
        "whole tokens, whole runs, text note",
        "topic_effects": "whole topic, text term, number estimate, number error, number low, number high, number p, "
        "number p_placebo, number between, number same_sign, number jaccard, whole runs, whole documents, "
        "whole clusters, text note",
        "topic_correlations": "whole topic, whole other, number correlation, whole documents",
        "topic_map": "whole topic, number x, number y, number share, text label, number shown",
        "intrusion_sheet": "name item, text question, text a, text b, text c, text d, text answer",
        "intrusion_answers": "name item, text coder, text answer",
        "intrusion_scores": "whole topic, whole answers, whole right, number share, number low, number high, "
        "number chance, whole coders, text note",
        "topic_coherence": "whole topic, text measure, number coherence, whole n, text note",
        "seed_recall": "whole random_state, name name, whole topic, text token, whole freq, number share, "
        "number chance",
        # judge
        "codes": "name unit_id, name coder, name code, value value, text time, text note",
        # report
        "comparison": "text file, text place, text before, text after, text verdict",
        "coding_units": "name unit_id, name doc_id, whole start, whole end, text machine",
        "strata": "name stratum, text theme, whole units, whole wanted, whole drawn, whole shortfall",
        "sample": "name unit_id, name doc_id, whole start, whole end, text before, text text, text after, "
        "text machine, name stratum, whole stratum_units, whole stratum_drawn, number weight",
        "agreement": "name code, whole units, whole coders, number agreement, number alpha, number low, number high, "
        "number ac1, number kappa, number brennan_prediger, number prevalence, number agreement_present, "
        "number agreement_absent, text verdict, text note",
        "accuracy": "name code, whole units, whole documents, whole hits, whole meant, whole unclear, "
        "number precision, number precision_low, number precision_high, number recall, number recall_low, "
        "number recall_high, number f1, number f1_low, number f1_high, text note",
        "pattern_accuracy": "name code, text pattern, whole units, whole right, number precision, number low, "
        "number high, text note",
        "confusions": "name code, text kind, name unit_id, name doc_id, whole start, whole end, text before, "
        "text text, text after",
        "corrected_rates": "name code, whole units, whole documents, whole coded, number raw, number raw_low, "
        "number raw_high, number corrected, number low, number high, number bias, number p_error, "
        "number rogan_gladen, text note",
        "codes_needed": "name code, name stratum, whole units, whole coded, number error_sd, whole needed, "
        "whole more, number margin_now, text note",
    }.items()
}

DTYPES = {
    "name": "str",
    "text": "str",
    "whole": "int64",
    "number": "float64",
    "date": "datetime64[us]",
    "flag": "bool",
    "spans": "object",
    "value": "object",
}
