"""Speech within speech."""


def test_who_reports_whose_report(statements_of):
    found = statements_of("Lena Orvik said that the army had denied that it left. Tomas Reyl agreed that talks failed.")
    cues = dict(zip(found["cue"], found["within"], strict=True))
    said = found.loc[found["cue"] == "said", "doc_id"].iloc[0]
    assert cues == {"said": "", "had denied": said, "agreed": ""} or cues == {"said": "", "denied": said, "agreed": ""}


def test_the_innermost_statement_holds(statements_of):
    found = statements_of("Ada Holm said that Ben Ruiz claimed that Cora Lind denied that talks had failed.")
    ids = found.set_index("cue")["doc_id"]
    within = found.set_index("cue")["within"]
    assert within["denied"] == ids["claimed"]
    assert within["claimed"] == ids["said"]
    assert within["said"] == ""


def test_without_statements_the_column_is_there(statements_of):
    assert "within" in statements_of("Nothing was heard.").columns
