"""Discourse networks: from statements to edges and back to the statements."""

import csv
from xml.etree import ElementTree

import pandas as pd
import pytest

from discourse.errors import ReadError, TableError
from discourse.frames.actors.actor_concepts import actor_claims, actor_concepts, actor_network
from discourse.frames.actors.actor_list import Actor, Actors
from discourse.frames.actors.decisions import write_claims
from discourse.frames.actors.network_files import write_events, write_graphml
from discourse.tables import check, empty
from discourse.text.patterns import parse_pattern

TEXT = "a threat, sovereign too, threat again"
HOSTILE = '=HYPERLINK("http://x")<script>&\x00\u202e; "quoted"'


@pytest.fixture
def corpus(tokens_of, statements_of):
    rows = []
    for n in range(3):
        article = f"d{n}"
        rows += [
            {"article_id": article, "speaker": "Sand", "content_spans": [(0, 8)], "text": "a threat"},
            {"article_id": article, "speaker": "Orvik", "content_spans": [(10, 23)], "text": "sovereign too"},
            {"article_id": article, "speaker": "Tamm", "content_spans": [(25, 37)], "text": "threat again"},
        ]
    rows[2] |= {"polarity": "denied"}
    rows[5] |= {"polarity": "denied"}
    rows[8] |= {"polarity": "hypothetical"}
    rows.append({"article_id": "d0", "speaker": "Sand", "content_spans": [(10, 19)], "text": "sovereign"})
    rows.append({"article_id": "d1", "speaker": "he", "speaker_type": "pronoun", "content_spans": [(10, 19)]})
    table = statements_of(*rows)
    return tokens_of(*[TEXT] * 3), table.assign(date="2031-01-08", title=HOSTILE, outlet="A")


def test_claims_and_edges_by_hand(corpus, codebook):
    tokens, statements = corpus
    claims = check(actor_claims(tokens, codebook, statements), "actor_claims")
    edges = check(actor_concepts(claims), "actor_concepts")
    assert edges.iloc[:, :6].to_numpy().tolist() == [
        ["Orvik", "sovereignty", "agrees", 1, 1, "unreviewed"],  # in d0 and d1 the shorter statement is the inner one
        ["Sand", "sovereignty", "agrees", 1, 1, "unreviewed"],
        ["Sand", "threat", "agrees", 3, 3, "unreviewed"],
        ["Tamm", "threat", "disagrees", 2, 2, "unreviewed"],
        ["Tamm", "threat", "open", 1, 1, "unreviewed"],
    ]
    assert edges["statement_ids"].tolist() == [["d2#2"], ["d0#4"], ["d0#1", "d1#1", "d2#1"], ["d0#3", "d1#3"], ["d2#3"]]
    texts = statements.set_index("doc_id")["text"]
    for row in claims.itertuples():
        assert row.text == texts[row.statement_id]


def test_the_projection_by_hand(corpus, codebook):
    tokens, statements = corpus
    pairs = actor_network(actor_concepts(actor_claims(tokens, codebook, statements)))
    assert check(pairs, "actor_network").drop(columns="concepts").to_numpy().tolist() == [
        ["Orvik", "Sand", 1, 0, 1, 1.0, "unreviewed"],
        ["Sand", "Tamm", 0, 1, 1, -1.0, "unreviewed"],
    ]
    assert pairs["concepts"].tolist() == [["sovereignty"], ["threat"]]
    both = actor_network(actor_concepts(actor_claims(tokens, codebook, statements)), min_documents=2)
    assert both[["actor", "other"]].to_numpy().tolist() == [["Sand", "Tamm"]]


def test_only_actors_of_the_list(corpus, codebook):
    tokens, statements = corpus
    listed = Actors((Actor("Arvenia", "state", ("Sand",), (parse_pattern("Sand", case=True),)),), "here", "")
    claims = actor_claims(tokens, codebook, statements, actors=listed)
    assert set(claims["actor"]) == {"Arvenia"}
    assert set(claims["speaker"]) == {"Sand"}


