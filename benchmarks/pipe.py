"""A client of the language server over its pipes, without any library: the benchmark and the tests speak by it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

# Seconds after which a server that does not answer is given up.
PATIENCE = 60.0
Message = dict[str, Any]


class Client:
    """Starts `perflint lsp` and speaks to it; a context manager that ends it whatever happens.

    What the server asks is answered at once, and can be waited for as well. `settings` is what the client answers when
    it is asked for its configuration, `applied` are the edits that were asked for, `errors` is the server's standard
    error.
    """

    def __init__(
        self, folder: Path | None = None, words: Sequence[str] = (), env: Mapping[str, str] | None = None
    ) -> None:
        command = [sys.executable, "-P", "-m", "perflint", "lsp", *words]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder, env={**os.environ, **(env or {})}
        )
        self.settings: Any = None
        self.applied: list[Message] = []
        self.errors = b""
        self._messages: Queue[Message] = Queue()
        self._kept: list[Message] = []
        self._last = 0
        for job in (self._listen, self._drain):
            Thread(target=job, daemon=True).start()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def write(self, body: bytes) -> None:
        """Send bytes as a message, whatever they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def send(self, message: Message) -> None:
        """Send a message."""
        self.write(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> int:
        """Send a request; its number."""
        self._last += 1
        self.send({"id": self._last, "method": method, "params": params})
        return self._last

    def answer(self, number: int) -> Message:
        """The whole answer to a request, which may be an error."""
        return self.wait(lambda m: m.get("id") == number and "method" not in m)

    def call(self, method: str, params: Any) -> Any:
        """The result of a request. Raises RuntimeError with the error where it is one."""
        answer = self.answer(self.ask(method, params))
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def told(self, method: str) -> Any:
        """The parameters of the next message of a method."""
        return self.wait(lambda m: m.get("method") == method).get("params")

    def published(self, uri: str) -> list[Message]:
        """The diagnostics of a document that are pushed next."""
        method = "textDocument/publishDiagnostics"
        found = self.wait(lambda m: m.get("method") == method and m["params"]["uri"] == uri)
        diagnostics: list[Message] = found["params"]["diagnostics"]
        return diagnostics

    def wait(self, fits: Callable[[Message], bool], seconds: float = PATIENCE) -> Message:
        """The next message that fits; the others are kept. Raises TimeoutError."""
        for index, message in enumerate(self._kept):
            if fits(message):
                return self._kept.pop(index)
        while True:
            try:
                message = self._messages.get(timeout=seconds)
            except Empty:
                raise TimeoutError(self.errors.decode(errors="replace")[-2000:]) from None
            if fits(message):
                return message
            self._kept.append(message)

    def forget(self) -> list[Message]:
        """Let go of all that came and was not waited for; what that was."""
        left, self._kept = self._kept, []
        while not self._messages.empty():
            left.append(self._messages.get())
        return left

    def initialize(
        self, capabilities: Any = None, options: Any = None, folders: Sequence[Path] = (), **more: Any
    ) -> Message:
        """Begin the session; what the server can do."""
        params = {
            "processId": os.getpid(),
            "rootUri": None,
            "capabilities": capabilities or {},
            "initializationOptions": options,
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name} for folder in folders],
        }
        result = self.call("initialize", {**params, **more})
        self.notify("initialized", {})
        capable: Message = result["capabilities"]
        return capable

    def open(self, uri: str, text: str, language: str = "markdown", version: int = 1) -> None:
        """Open a document."""
        document = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, version: int, *changes: Message) -> None:
        """Change a document."""
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def leave(self) -> int:
        """Shut the server down; its exit status."""
        self.call("shutdown", None)
        self.send({"method": "exit"})
        return self.process.wait(PATIENCE)

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while (message := _read(stream)) is not None:
            if "method" in message and "id" in message:
                self._serve(message)
            self._messages.put(message)

    def _serve(self, message: Message) -> None:
        """Answer what the server asks."""
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [self.settings for _ in message["params"]["items"]]
        elif message["method"] == "workspace/applyEdit":
            self.applied.append(message["params"]["edit"])
            result = {"applied": True}
        self.send({"id": message["id"], "result": result})

    def _drain(self) -> None:
        stream = self.process.stderr
        assert stream is not None
        for line in stream:
            self.errors += line


def _read(stream: IO[bytes]) -> Message | None:
    """The next message; None at the end. Raises ValueError where anything else stands in the stream."""
    length = 0
    while (line := stream.readline()) != b"\r\n":
        if not line:
            return None
        name, colon, value = line.partition(b":")
        if not colon or name.lower() not in (b"content-length", b"content-type"):
            raise ValueError(f"no header: {line!r}")
        length = int(value) if name.lower() == b"content-length" else length
    message: Message = json.loads(stream.read(length))
    return message
