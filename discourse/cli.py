"""``discourse …``: the toolkit from a terminal.

Exit codes: 0 done, 1 the work failed, 2 it was asked for wrongly, 130 stopped by Ctrl-C.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from discourse import __version__
from discourse.errors import ArgumentError, DiscourseError, ParameterError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

    from discourse.reports import Run

#: Errors that mean the command was asked for wrongly, not that its work failed.
_WRONGLY_ASKED = (ParameterError, UnknownNameError, ArgumentError)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code.

    Parameters
    ----------
    arguments
        What was typed after ``discourse``; by default what this process was started with.
    """
    for stream in (sys.stdout, sys.stderr):  # a terminal without UTF-8 shows what it can
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = commands.main(args=arguments, prog_name="python -m discourse", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except DiscourseError as error:
        click.echo(f"discourse: {error}", err=True)
        return 2 if isinstance(error, _WRONGLY_ASKED) else 1
    except OSError as error:
        click.echo(f"discourse: {error.strerror or error}: {error.filename or ''}", err=True)
        return 1
    return code if isinstance(code, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version=__version__)
def commands() -> None:
    """Corpus-assisted discourse and framing research, from files to a report.

    Run it anywhere inside the project's folder.
    """


@commands.command()
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="Make every report listed in reports/reports.toml.")
@click.option("--force", is_flag=True, help="Make it even if nothing has changed.")
@click.option("--why", is_flag=True, help="Say first why a report is made.")
@click.option("--dry-run", is_flag=True, help="Say what would be made and why, and make nothing.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Reports made at one time.")
@click.option(
    "--keep-going/--stop", default=True, show_default=True, help="After a failure, go on with the others or stop."
)
def report(name: str | None, every: bool, force: bool, why: bool, dry_run: bool, jobs: int, keep_going: bool) -> int:
    """Make the report NAME, or all of the matrix NAME, unless up to date."""
    from discourse.project import project_root
    from discourse.reports.batch import make_reports
    from discourse.reports.index import write_index
    from discourse.reports.registry import find_names, read_registry

    if every == (name is not None):
        raise click.UsageError("name one report, or say --all; 'discourse list' shows them")
    reports = project_root() / "reports"
    names = list(read_registry(reports)) if name is None else find_names(reports, name)
    if why or dry_run:
        _say_why(names, force=force, dry_run=dry_run)
    if dry_run:
        return 0
    made, failed = [], []
    for result in make_reports(names, force=force, jobs=jobs, keep_going=keep_going):
        if result.error is not None and len(names) == 1 and not every:
            raise result.error
        if result.run is not None:
            made.append(result.name)
            _say(result.run)
        else:
            failed.append(result.name)
            click.echo(f"discourse: {result.error}", err=True)
    write_index(reports)
    if every or len(names) > 1:
        click.echo(f"{len(made)} of {len(names)} reports are up to date", err=bool(failed))
    if failed:
        click.echo(f"not made: {', '.join(failed)}", err=True)
    return 1 if failed else 0


def _say_why(names: Sequence[str], *, force: bool, dry_run: bool) -> None:
    from discourse.reports.looks import one_look
    from discourse.reports.run import why

    with one_look():
        reasons = {name: why(name) or ("asked for with --force" if force else "") for name in names}
    for name, reason in reasons.items():
        verb = "would be made" if dry_run else "is made"
        click.echo(f"{name}: {verb}: {reason}" if reason else f"{name}: up to date")


@commands.command()
@click.argument("name")
@click.option("--digits", type=click.IntRange(1, 15), default=6, show_default=True, help="Significant digits compared.")
@click.option("--run-notebook", is_flag=True, help="Run the notebook in an exported report, which you have read.")
def verify(name: str, digits: int, run_notebook: bool) -> int:
    """Make the report NAME anew in a clean folder and compare every number; exit code 1 unless all come out again.

    NAME can be the folder of an exported report too: what its counts give is computed from them, and, where the texts
    are at hand and --run-notebook is given, everything. Nothing in it is executed otherwise.
    """
    from discourse.reports.verify import verify_report
    from discourse.reports.verify_bundle import is_bundle, verify_bundle

    if is_bundle(name):
        verification = verify_bundle(name, run_notebook=run_notebook, digits=digits)
    else:
        verification = verify_report(name, digits=digits)
    click.echo(repr(verification))
    return 0 if verification.ok else 1


