"""Files of the index are damaged under a running server, one at a time: it says so and lives on."""

import random
from pathlib import Path

import pytest

from searchapp.settings import Settings
from tests.soak.reindexing import Reindexing
from tests.soak.server import Server
from tests.soak.states import SHORT, write_state

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc"),
]

FLIPS = 2 if SHORT else 50
API = "/api/search?q=教育&sort=-date&per_page=100"


def test_every_file_cut_off_deleted_or_changed(tmp_path):
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    with Reindexing() as reindexing:
        for state in (0, 1):  # two segments and deleted rows
            write_state(settings.source, state)
            assert reindexing.run(settings) == 0
        with Server(settings) as server, server.client() as client:
            expected = client.get_json(API)["hits"]
            chance = random.Random(7)
            damaged = 0
            for path in files(settings):
                content = path.read_bytes()
                for broken in damages(content, chance):
                    if broken is None:
                        path.unlink()
                    else:
                        overwrite(path, broken)
                    check_refused(client, path)
                    overwrite(path, content)
                    assert client.get_json(API)["hits"] == expected
                    damaged += 1
            for number in range(6):
                path = files(settings)[number]
                overwrite(path, path.read_bytes()[:-1])
                check_refused(client, path)
                assert reindexing.run(settings, full=True) == 0
                found = client.get_json(API)["hits"]
                assert {one["id"] for one in found} == {one["id"] for one in expected}
            assert server.process.poll() is None
    print(f"{damaged} of {damaged} damaged files detected")


def files(settings):
    """The files of the index in use; of a fresh one with one segment there are six."""
    pointer = settings.index / "current"
    return [pointer, *sorted((settings.index / pointer.read_text().strip()).iterdir())]


def damages(content, chance):
    """The content cut off, gone (None) or with a byte changed, here and there."""
    yield None
    yield b""
    yield from (content[: chance.randrange(len(content))] for _ in range(FLIPS))
    places = {0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(FLIPS))}
    for place in places:
        other = content[place] ^ chance.randrange(1, 256)
        yield content[:place] + bytes([other]) + content[place + 1 :]


def overwrite(path, content):
    """Change a file in place, under whoever has it open."""
    path.touch()
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()


def check_refused(client, path):
    status, kind, text = client.get(API)
    assert (status, kind) == (503, "application/problem+json")
    assert path.name in text
    assert "searchapp reindex" in text
    status, kind, text = client.get("/?q=教育")
    assert (status, kind) == (503, "text/html")
    assert path.name in text
    assert "searchapp reindex" in text
    assert "Traceback" not in text
