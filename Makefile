# Every target is one line calling `python -m …`; README.md gives the same lines for Windows.

BIN := .venv/bin/python
UNIVERSAL := uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-header --no-annotate --extra excel

.PHONY: report reports lab test proof bench lint lock clean

report: .venv/ready
	$(BIN) -m discourse report framing-demo

reports: .venv/ready
	$(BIN) -m discourse report --all

lab: .venv/ready
	$(BIN) -m jupyterlab notebooks/start_here.ipynb

test: .venv/ready-test
	$(BIN) -m pytest -m "not proof" -n 2 --dist loadfile

proof: .venv/ready-test
	$(BIN) -m pytest -m proof

bench: .venv/ready
	$(BIN) benchmarks/pipeline.py

lint: .venv/ready-test
	$(BIN) -m ruff check . && $(BIN) -m ruff format --check .

lock:
	$(UNIVERSAL) -o requirements.lock
	$(UNIVERSAL) --extra docx --extra lemma --extra parse --group test -c requirements.lock -o requirements-test.lock

.venv/ready: requirements.lock pyproject.toml
	sh .install requirements.lock
	touch $@

.venv/ready-test: requirements-test.lock pyproject.toml
	sh .install requirements-test.lock
	touch .venv/ready $@

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
