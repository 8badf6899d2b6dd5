"""The shipped codebook: sound, reviewed, and with words for every side."""

import csv
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from discourse.frames.codebooks.check import check_codebook
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.codebooks.file import read_codebook
from discourse.frames.hits import theme_hits
from discourse.text.tokenize import tokenize

ROOT = Path(__file__).parents[3]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
PAIRS = tomllib.loads((Path(__file__).parent / "neutral_pairs.toml").read_text(encoding="utf-8"))["pair"]
THEMES = """
    sovereignty foreign_intervention surveillance_espionage regional_self_reliance security_threat_deterrence
    nuclear_intent delegitimation economic_ties_sanctions non_interference_elections dialogue_cooperation
    unity_inclusion rights_repression terrorism_extremism treaty_compliance democracy_autocracy
""".split()

#: Names exchanged for one another: (name, adjective). Some hold words the patterns use: states, union, republic.
ACTORS = [
    ("Arvenia", "Arvenian"),
    ("Corland", "Corlandian"),
    ("the United States", "American"),
    ("the European Union", "European"),
    ("the Islamic Republic", "Iranian"),
    ("the People's Republic", "Chinese"),
    ("Saudi Arabia", "Saudi Arabian"),
    ("Russia", "Russian"),
    ("Israel", "Israeli"),
    ("the United Kingdom", "British"),
    ("President Halvorsen", "South Belmoran"),
]
SENTENCES = """
{x} violated the airspace of {y}.
{x} must respect the sovereignty of {y}.
{x} called for the territorial integrity of {y} to be upheld.
The annexation of the lakes by {x} was condemned in {y}.
{x} interfered in the elections of {y}.
{x} is meddling in {y}.
{x} should not interfere in {y}, said the {y_adj} minister.
The {x_adj} invasion of {y} took three days.
{x} invaded {y}.
{x} backs proxies in {y}.
{x} wants regime change in {y}.
{x} is destabilising the region, {y} said.
{x} was accused of spying on {y}.
A {x_adj} reconnaissance plane flew along the coast of {y}.
The {x_adj} police wiretapped the embassy of {y}.
{x} relies on its own forces, not on {y}.
{x} should reduce its dependence on {y}.
{x} seeks self-sufficiency.
{x} threatened to attack {y}.
{x} poses a threat to {y}.
{x} would retaliate against {y}.
{x} launched ballistic missiles at {y}.
{x} carried out an airstrike on {y}.
{x} has the right to defend itself against {y}.
{x} is developing nuclear weapons, {y} said.
{x} denied that it is developing nuclear weapons.
{y} must prevent {x} from acquiring a nuclear weapon.
The {x_adj} nuclear programme is peaceful, {y} was told.
{x} called the claims of {y} baseless.
{x} accused {y} of hypocrisy and double standards.
The {x_adj} regime is a rogue regime, {y} said.
{x} imposed sanctions on {y}.
{x} froze the assets of {y}.
Trade between {x} and {y} grew.
{x} exports gas to {y}.
The vote is an internal affair of {x}, said {y}.
{x} is ready for dialogue with {y}.
{x} and {y} agreed to resume talks.
{x} offered to mediate between {y} and its neighbours.
National unity in {x} is at risk, said {y}.
The rights of religious minorities in {x} worry {y}.
{x} tortured political prisoners, {y} said.
{x} put {y} on its list of state sponsors of terrorism.
{x} withdrew from its treaty with {y}.
{x} did not comply with its obligations, said {y}.
{x} broke international law, said {y}.
{x} is a dictatorship, said {y}.
The coup in {x} was condemned by {y}.
{x} held free and fair elections.
{x} and {y} play football on Sunday.
The parliament of {x} adopted a budget, {y} said.
"""


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    """The codebook that ships with the project."""
    return read_codebook(ROOT / "seeds" / "codebook.toml")


def hits_of(texts: list[str], codebook: Codebook) -> list[pd.DataFrame]:
    """The hits in each text, in the order of the texts."""
    ids = [str(number) for number in range(len(texts))]
    hits = theme_hits(tokenize(pd.DataFrame({"doc_id": ids, "text": texts})), codebook)
    return [hits[hits["doc_id"] == name] for name in ids]


def themes_of(text: str, codebook: Codebook) -> set[str]:
    """The themes a text hits."""
    return set(hits_of([text], codebook)[0]["theme"])


