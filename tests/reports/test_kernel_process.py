"""A kernel ends with its runner: the pipe closes, and its whole group is killed."""

import os
import subprocess
import sys

import pytest

WATCHED = """
import subprocess, sys
from discourse.reports.kernel_process import end_with
print(subprocess.Popen(["sleep", "600"]).pid, flush=True)
end_with(int(sys.argv[1]))
"""


@pytest.mark.skipif(os.name != "posix", reason="pipes are handed on and groups killed on POSIX only")
def test_when_the_pipe_closes_it_dies_with_all_it_started() -> None:
    reading, writing = os.pipe()
    command = [sys.executable, "-c", WATCHED, str(reading)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=[reading], start_new_session=True) as process:
        os.close(reading)
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert process.poll() is None
        os.kill(child, 0)
        os.close(writing)
        assert process.wait(timeout=20) == -9
        assert process.stdout.read() == b""  # which the child held open as well
