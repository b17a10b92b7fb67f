"""A server to be measured, waitress with its defaults; it prints its port and serves until killed.

python -m tests.benchmarks.web_server index FOLDER     the product over an index
python -m tests.benchmarks.web_server constant BYTES   Flask's floor: always the same answer
"""

import logging
import sys
from pathlib import Path

from flask import Flask, Response
from waitress.server import create_server

from searchapp import create_app
from searchapp.settings import Settings


def main(kind: str, value: str) -> None:
    """Serve one or the other."""
    app = create_app(Settings(index=Path(value))) if kind == "index" else _constant(int(value))
    server = create_server(app, host="127.0.0.1", port=0)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # every request that has to wait
    print(server.effective_port, flush=True)
    server.run()


def _constant(size: int) -> Flask:
    app = Flask(__name__)
    content = b"x" * size

    @app.get("/api/search")
    def answer() -> Response:
        return Response(content, mimetype="application/json")

    return app


if __name__ == "__main__":
    main(*sys.argv[1:])
