"""`searchapp serve` as a process, and clients that ask it over HTTP."""

import http.client
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote

from tests.conftest import ROOT


class Server:
    """A running server; used as a context manager. What it logs must hold no stack trace."""

    def __init__(self, settings):
        self._environment = os.environ | {
            "SEARCHAPP_SOURCE": str(settings.source),
            "SEARCHAPP_INDEX": str(settings.index),
            "PYTHONPATH": str(ROOT),
        }

    def __enter__(self):
        program = "from searchapp.cli import main; main()"
        self._log = TemporaryFile("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, "serve", "--port", "0"],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        said = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", said)[1])
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        with self._log as log:
            log.seek(0)
            assert "Traceback" not in log.read()

    def client(self):
        return Client(self.port)

    def open_files(self):
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def memory(self):
        """Bytes of memory that are the server's own, and not a view of a file."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s*(\d+) kB", status)[1]) * 1024


class Client:
    """One connection, which is kept; used as a context manager."""

    def __init__(self, port):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def get(self, path):
        """Status, kind of content and text of an answer."""
        self._connection.request("GET", quote(path, safe="/?=&%-_"))
        answer = self._connection.getresponse()
        kind = answer.headers.get_content_type()
        return answer.status, kind, answer.read().decode()

    def get_json(self, path):
        status, _, text = self.get(path)
        assert status == 200, text
        return json.loads(text)
