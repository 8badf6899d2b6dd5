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
        # frame
        "rates": "name theme, whole hits, whole tokens, number per_1000, whole documents, whole documents_with, "
        "number low, number high, text base, text note",
        "uncovered": "whole sentences, whole uncovered, number share, whole documents",
        "statements": "name doc_id, text text, name article_id, whole start, whole end, text speaker, text speaker_id, "
        "text speaker_type, text speaker_method, number speaker_confidence, text cue, text cue_lemma, text cue_class, "
        "flag cue_negated, flag cue_modal, text polarity, text presentation, spans speaker_spans, spans cue_spans, "
        "spans content_spans, text rule, number confidence, text engine",
        # model
        "top_terms": "whole topic, whole rank, text token, number probability",
        "top_documents": "whole topic, whole rank, name doc_id, number share, whole tokens",
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