def test_the_themes_are_these_fifteen(shipped):
    assert shipped.theme_names == THEMES
    assert shipped.version == "1.1.0"
    tags = {theme.name: sorted(set(theme.sub_tags) - {""}) for theme in shipped.themes}
    assert {name: tag for name, tag in tags.items() if tag} == {
        "foreign_intervention": ["humanitarian"],
        "nuclear_intent": ["accusation", "assurance", "denial"],
        "economic_ties_sanctions": ["coercion", "ties"],
    }


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_is_defined_with_examples_on_both_sides_of_its_border(shipped, name):
    theme = shipped[name]
    assert theme.definition
    assert theme.include
    assert theme.exclude
    assert len(theme.examples) >= 2
    assert len(theme.counter_examples) >= 2
    for example in theme.examples:
        assert themes_of(example, shipped) == {name}, example
    for example in theme.counter_examples:
        assert name not in themes_of(example, shipped), example


def test_the_shipped_codebook_passes_its_own_check(shipped):
    assert check_codebook(shipped).values.tolist() == []


def test_counter_examples_are_read_and_checked(write_codebook):
    head = 'name="x"\nversion="1"\nlanguage="en"\n[themes.a]\ndefinition="d"\npatterns=["a"]\n'
    assert read_codebook(write_codebook(head + 'counter_examples=["no"]\n'))["a"].counter_examples == ("no",)
    assert read_codebook(write_codebook(head))["a"].counter_examples == ()
    with pytest.raises(ValueError, match="theme 'a': counter_examples must be a list of texts"):
        read_codebook(write_codebook(head + 'counter_examples="no"\n'))


def test_no_name_stands_in_a_counting_pattern(shipped):
    written = " ".join(pattern.text for theme in shipped.themes for pattern in theme.patterns)
    words = set(re.findall(r"[a-z]+", written.lower()))
    named = {word.lower() for name, adjective in ACTORS for word in (name.split() + adjective.split())}
    plain = {"the", "states", "united", "islamic", "republic", "president", "people's", "union", "south", "kingdom"}
    creeds = {
        "islam",
        "islamic",
        "islamist",
        "jihad",
        "takfir",
        "zionist",
        "muslim",
        "christian",
        "jewish",
        "shia",
        "sunni",
    }
    assert not words & ((named - plain) | creeds)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['theme']}: {pair['a'][:30]}")
def test_each_side_has_words_for_the_same_thing(shipped, pair):
    first, second = (set(hits["theme"]) for hits in hits_of([pair["a"], pair["b"]], shipped))
    assert pair["theme"] in first
    assert first == second


def test_there_are_pairs_for_every_theme():
    assert len(PAIRS) >= 60
    assert {pair["theme"] for pair in PAIRS} == set(THEMES)
    sentences = [pair[side] for pair in PAIRS for side in "ab"]
    assert len(set(sentences)) == len(sentences)


def test_exchanging_the_actors_changes_no_hit(shipped):
    templates = SENTENCES.strip().splitlines()
    assert len(templates) >= 40
    texts = [
        template.format(x=x, y=y, x_adj=x_adj, y_adj=y_adj)
        for template in templates
        for (x, x_adj) in ACTORS
        for (y, y_adj) in ACTORS
        if x != y
    ]
    each = len(ACTORS) * (len(ACTORS) - 1)
    found = [
        frozenset(zip(hits["theme"], hits["sub"], hits["pattern"], strict=True)) for hits in hits_of(texts, shipped)
    ]
    for number, template in enumerate(templates):
        same = found[number * each : (number + 1) * each]
        odd = [text for text, hits in zip(texts[number * each :], same, strict=False) if hits != same[0]]
        assert not odd, (template, odd[:3])
    silent = [template for number, template in enumerate(templates) if not found[number * each]]
    assert silent == templates[-2:]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("They denounced the dented nuclear weapon of Denmark.", "nuclear_intent"),
        ("The minority leader spoke.", "unity_inclusion"),
        ("A missile lay on the beach.", "security_threat_deterrence"),
        ("The dialogue bored the critics.", "dialogue_cooperation"),
        ("The exhibition shows propaganda.", "delegitimation"),
        ("They were determined to stop the deterioration.", "security_threat_deterrence"),
        ("The so-called hockey stick graph.", "delegitimation"),
        ("A world without nuclear weapons.", "nuclear_intent"),
    ],
)
def test_topics_and_lookalikes_do_not_count(shipped, text, theme):
    assert theme not in themes_of(text, shipped)


