"""Clients go on being answered, each time from one state, while the index changes."""

import json
import re
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from searchapp.indexing.status import index_status
from searchapp.settings import Settings
from tests.soak.reindexing import Reindexing
from tests.soak.server import Server
from tests.soak.states import SHORT, documents, write_state

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc"),
]

CLIENTS = 8
SECONDS = 6 if SHORT else 60
REINDEXES = 4 if SHORT else 10
MORE_MEMORY = 20_000_000
SEARCH = "q=教育&sort=-date&per_page=100"


def oracle(state):
    """What a search for 教育 must say of a state: counts, hits, and the facet of years."""
    found = [
        (one["id"], ordinal, text, str(one["year"]))
        for one in documents(state)
        for ordinal, text in enumerate(one["paragraphs"], start=1)
        if "教育" in text
    ]
    years = Counter(year for *_, year in found)
    return (
        len(found),
        len({one[0] for one in found}),
        frozenset((f"{name}#{ordinal}", text) for name, ordinal, text, _ in found),
        frozenset(years.items()),
    )


def said_by_json(answer):
    (years,) = [one for one in answer["facets"] if one["name"] == "year"]
    return (
        answer["paragraph_count"],
        answer["document_count"],
        frozenset((hit["id"], hit["text"]) for hit in answer["hits"]),
        frozenset((one["value"], one["paragraph_count"]) for one in years["values"]),
    )


def said_by_page(page):
    """The same of a page, of which each hit is told by its id alone."""
    counts = re.search(
        r'class="counts"><strong>(\d+)</strong> 段 · <strong>(\d+)</strong> 篇', page
    )
    years = re.findall(r"<title>(\d{4}) 年：(\d+) 段", page)
    return (
        int(counts[1]),
        int(counts[2]),
        frozenset(re.findall(r'data-id="(\w+#\d+)"', page)),
        frozenset((year, int(count)) for year, count in years),
    )


class Asking:
    """Clients that ask without a pause until they are told to stop."""

    def __init__(self, server):
        self.asked = 0
        self.failures = []
        self.by_programs = set()
        self.by_people = set()
        self._server = server
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(number % 4 == 0,)) for number in range(CLIENTS)
        ]

    def __enter__(self):
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for one in self._threads:
            one.join()

    def _ask(self, as_page):
        path = f"/?{SEARCH}" if as_page else f"/api/search?{SEARCH}"
        try:
            with self._server.client() as client:
                while not self._stop.is_set():
                    status, _, text = client.get(path)
                    self.asked += 1
                    if status != 200:
                        self.failures.append((status, text[:300]))
                    elif as_page:
                        self.by_people.add(said_by_page(text))
                    else:
                        answer = json.loads(text)
                        index = answer["index"]
                        commit = (index["generation"], index["revision"])
                        self.by_programs.add((commit, said_by_json(answer)))
        except Exception as error:  # noqa: BLE001 -- any failure at all is one
            self.failures.append(repr(error))


def test_no_request_fails_and_no_answer_mixes_two_states(tmp_path):
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    write_state(settings.source, 0)
    with Reindexing() as reindexing:
        assert reindexing.run(settings) == 0
        states = {commit_of(settings): 0}
        with Server(settings) as server:
            # What a first full build and the first requests load stays.
            with Asking(server):
                assert reindexing.run(settings, full=True) == 0
                states[commit_of(settings)] = 0
                time.sleep(1)
            settle(server)
            before = server.open_files(), server.memory()
            with Asking(server) as asking:
                for number in range(1, REINDEXES + 1):
                    time.sleep(SECONDS / REINDEXES)
                    state = number % REINDEXES  # the last one is the first again
                    write_state(settings.source, state)
                    assert reindexing.run(settings, full=number % 2 == 0) == 0
                    states[commit_of(settings)] = state
                time.sleep(SECONDS / REINDEXES)
            settle(server)
            after = server.open_files(), server.memory()
    assert asking.failures == []
    for commit, said in asking.by_programs:
        assert said == oracle(states[commit])
    of_pages = {as_on_page(oracle(state)) for state in states.values()}
    assert asking.by_people <= of_pages
    seen = {states[commit] for commit, _ in asking.by_programs}
    assert len(seen) >= REINDEXES - 2, "clients saw the states go by"
    assert after[0] == before[0], "open files"
    assert after[1] < before[1] + MORE_MEMORY
    grown = (after[1] - before[1]) / 1e6
    print(f"{asking.asked} requests, none failed; {len(seen)} states; memory {grown:+.1f} MB")


def as_on_page(said):
    paragraph_count, document_count, hits, years = said
    return paragraph_count, document_count, frozenset(one for one, _ in hits), years


def commit_of(settings):
    status = index_status(settings.index)
    return status.generation, status.revision


def settle(server):
    """One more answer, so that the server looks at the index, and time to close what was."""
    with server.client() as client:
        client.get_json(f"/api/search?{SEARCH}")
    time.sleep(1)
