"""A headless Chromium that tells what a page did: dialogs, requests, scripts, new windows.

It is spoken to in the DevTools protocol over a pipe, with the standard library only. The page's own policy is switched
off (``Page.setBypassCSP``): what is tested is that nothing hostile got into the page, not that the browser stopped it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from select import select
from types import SimpleNamespace

import pytest

#: Puts the two ends of our pipes where Chromium looks for them, and becomes Chromium.
_PIPED = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for place, end in zip((3, 4), ends):
    os.dup2(end, place)
os.execv(sys.argv[3], sys.argv[3:])
"""
_FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-quic", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe"),
]
#: Seconds an answer may take.
_PATIENCE = 120
#: What a page must not hold however it came there, and whether a script of it left its mark.
_LOOK = """
(() => {
  const all = [...document.querySelectorAll('*')];
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  document.querySelectorAll('[tabindex], summary, a').forEach(e => e.focus());
  all.forEach(e => e.dispatchEvent(new Event('mouseover')));
  return {
    title: document.title,
    wide: document.documentElement.scrollWidth,
    mark: window.owned === undefined ? '' : String(window.owned),
    handlers: all.flatMap(e => [...e.attributes]).filter(a => /^on/i.test(a.name)).map(a => a.name),
    active: all.map(e => e.localName).filter(n => /^(script|iframe|frame|object|embed|form|base|link|portal)$/.test(n)),
    links: [...(document.links || [])].map(a => a.protocol + (a.rel.includes('noreferrer') ? '' : ' refers')),
    foreign: document.querySelectorAll('svg foreignObject, svg animate, svg set').length,
    text: (document.body || document.documentElement).textContent,
  };
})()
"""

_WATCHED = ("Network.requestWillBeSent", "Page.javascriptDialogOpening", "Page.frameNavigated", "Log.entryAdded")


class Browser:
    """One running Chromium; :meth:`visit` opens a page in a fresh tab."""

    def __init__(self, program: str, profile: Path) -> None:
        ours, theirs = os.pipe(), os.pipe()  # theirs: what Chromium writes
        ends = [str(ours[0]), str(theirs[1])]
        command = [sys.executable, "-c", _PIPED, *ends, program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            command, pass_fds=(ours[0], theirs[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(ours[0])
        os.close(theirs[1])
        self._write, self._read = ours[1], theirs[0]
        self._number, self._buffer = 0, b""
        self.events: list[dict] = []

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        os.close(self._write)
        os.close(self._read)

    def call(self, method: str, session: str | None = None, **parameters: object) -> dict:
        """Call a method and return its result; what happens meanwhile is kept in ``events``."""
        number = self._send(method, session, parameters)
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer.get('error')}"
                return answer["result"]
            self.events.append(answer)

    def _send(self, method: str, session: str | None, parameters: dict) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        content = json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0"
        while content:
            content = content[os.write(self._write, content) :]
        return self._number

    def wait_for(self, method: str, session: str) -> None:
        while not any(event.get("method") == method and event.get("sessionId") == session for event in self.events):
            self.events.append(self._next())

    def _next(self) -> dict:
        while b"\0" not in self._buffer:
            assert select([self._read], [], [], _PATIENCE)[0], "Chromium does not answer"
            read = os.read(self._read, 1 << 20)
            assert read, "Chromium has ended"
            self._buffer += read
        content, _, self._buffer = self._buffer.partition(b"\0")
        message = json.loads(content)
        if message.get("method") == "Page.javascriptDialogOpening":  # a page with an open dialog does not go on
            self._send("Page.handleJavaScriptDialog", message["sessionId"], {"accept": False})
        return message

    def evaluate(self, session: str, expression: str) -> object:
        found = self.call("Runtime.evaluate", session, expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def visit(self, page: Path, *, width: int = 1280, script: str = "null") -> SimpleNamespace:
        """Open a page, unfold and touch everything in it, run ``script``, and say what came of it."""
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable", session)
        self.call("Page.setBypassCSP", session, enabled=True)
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", session, **size)
        self.call("Target.setDiscoverTargets", discover=True)
        self.events = []
        address = page.absolute().as_uri()
        self.call("Page.navigate", session, url=address)
        self.wait_for("Page.loadEventFired", session)
        seen = self.evaluate(session, _LOOK)
        result = self.evaluate(session, script)
        self.evaluate(session, "new Promise(done => setTimeout(done, 300))")
        again = self.evaluate(session, "[document.title, String(window.owned), location.href]")
        happened = [event for event in self.events if event.get("sessionId") == session]
        called = {name: [e["params"] for e in happened if e.get("method") == name] for name in _WATCHED}
        self.call("Target.closeTarget", targetId=target)
        requests = [told["request"]["url"] for told in called["Network.requestWillBeSent"]]
        return SimpleNamespace(
            seen=seen,
            after=again,
            address=address,
            result=result,
            dialogs=[told["message"] for told in called["Page.javascriptDialogOpening"]],
            requests=[url for url in requests if url != address and not url.startswith("data:")],
            moved=[told["frame"]["url"] for told in called["Page.frameNavigated"] if told["frame"]["url"] != address],
            said=[told["entry"]["text"] for told in called["Log.entryAdded"]],
            opened=[
                e
                for e in self.events
                if e.get("method") == "Target.targetCreated" and e["params"]["targetInfo"].get("openerId")
            ],
        )


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless Chromium, one for all tests."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    if program is None or os.name != "posix":
        pytest.skip("pages are opened in Chromium, which is not on the path of this machine")
    running = Browser(program, tmp_path_factory.mktemp("chromium"))
    yield running
    running.close()
