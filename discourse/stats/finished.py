"""Results of a long computation that are finished, in memory and, if a file is given, in it."""

import json
from hashlib import sha256
from pathlib import Path

from discourse.errors import ReadError


def fingerprint(*parts: bytes | str) -> str:
    """One hash over everything a computation depends on, in order."""
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


class Finished:
    """Finished steps by their number. A file (JSON lines) of another computation is refused, a torn line left out."""

    def __init__(self, file: str | Path | None, mark: str) -> None:
        self.path, self.mark = (None if file is None else Path(file)), mark
        self.steps: dict[int, dict[str, object]] = {}
        if self.path is not None and self.path.exists():
            self._read()

    def _read(self) -> None:
        text = self.path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), start=1):
            try:
                kept = json.loads(line)
                mark, step, found = kept["mark"], kept["step"], kept["found"]
            except (json.JSONDecodeError, KeyError, TypeError):
                continue  # the line being written when the computation was broken off
            if mark != self.mark:
                raise ReadError(
                    f"{self.path}, line {number}, holds a step of another corpus or other settings; name another file"
                )
            self.steps[step] = found
        if text and not text.endswith("\n"):
            with self.path.open("a", encoding="utf-8") as out:
                out.write("\n")

    def add(self, step: int, found: dict[str, object]) -> None:
        """Keep a step."""
        self.steps[step] = found
        if self.path is not None:
            with self.path.open("a", encoding="utf-8", newline="\n") as out:
                out.write(json.dumps({"mark": self.mark, "step": step, "found": found}) + "\n")
