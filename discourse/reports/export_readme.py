"""The page that tells a reader of an exported report what is in it, and how to check its numbers."""

from collections.abc import Mapping

from discourse.errors import listing
from discourse.reports.bundle import TEXTS
from discourse.reports.record import Run
from discourse.reports.shared_text import WORDS

_CHECK = """\
## Check the numbers

With the package `discourse` {version} installed (its source and what it stands on: see *Made with*), from outside this
folder, so that no program in it can be taken for a library:

    python -m discourse verify FOLDER

It compares every file with its sha256 in `ro-crate-metadata.json`, adds the listed hits and counts up again, computes
the rates and their intervals from them, and prints number by number *reproduced*, *differs* or *not checkable*.
Exit code 1 means that a number differs or a file was changed, 3 that no number in it can be computed without the texts
(keywords, topics). Without Python, where the report measures themes: add up `hits` of `theme_counts.csv` by
theme over the documents of a group, divide by the `tokens` of these documents in `documents.csv`, times 1,000.
"""

_RECOMPUTE = """
## Compute everything anew

The texts are licensed and not in this bundle. A reader who holds them puts them where `data/corpora.toml` says:

{places}

(a link will do). The same command then compares each text with its sha256 in
`{texts}` and says which are missing or differ. If none does,

    python -m discourse verify FOLDER --run-notebook

runs `{notebook}` and compares every number, sentence and figure. The notebook is a program: read it first.
"""


def readme(run: Run, files: Mapping[str, bytes], *, level: str) -> str:
    """Write the page. *What is this, may I share it, and do its numbers hold?*

    Parameters
    ----------
    run
        The record of the report in the bundle.
    files
        All files but this page, by path.
    level
        ``"reaggregated"`` or ``"recomputed"``.
    """
    folder = f"reports/{run.name}"
    lines = [
        f"# Report {run.name}",
        "",
        "A report and what its numbers are made of, without the text of the articles.",
        "",
    ]
    for path, said in _CONTENTS.items():
        path = path.format(report=folder, notebook=run.notebook)
        there = [name for name in files if name == path or (path.endswith("/") and name.startswith(path))]
        lines += [f"- `{path}`: {said}"] if there else []
    lines += ["", _CHECK.format(version=run.versions.get("discourse", ""))]
    if level == "recomputed":
        labels = [
            name for name in run.inputs if name.startswith(("data/", "outside the project", "installed", "corpus "))
        ]
        places = "\n".join(f"    {name}  (sha256 {run.inputs[name]})" for name in labels if name not in files)
        lines.append(_RECOMPUTE.format(places=places, texts=TEXTS, notebook=run.notebook))
    if run.parameters.get("codes"):
        lines += [
            "The coding sheets hold passages and are not in this bundle; what rests on them is not recomputed.",
            "",
        ]
    lines += [
        "## What is not in it",
        "",
        f"No file repeats {WORDS} words on end of an article; this was checked against the texts when the bundle was "
        "written. Ids of documents, outlets, dates, and the place of each hit (first and last character) are told. "
        "Pictures were not looked at.",
        "",
        "## Made with",
        "",
        listing((f"{name} {version}" for name, version in run.versions.items()), n=99) + ".",
        f"Package source: sha256 {run.inputs.get('discourse (package source)', '')}.",
        "",
    ]
    return "\n".join(lines)


_CONTENTS = {
    "{report}/report.html": "the page: findings, figures, tables, methods, limits",
    "{report}/report.ipynb": "the same as an executed notebook, with its code",
    "{report}/tables/": "every table as CSV; `theme_hits.csv` lists the place of every hit, `documents.csv` and "
    "`theme_counts.csv` what rates are computed from",
    "{report}/figures/": "every figure as SVG",
    "{report}/citations/": "the articles quoted in the report, for a reference manager",
    "{report}/run.json": "parameters, sha256 of every input, versions",
    "print/figures/": "figures as PDF and 600-dpi PNG, 84 and 174 mm wide",
    "print/tables/": "tables as LaTeX and Word",
    "seeds/": "the codebook",
    "{notebook}": "the notebook",
    "data/corpora.toml": "where the texts come from, how they were selected, under which licence",
    "data/texts.csv": "sha256 and length of every text",
    "requirements.lock": "the libraries, each with its checksum",
    "CITATION.cff": "how to cite",
    "ro-crate-metadata.json": "all of this for programs (RO-Crate 1.1)",
}
