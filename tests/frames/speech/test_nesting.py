"""Speech within speech."""

import discourse as dc


def test_who_reports_whose_report(statements_of):
    found = statements_of("Lena Orvik said that the army had denied that it left. Tomas Reyl agreed that talks failed.")
    said = found.loc[found["cue"] == "said", "doc_id"].iloc[0]
    assert dict(zip(found["cue"], found["within"], strict=True)) == {"said": "", "had denied": said, "agreed": ""}


def test_the_innermost_statement_holds(statements_of):
    found = statements_of("Ada Holm said that Ben Ruiz claimed that Cora Lind denied that talks had failed.")
    ids = found.set_index("cue")["doc_id"]
    within = found.set_index("cue")["within"]
    assert within.to_dict() == {"said": "", "claimed": ids["said"], "denied": ids["claimed"]}


def test_without_statements_the_column_is_there(statements_of):
    assert "within" in statements_of("Nothing was heard.").columns


def test_nothing_is_within_itself_whichever_way_round():
    found = dc.reported_speech(dc.read_articles("demo"))
    within = dict(zip(found["doc_id"], found["within"], strict=True))
    assert sum(bool(holder) for holder in within.values()) > 20
    for name in within:
        above, steps = within[name], 0
        while above:
            assert above != name
            above, steps = within[above], steps + 1
            assert steps < 10