@pytest.mark.parametrize(
    ("text", "theme", "sub"),
    [
        ("It is a non-nuclear-weapon state.", "nuclear_intent", "assurance"),
        ("It is a non nuclear weapon state.", "nuclear_intent", "assurance"),
        ("They feared a foreign state intervention.", "foreign_intervention", ""),
        ("It was a humanitarian intervention.", "foreign_intervention", "humanitarian"),
        ("They invoked the responsibility to protect.", "foreign_intervention", "humanitarian"),
        ("The so-called government fled.", "delegitimation", ""),
        ("The crimes of surveillance capitalism and the surveillance of students.", "surveillance_espionage", ""),
        ("Arvenia is building a nuclear weapon.", "nuclear_intent", "accusation"),
        ("We must prevent Arvenia from building a nuclear weapon.", "nuclear_intent", "accusation"),
        ("Arvenia does not seek to build a nuclear weapon.", "nuclear_intent", "denial"),
        ("Arvenia denied that it is building a nuclear weapon.", "nuclear_intent", "denial"),
        ("Its nuclear activity is solely peaceful.", "nuclear_intent", "assurance"),
    ],
)
def test_what_earlier_drafts_missed_or_mixed_up(shipped, text, theme, sub):
    hits = hits_of([text], shipped)[0]
    assert list(zip(hits["theme"], hits["sub"], strict=True)) == [(theme, sub)]


def test_every_theme_speaks_the_language_of_at_least_two_seed_articles(shipped):
    assert len(SEEDS) >= 4
    bodies = [file.read_text(encoding="utf-8").split("---\n")[-1] for file in SEEDS]
    spoken = [set(hits["theme"]) for hits in hits_of(bodies, shipped)]
    for name in THEMES:
        assert sum(name in themes for themes in spoken) >= 2, name


@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.stem)
def test_every_paragraph_of_a_seed_article_is_hit(shipped, file):
    head, body = file.read_text(encoding="utf-8").split("---\n")[1:]
    assert re.match(r"title: .+\noutlet: .+\ndate: \d{4}-\d\d-\d\d\nauthor: Project seed article; .+ invented\n", head)
    paragraphs = [line for line in body.splitlines() if line.strip()]
    assert [text for text, hits in zip(paragraphs, hits_of(paragraphs, shipped), strict=True) if hits.empty] == []


@pytest.fixture(scope="module")
def review() -> list[dict[str, str]]:
    """The log of the review, one row per pattern and corpus."""
    with (ROOT / "seeds" / "codebook_review.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_counting_pattern_was_reviewed(shipped, review):
    columns = ["theme", "sub", "pattern", "corpus", "hits", "documents", "forms", "decision", "reason"]
    assert list(review[0]) == columns
    kept = {
        (row["theme"], row["sub"], row["pattern"]) for row in review if row["decision"] in ("keep", "narrow", "add")
    }
    written = {
        (theme.name, sub, pattern.text)
        for theme in shipped.themes
        for sub, pattern in zip(theme.sub_tags, theme.patterns, strict=True)
    }
    assert kept == written
    dropped = {(row["theme"], row["pattern"]) for row in review if row["decision"] == "drop"}
    assert not dropped & {(theme, pattern) for theme, _, pattern in written}


def test_the_review_gives_counts_forms_and_reasons(review):
    assert {row["decision"] for row in review} == {"keep", "narrow", "drop", "add"}
    keys = [(row["theme"], row["sub"], row["pattern"], row["corpus"]) for row in review]
    assert len(set(keys)) == len(keys)
    for row in review:
        assert len(row["reason"]) >= 15, row
        forms = [form for form in row["forms"].split("; ") if form]
        assert len(forms) <= 12
        counted = [re.fullmatch(r"(.{1,40}):(\d+)", form) for form in forms]
        assert all(counted), row
        assert sum(int(form[2]) for form in counted) <= int(row["hits"])
        assert (int(row["hits"]) == 0) == (int(row["documents"]) == 0) == (not forms)


def test_a_pattern_without_a_hit_says_why_it_stays(review):
    totals: dict[tuple[str, str], int] = {}
    for row in review:
        totals[row["theme"], row["pattern"]] = totals.get((row["theme"], row["pattern"]), 0) + int(row["hits"])
    for row in review:
        if totals[row["theme"], row["pattern"]] == 0 and row["decision"] != "drop":
            assert "stays" in row["reason"], row
