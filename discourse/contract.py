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
        "phrases": "text phrase, whole words, whole freq, whole documents, number lambda, number z, number npmi",
        "near_duplicates": "name doc_id, whole cluster, whole size, flag first, number similarity",
        # look
        "hits": "name doc_id, whole start, whole end, text left, text node, text right",
        "keywords": "text token, whole freq, whole freq_ref, whole documents, whole documents_ref, number log_ratio, "
        "number low, number high, number g2, number p, number q, text note",
        "pattern_forms": "text pattern, text form, whole freq, whole documents, number share",
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