def test_decisions_make_edges_confirmed_turn_them_round_or_take_them_away(corpus, codebook, tmp_path):
    tokens, statements = corpus
    claims = actor_claims(tokens, codebook, statements)
    path = write_claims(claims, tmp_path / "claims.csv")
    sheet = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig").set_index("statement_id")
    assert set(sheet["decision"]) == {""}
    for statement, decision in {"d0#1": "confirm", "d1#1": "disagrees", "d2#1": "reject", "d2#3": "agrees"}.items():
        sheet.loc[statement, "decision"] = decision
    sheet.reset_index().to_csv(path, index=False, encoding="utf-8-sig")
    edges = actor_concepts(actor_claims(tokens, codebook, statements, decisions=path))
    assert edges.iloc[:, [0, 1, 2, 3, 5]].to_numpy().tolist() == [
        ["Orvik", "sovereignty", "agrees", 1, "unreviewed"],
        ["Sand", "sovereignty", "agrees", 1, "unreviewed"],
        ["Sand", "threat", "agrees", 1, "confirmed"],
        ["Sand", "threat", "disagrees", 1, "confirmed"],
        ["Tamm", "threat", "agrees", 1, "confirmed"],
        ["Tamm", "threat", "disagrees", 2, "unreviewed"],
    ]
    pairs = actor_network(edges)
    assert pairs.iloc[1][["congruence", "conflict", "reviewed"]].tolist() == [2, 2, "partly"]


def test_decisions_that_do_not_fit_are_named_all_at_once(corpus, codebook, tmp_path):
    tokens, statements = corpus
    made = pd.DataFrame(
        [
            ("d0#1", "Sand", "threat", "maybe"),
            ("d9#1", "Sand", "threat", "confirm"),
            ("d1#1", "Sand", "threat", "confirm"),
            ("d1#1", "Sand", "threat", "reject"),
        ],
        columns=["statement_id", "actor", "concept", "decision"],
    )
    with pytest.raises(TableError) as error:
        actor_claims(tokens, codebook, statements, decisions=made)
    for part in ("'maybe' is none of", "decided twice: d1#1", "no such claim: d9#1"):
        assert part in str(error.value)
    path = write_claims(actor_claims(tokens, codebook, statements), tmp_path / "claims.csv")
    sheet = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig").assign(decision="confirm")
    moved = statements.assign(text=statements["text"] + "!")
    with pytest.raises(TableError, match="another text now: d0#1"):
        actor_claims(tokens, codebook, moved, decisions=sheet)
    with pytest.raises(TableError, match="lacks columns: decision"):
        actor_claims(tokens, codebook, statements, decisions=sheet.drop(columns="decision"))
    with pytest.raises(ReadError, match="is there already"):
        write_claims(actor_claims(tokens, codebook, statements), path)


def test_the_event_list_of_dna_with_hostile_text(corpus, codebook, tmp_path):
    tokens, statements = corpus
    statements.loc[0, "text"] = HOSTILE
    claims = actor_claims(tokens, codebook, statements)
    path = write_events(claims, tmp_path / "events.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert list(rows[0])[:13] == [
        *("statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text"),
        *("person", "organization", "concept", "agreement"),
    ]
    assert len(rows) == (claims["agreement"] != "open").sum()
    assert {row["text"] for row in rows} >= {"'" + HOSTILE}
    assert {row["document title"] for row in rows} == {"'" + HOSTILE}
    assert [row["agreement"] for row in rows if row["organization"] == "Tamm"] == ["0", "0"]
    assert {row["time"] for row in rows} == {"2031-01-08 00:00:00"}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_graphml_with_hostile_names(corpus, codebook, tmp_path):
    tokens, statements = corpus
    hostile = statements.assign(speaker=statements["speaker"].replace("Sand", HOSTILE))
    edges = actor_concepts(actor_claims(tokens, codebook, hostile))
    for table, nodes in ((edges, 5), (actor_network(edges), 3)):
        root = ElementTree.parse(write_graphml(table, tmp_path / "network.graphml")).getroot()
        space = "{http://graphml.graphdrawing.org/xmlns}"
        assert len(root.findall(f".//{space}node")) == nodes
        assert len(root.findall(f".//{space}edge")) == len(table)
        names = [data.text for data in root.findall(f".//{space}node/{space}data[@key='name']")]
        assert HOSTILE.replace("\x00", "\ufffd") in names
        ids = {node.get("id") for node in root.findall(f".//{space}node")}
        assert {edge.get(end) for edge in root.findall(f".//{space}edge") for end in ("source", "target")} <= ids
    with pytest.raises(TableError, match="must come from actor_concepts"):
        write_graphml(statements, tmp_path / "no.graphml")


def test_nothing_reported(corpus, codebook):
    claims = check(actor_claims(corpus[0], codebook, empty("statements")), "actor_claims")
    assert len(actor_concepts(claims)) == 0
    assert len(actor_network(actor_concepts(claims))) == 0


def test_the_order_of_the_rows_is_irrelevant(corpus, codebook):
    tokens, statements = corpus
    one = actor_concepts(actor_claims(tokens, codebook, statements))
    mixed = statements.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(one, actor_concepts(actor_claims(tokens, codebook, mixed)))
