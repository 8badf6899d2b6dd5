"""Codebooks on research data: suggestions from a seed article, names exchanged in speeches, dictionaries of others."""

import json
import re

import pandas as pd
import pytest

import discourse as dc
from discourse.frames.codebooks.actor_names import shipped_actors
from discourse.text.patterns import parse_pattern

#: For each theme of the draft codebook in the shared METHODS.md, words its patterns are made of. A suggestion counts if
#: one of its words begins with one of them.
HEADS = {
    "sovereignty": ["sovereign", "territor", "airspace", "border", "independence"],
    "foreign_intervention": ["interven", "interfer", "external", "foreign", "outside", "meddl"],
    "surveillance_espionage": ["spy", "spies", "espionage", "surveil", "reconnaissance", "overflight"],
    "regional_self_reliance": ["self-relian", "relian", "relying", "indigenous", "themselves"],
    "security_threat_deterrence": ["threat", "deter", "missile", "ceasefire", "retaliat", "hostile", "military"],
    "nuclear_denial": ["nuclear"],
    "delegitimation": ["lies", "fabricat", "propaganda", "baseless", "pretext"],
    "economic_ties_sanctions": ["trade", "sanction", "gas", "debt", "export", "economic"],
    "non_interference_elections": ["affairs", "election", "elections", "internal"],
    "dialogue_cooperation": ["dialogue", "cooperation", "negotiat", "mediat"],
    "unity_inclusion": ["unity", "minorit", "currents", "sect", "inclusi", "reconciliation"],
}


@pytest.fixture(scope="module")
def seed(shared) -> pd.DataFrame:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    return pd.DataFrame({"doc_id": [f"seed {number}" for number in range(len(texts))], "text": texts})


@pytest.mark.proof
def test_one_seed_article_and_the_un_debate_suggest_head_words_of_most_themes(seed, index_named):
    suggested = dc.suggest_terms(seed, index_named("ungdc"), n=60, lines=0)
    assert len(suggested) == 60
    words = {word for term in suggested["term"] for word in term.split()}
    reached = {theme for theme, heads in HEADS.items() if any(word.startswith(tuple(heads)) for word in words)}
    print(f"\nhead words of {len(reached)} of {len(HEADS)} themes; none of {sorted(set(HEADS) - reached)}")
    assert len(reached) >= 8


@pytest.mark.proof
def test_decisions_on_real_suggestions_are_replayed_to_the_same_hash(seed, index_named, codebook, tmp_path):
    suggested = dc.suggest_terms(seed, index_named("ungdc"), codebook=codebook, n=30, random_state=1)
    assert (suggested["line_1"] != "").all()
    path = dc.write_decisions(suggested, tmp_path / "decisions.csv")
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    accept = (table["theme"] != "") & (table.index % 3 == 0)
    table.assign(
        decision=accept.map({True: "accept", False: "reject"}), theme=table["theme"].replace("", "sovereignty")
    ).to_csv(path, index=False)
    decided = dc.apply_decisions(codebook, dc.read_decisions(path))
    assert decided.sha256 != codebook.sha256
    again = dc.apply_decisions(
        dc.read_codebook(dc.write_codebook(codebook, tmp_path / "b.toml")), dc.read_decisions(path)
    )
    assert again.sha256 == decided.sha256
    assert sum(len(theme.patterns) for theme in decided.themes) == accept.sum() + sum(
        len(theme.patterns) for theme in codebook.themes
    )


#: Stand-ins of no country: a name, an adjective or person, and a plural of persons.
INVENTED = ("Arvenia", "Arvenian", "Arvenians")


def exchanged(text: str, names: re.Pattern[str]) -> str:
    """The text with each country and people in it called by an invented name of the same kind."""

    def other(match: re.Match[str]) -> str:
        name = match[0].lower()
        if re.search(r"(an|ian|ese|ish|ch|i|ic|ch|ss|rk|ab)$", name):
            return INVENTED[1]
        return INVENTED[2] if re.search(r"(ans|is|ks|eks|ds|ts|bs|es)$", name) and " " not in name else INVENTED[0]

    return names.sub(other, text)


def test_exchanging_countries_and_peoples_changes_no_hit_in_a_thousand_sentences(articles_named, codebook):
    spelled = {
        " ".join(glob for item in sequence for glob in item.globs[:1])
        for actor in shipped_actors("en")
        for sequence in parse_pattern(actor).sequences
    }
    spelled |= {
        glob
        for actor in shipped_actors("en")
        for s in parse_pattern(actor).sequences
        for glob in s[0].globs
        if len(s) == 1
    }
    capital = [" ".join(word.capitalize() for word in name.split()) for name in sorted(spelled, key=len, reverse=True)]
    names = re.compile(rf"\b({'|'.join(map(re.escape, capital))})\b")
    texts = articles_named("ungdc")["text"].sample(300, random_state=1).str.replace(r"\s+", " ", regex=True)
    sentences = [s for text in texts for s in re.findall(r"[A-Z][^.!?]{30,400}[.!?]", text) if names.search(s)]
    chosen = pd.Series(sentences).sample(1000, random_state=1).tolist()
    both = pd.DataFrame(
        {"doc_id": [f"{i:05d}" for i in range(2000)], "text": [*chosen, *(exchanged(s, names) for s in chosen)]}
    )
    hits = dc.theme_hits(dc.tokenize(both), codebook, window=0)
    found = hits.groupby("doc_id")[["theme", "pattern", "sub"]].agg(tuple).reindex(both["doc_id"])
    before, after = found.iloc[:1000].reset_index(drop=True), found.iloc[1000:].reset_index(drop=True)
    changed = (before.fillna("") != after.fillna("")).any(axis=1)
    assert before["theme"].notna().sum() > 150  # the test would see a change
    assert [chosen[number] for number in changed[changed].index] == []


@pytest.mark.parametrize(
    ("file", "themes", "entries", "left"),
    [
        ("mfd2.0.dic", 10, 2103, 0),
        ("lsd2015.json", 4, 9148, 0),
        ("laver_garry.json", 20, 418, 2),
        ("newsmap/english.yml", 241, 819, 0),
    ],
)
def test_published_dictionaries_are_read_whole(shared, file, themes, entries, left):
    book, untranslated = dc.import_dictionary(shared / "data" / "lexicons" / file, language="en")
    assert (len(book.themes), sum(len(theme.patterns) for theme in book.themes), len(untranslated)) == (
        themes,
        entries,
        left,
    )


def test_every_entry_of_the_sentiment_dictionary_is_a_pattern_or_listed(shared):
    path = shared / "data" / "lexicons" / "lsd2015.json"
    book, left = dc.import_dictionary(path, language="en")
    written = json.loads(path.read_text(encoding="utf-8"))
    assert set(written) == set(book.titles.values())
    assert sum(len(theme.patterns) for theme in book.themes) + len(left) == sum(map(len, written.values()))