@commands.command()
@click.argument("name")
@click.option("--to", type=click.Path(), metavar="FOLDER", help="Where to; a name ending in .zip gives one file.")
@click.option(
    "--level",
    type=click.Choice(["reaggregated", "recomputed"]),
    default="reaggregated",
    show_default=True,
    help="What a reader can check: rates from counts, or all of it with texts of their own.",
)
@click.option("--figures", is_flag=True, help="Also figures as PDF and 600-dpi PNG, 84 and 174 mm wide.")
@click.option("--tables", is_flag=True, help="Also tables as LaTeX and Word.")
def export(name: str, to: str | None, level: str, figures: bool, tables: bool) -> None:
    """Write a bundle of the report NAME that holds no text of the articles and may be given to reviewers."""
    from discourse.reports.export import export_report

    place = os.path.relpath(export_report(name, to=to, level=level, figures=figures, tables=tables))
    click.echo(f"{name}: exported ({level}) to {place}; check it with: python -m discourse verify {place}")


@commands.command()
@click.argument("before", type=click.Path(exists=True, file_okay=False))
@click.argument("after", type=click.Path(exists=True, file_okay=False))
@click.option("--digits", type=click.IntRange(1, 15), default=6, show_default=True, help="Significant digits compared.")
def diff(before: str, after: str, digits: int) -> int:
    """Compare the reports in the folders BEFORE and AFTER number by number; exit code 1 if any differs."""
    from pathlib import Path

    from discourse.reports.compare import compare_reports

    numbers = compare_reports(Path(before), Path(after), digits=digits)
    apart = numbers[numbers["verdict"] == "differs"]
    click.echo(f"{len(apart):,} of {len(numbers):,} numbers differ (to {digits} significant digits)")
    if len(apart):
        _print(apart.drop(columns="verdict"), empty="")
    return 1 if len(apart) else 0


@commands.command("list")
def list_() -> None:
    """List the reports and how they stand: made, stale, missing or failed."""
    from discourse.reports import list_reports

    reports = list_reports()
    _print(reports, empty="no reports are listed in reports/reports.toml")


@commands.command()
@click.argument("corpus")
def profile(corpus: str) -> None:
    """Show what CORPUS holds, by outlet and month: documents, words, gaps, what is empty, double or undated.

    CORPUS is a name in data/corpora.toml, a path, or several of these joined by '+'.
    """
    import discourse as dc

    _print(dc.profile(dc.read_articles(corpus)), empty="the corpus holds no documents")


@commands.command()
@click.argument("corpus")
@click.option("--theme", "themes_", metavar="NAME", multiple=True, required=True, help="A theme of the codebook.")
@click.option("--codebook", default="seeds/codebook.toml", show_default=True, metavar="FILE", help="The codebook.")
@click.option("--by", metavar="COLUMN", help="Compare by a document variable, such as outlet.")
@click.option(
    "--random-state",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Start of the random draws that give the intervals.",
)
def themes(corpus: str, themes_: tuple[str, ...], codebook: str, by: str | None, random_state: int) -> None:
    """Show how often CORPUS uses the vocabulary of a theme, per 1,000 tokens, with intervals.

    CORPUS is a name in data/corpora.toml, a path, or several of these joined by '+'. Say --theme
    again for each further theme.
    """
    import discourse as dc
    from discourse.project import find

    chosen = dc.read_codebook(find(codebook), themes=list(themes_))
    tokens = dc.tokenize(dc.read_articles(corpus))
    _print(dc.theme_rates(tokens, chosen, by=by, random_state=random_state), empty="the corpus holds no documents")


def _say(run: "Run") -> None:
    state = "unchanged" if run.unchanged else f"made in {run.this_run['seconds']} s"
    click.echo(f"{run.name}: {state}; open {os.path.relpath(run.page)}")


def _print(table: "pd.DataFrame", *, empty: str) -> None:
    """Print a whole table as plain text, as wide as it is."""
    click.echo(table.to_string(index=False, max_colwidth=80) if len(table) else empty)
