"""What it costs to find that 60 reports over 20,000 files are up to date: ``python benchmarks/reports.py``."""

import os
import tempfile
import time
from pathlib import Path

from discourse.reports.looks import one_look
from discourse.reports.plan import make_plan
from discourse.reports.record import write_run
from discourse.reports.run import find_unchanged

REPORTS, FILES = 60, 20_000
NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "01_corpus.ipynb"


def main() -> None:
    """Make a project of many files, record its reports, and decide about them five times."""
    names = [f"r{number}" for number in range(REPORTS)]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for part in ("data/corpus", "notebooks", "reports"):
            Path(part).mkdir(parents=True)
        for number in range(FILES):
            Path(f"data/corpus/{number}.txt").write_text("word " * 400, encoding="utf-8")
        Path("data/corpora.toml").write_text("", encoding="utf-8")
        Path("notebooks/n.ipynb").write_bytes(NOTEBOOK.read_bytes())
        listed = (
            f"[{name}]\nnotebook = 'notebooks/n.ipynb'\nparameters = {{ corpus = 'data/corpus' }}\n" for name in names
        )
        Path("reports/reports.toml").write_text("".join(listed), encoding="utf-8")
        with one_look():
            for name in names:
                run = make_plan(name).run
                run.folder.mkdir()
                (run.folder / "report.html").write_text("x" * 300_000, encoding="utf-8")
                write_run(run, run.folder)
        for _ in range(5):
            cpu, wall = time.process_time(), time.perf_counter()
            assert len(find_unchanged(names)) == REPORTS
            print(f"cpu {time.process_time() - cpu:.2f} s, wall {time.perf_counter() - wall:.2f} s")
        os.chdir("/")


if __name__ == "__main__":
    main()
