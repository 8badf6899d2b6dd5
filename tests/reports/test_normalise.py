"""Nothing of the clock, the machine or the process is left in a notebook."""

import copy
from collections.abc import Mapping

from nbformat import from_dict

from discourse.reports.normalise import normalise


def stream(text: str, name: str = "stdout") -> dict:
    return {"output_type": "stream", "name": name, "text": text}


def shown(data: Mapping, kind: str = "display_data") -> dict:
    return {"output_type": kind, "data": dict(data), "metadata": {}}


def notebook(*outputs: dict, count: int | None = 9) -> object:
    code = {
        "cell_type": "code",
        "id": "random",
        "source": "x",
        "execution_count": count,
        "outputs": list(outputs),
        "metadata": {"tags": ["a"], "execution": {"iopub.status.busy": "2026"}, "papermill": {"duration": 1}},
    }
    metadata = {"papermill": {"start_time": "2026"}, "widgets": {}, "title": "T", "kernelspec": {"name": "conda-env"}}
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [code]})


def outputs_of(*outputs: dict) -> list:
    return normalise(notebook(*outputs))["cells"][0]["outputs"]


def test_metadata_ids_and_counts_are_made_anew_and_the_input_is_left_alone() -> None:
    given = notebook(shown({"text/plain": "1"}, "execute_result") | {"execution_count": 9})
    before = copy.deepcopy(given)
    fresh = normalise(given)
    assert given == before
    assert set(fresh.metadata) == {"kernelspec", "language_info", "title"}
    assert fresh.metadata.kernelspec.name == "python3"
    (cell,) = fresh.cells
    assert (cell.id, cell.metadata, cell.execution_count) == ("cell-000", {"tags": ["a"]}, 1)
    assert cell.outputs[0].execution_count == 1
    assert normalise(fresh) == fresh


def test_a_cell_that_did_not_run_stays_so() -> None:
    assert normalise(notebook(count=None))["cells"][0]["execution_count"] is None


def test_printed_pieces_are_joined_and_warnings_come_after() -> None:
    pieces = [stream("a"), stream("w1\n", "stderr"), stream("b\n"), stream("w2\n", "stderr")]
    assert outputs_of(*pieces) == [stream("ab\n"), stream("w1\nw2\n", "stderr")]
    swapped = [stream("w1\n", "stderr"), stream("ab\n"), stream("w2\n", "stderr")]
    assert outputs_of(*swapped) == outputs_of(*pieces)


def test_what_stood_before_a_table_stays_before_it() -> None:
    table = shown({"text/html": "<table></table>"})
    assert outputs_of(stream("a"), table, stream("b")) == [stream("a"), table, stream("b")]


def test_progress_bars_and_empty_output_go() -> None:
    bar = stream("\r  0%|  | 0/2\r100%|##| 2/2 [00:01]\n", "stderr")
    assert outputs_of(bar, stream("\n")) == []
    assert outputs_of(bar, stream("careful\n", "stderr")) == [stream("careful\n", "stderr")]


def test_overwritten_print_is_what_a_terminal_shows() -> None:
    assert outputs_of(stream("one\rtwo\r\nthree\n")) == [stream("two\nthree\n")]


def test_the_number_of_the_process_goes_from_warnings_and_traces() -> None:
    text = "/tmp/ipykernel_4711/123.py:3: UserWarning: careful\n"
    assert outputs_of(stream(text, "stderr")) == [stream("<cell>:3: UserWarning: careful\n", "stderr")]
    error = {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["File /tmp/ipykernel_1/2.py:1"]}
    assert outputs_of(error)[0]["traceback"] == ["File <cell>:1"]


def test_the_cells_papermill_adds_around_a_failure_go() -> None:
    given = notebook()
    marker = {"cell_type": "markdown", "source": "!", "metadata": {"tags": ["papermill-error-cell-tag"]}}
    given.cells.insert(0, from_dict(marker))
    assert [cell.source for cell in normalise(given).cells] == ["x"]


def test_widgets_go() -> None:
    assert outputs_of(shown({"application/vnd.jupyter.widget-view+json": {"model_id": "r"}, "text/plain": "w"})) == []


def test_folders_of_the_machine_are_not_told() -> None:
    output = {
        "output_type": "stream",
        "name": "stderr",
        "text": "/home/x/project/data/a.csv is odd, says /home/x/lib\n",
    }
    cell = {"cell_type": "code", "source": "", "metadata": {}, "execution_count": 1, "outputs": [output]}
    folders = {"<project>": "/home/x/project", "<home>": "/home/x"}
    fresh = normalise({"metadata": {}, "cells": [cell]}, folders=folders)
    assert fresh.cells[0].outputs[0].text == "<project>/data/a.csv is odd, says <home>/lib\n"
