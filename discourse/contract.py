"""Which columns every table has, in order, and what each holds.

``name`` and ``text`` columns hold strings, ``whole`` columns whole numbers (none of the three has missing values),
``flag`` columns true or false, ``number`` columns numbers that may be NaN, ``spans`` columns lists of (start, end) code
points, ``value`` columns anything. Whatever other columns a table carries are document variables and travel with it.
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
        "tokens": "name doc_id, whole position, text token, text after, whole start, whole end, whole sentence",
        "segments": "name doc_id, text text, name article_id, whole start, whole end",
        "near_duplicates": "name doc_id, whole cluster, whole size, flag first, number similarity",
        # look
        "hits": "name doc_id, whole start, whole end, text left, text node, text right",
        "keywords": "text token, whole freq, whole freq_ref, whole documents, whole documents_ref, number log_ratio, "
        "number low, number high, number g2, number p, number q, text note",
        # frame
        "rates": "name theme, whole hits, whole tokens, number per_1000, whole documents, whole documents_with, "
        "number low, number high, text base, text note",
        "uncovered": "whole sentences, whole uncovered, number share, whole documents",
        "statements": "name doc_id, text text, name article_id, whole start, whole end, text speaker, text speaker_id, "
        "text speaker_type, text speaker_method, number speaker_confidence, text cue, text cue_lemma, text cue_class, "
        "flag cue_negated, flag cue_modal, text polarity, text presentation, spans speaker_spans, spans cue_spans, "
        "spans content_spans, text rule, number confidence, text engine",
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
        "intrusion_scores": "whole topic, whole answers, whole right, number share, number low, number high, "
        "number chance, whole coders, text note",
        "topic_coherence": "whole topic, text measure, number coherence, whole n, text note",
        "seed_recall": "whole random_state, name name, whole topic, text token, whole freq, number share, "
        "number chance",
        # judge
        "codes": "name unit_id, name coder, name code, value value, text time, text note",
    }.items()
}

DTYPES = {
    "name": "str",
    "text": "str",
    "whole": "int64",
    "number": "float64",
    "flag": "bool",
    "spans": "object",
    "value": "object",
}
