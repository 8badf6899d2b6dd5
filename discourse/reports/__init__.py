"""Reports: run a parameterised notebook, record the run, render the page."""

from discourse.reports.guard import check_parameters
from discourse.reports.parameters import Parameter, declared_parameters, notebook_parameters
from discourse.reports.record import Run, read_run, write_run
from discourse.reports.run import list_reports, run_report
from discourse.reports.validate import validate

__all__ = [
    "Parameter",
    "Run",
    "check_parameters",
    "declared_parameters",
    "list_reports",
    "notebook_parameters",
    "read_run",
    "run_report",
    "validate",
    "write_run",
]
