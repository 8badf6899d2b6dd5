"""The overview of all reports: ``reports/index.html``."""

from html import escape
from importlib import resources
from pathlib import Path

from discourse.errors import ReportError
from discourse.reports.html_table import short
from discourse.reports.record import Run, read_run

INDEX = "index.html"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_index(folder: Path) -> Path | None:
    """Write the page that lists every report made in ``folder``; None if there is none or it cannot be written.

    Each line gives the report's name as a link, its notebook and parameters, when it was made, and at which commit.
    """
    runs = []
    for place in sorted(folder.iterdir()):
        if place.is_dir() and not place.name.startswith((".", "_")):
            try:
                runs.append(read_run(place))
            except ReportError:
                continue
    if not runs:
        return None
    style = resources.files("discourse.reports").joinpath("template", "style.css").read_text(encoding="utf-8")
    rows = "\n".join(_row(run) for run in runs)
    page = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Reports</title>\n'
        f"<style>\n{style}\n</style>\n</head>\n<body>\n<main>\n<h1>Reports</h1>\n"
        '<div class="table" role="group" tabindex="0" aria-label="Reports"><table>\n<thead><tr>'
        + "".join(f'<th scope="col">{name}</th>' for name in ("report", "notebook", "parameters", "made", "commit"))
        + f"</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>\n</main>\n</body>\n</html>\n"
    )
    path = folder / INDEX
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError:
        return None
    return path


def _row(run: Run) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in run.parameters.items())
    commit = str(run.this_run.get("commit", ""))[:10] + (" +" if run.this_run.get("dirty") else "")
    made = str(run.this_run.get("started", "")).replace("T", " ").replace("+00:00", " UTC")
    cells = [run.notebook, values, made, commit]
    link = f'<a href="{escape(run.folder.name)}/report.html">{escape(run.folder.name)}</a>'
    shown = "".join(f'<td{short(cell)} dir="auto">{escape(cell)}</td>' for cell in cells)
    return f'<tr><th class="short" scope="row">{link}</th>{shown}</tr>'
