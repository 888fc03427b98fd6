"""A headless Chromium, spoken to over a pipe: opens pages, and says how wide they are and what they do."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe", "--hide-scrollbars"),
)
LOUD = {"Network.requestWillBeSent", "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"}

INCH = 25.4
MARGINS = 30
"""Millimetres at both sides of a printed page together, as its style has it."""
PAPER = {"A4": (210, 297), "Letter": (8.5 * INCH, 11 * INCH)}


def found() -> str | None:
    """The browser's path; None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    """One page of one browser; `said` are its requests, console messages and errors since it was opened."""

    def __init__(self, program: str, folder: Path) -> None:
        self._command = [program, *FLAGS, f"--user-data-dir={folder / 'profile'}"]
        self._page = folder / "page.html"
        self._last = 0
        self._session: str | None = None
        self._rest = b""
        self.said: list[str] = []

    def __enter__(self) -> Browser:
        their_input, self._to = os.pipe()
        self._from, their_output = os.pipe()
        theirs = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (their_input, their_output)]
        shell = f'exec "$@" 3<&{theirs[0]} 4>&{theirs[1]}'
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            ["bash", "-c", shell, "bash", *self._command], pass_fds=theirs, stdout=quiet, stderr=quiet
        )
        for end in (their_input, their_output, *theirs):
            os.close(end)
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self._ask(f"{domain}.enable")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._to)
        os.close(self._from)
        self._process.terminate()
        self._process.wait(20)

    def open(self, page: str, width: int, *, dark: bool = False, on_paper: bool = False) -> None:
        """Show a page at a width in CSS pixels."""
        self._page.write_text(page, encoding="utf-8")
        self.said = []
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", media="print" if on_paper else "screen", features=[scheme])
        self._ask("Page.navigate", url=self._page.as_uri())
        while self.value("document.readyState") != "complete" or self.value("location.protocol") != "file:":
            pass
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    def value(self, expression: str) -> Any:
        """What an expression in the language of the browser comes to, on the page."""
        found = self._ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        return found["result"].get("value")

    def save_in(self, folder: Path) -> None:
        """From now on, keep what pages save in a folder."""
        folder.mkdir(exist_ok=True)
        self._ask("Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def printed(self, paper: str) -> bytes:
        """The page as a PDF on A4 or Letter."""
        wide, high = PAPER[paper]
        size = {"paperWidth": wide / INCH, "paperHeight": high / INCH}
        return base64.b64decode(self._ask("Page.printToPDF", printBackground=False, **size)["data"])

    def picture(self, width: int, height: int) -> bytes:
        """The top of the page as a PNG, so many pixels wide and high."""
        area = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        return base64.b64decode(self._ask("Page.captureScreenshot", format="png", clip=area)["data"])

    def _ask(self, method: str, **given: object) -> dict[str, Any]:
        self._last += 1
        message: dict[str, object] = {"id": self._last, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._last:
                assert "error" not in answer, answer
                return answer["result"]  # type: ignore[no-any-return]
            self._listen(answer)

    def _listen(self, event: dict[str, Any]) -> None:
        if event.get("method") not in LOUD:
            return
        address = event["params"].get("request", {}).get("url")
        if address != self._page.as_uri():
            self.said.append(address or json.dumps(event["params"]))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._from, 1 << 20)
            assert more, "the browser has gone"
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)  # type: ignore[no-any-return]
