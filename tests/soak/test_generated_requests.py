"""Requests of every kind that the description of the site allows, and of kinds that it does not.

Schemathesis writes them from /api/openapi.json. Whatever is asked, the answer is one that the
description names: never a 5xx, its content of the type and shape that it says.
"""

import itertools
from collections import Counter
from http import HTTPStatus
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi import checks

from searchapp import create_app
from searchapp.indexing.reindex import reindex
from searchapp.settings import Settings
from tests.conftest import ROOT
from tests.soak.states import SHORT
from tests.web.odd import HOSTILE, ODD_IDS, write_odd

# Schemathesis leaves open what it is sent.
pytestmark = [
    pytest.mark.soak,
    pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning"),
]

COUNT = 600 if SHORT else 50_000
A_ROUND = 4 if SHORT else 100
"""Cases of a kind in a row; then the next kind has its turn, until there are enough."""
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# Schemathesis makes a schema of it that it then refuses itself (`prefixItems` as `items`).
NO_SCHEMA = {"/api/suggest/opensearch"}
# What may be wrong about a value that the description allows: a query text has a grammar, a cursor
# a check digit, and values have to go together.
UNDESCRIBED = {"q", "cursor", "page", "date_from", "same_as", "at", ""}
PIECES = ("教育", "优质均衡", "质量", "高*发展", "year:2019..2024", "讲话人:", "dhz", HOSTILE)
SIGNS = ("", " ", " ", " OR ", " -", '"', "(", ")", " NEAR/3 ", "：", "?", "\u202e", "\t", "'")
QUERY_TEXTS = st.lists(
    st.sampled_from(PIECES) | st.sampled_from(SIGNS) | st.text(max_size=3), max_size=8
).map("".join)


@pytest.fixture(scope="module")
def description(tmp_path_factory):
    """The site over the seeds and documents that mean harm, as schemathesis knows it."""
    folder = tmp_path_factory.mktemp("generated")
    source = folder / "source"
    source.mkdir()
    for one in (ROOT / "seeds").iterdir():
        (source / one.name).write_bytes(one.read_bytes())
    write_odd(source)
    # What the machine does besides takes its time too.
    site = Settings(source=source, index=folder / "index", max_request_seconds=300)
    reindex(site)
    load_all_checks()
    loaded = schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(site))
    ids = [*ODD_IDS, "page.html", *(one.name for one in source.iterdir())]
    names = st.sampled_from((*ids, *[None] * len(ids)))

    @loaded.hook
    def flatmap_case(_context, case):
        return names.map(lambda name: _written(case, name))

    return loaded


def _written(case, name):
    """Now and then for a document that is there; and 5 for 5.0, the same in JSON and only there."""
    if case.meta.generation.mode is GenerationMode.POSITIVE and case.query:
        whole = {key: int(one) for key, one in case.query.items() if isinstance(one, float)}
        case.query |= whole
    if name and case.path_parameters:
        case.path_parameters["document_id"] = quote(name)
    return case


def kinds(description):
    """Every operation, asked as it should be and as it should not be."""
    operations = [one.ok() for one in description.get_all_operations()]
    modes = (GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    return list(itertools.product(operations, modes))


def ask(operation, mode, number):
    """The status of each answer to a round of a kind."""
    found = []
    checked = [one for one in CHECKS if one.__name__ != "response_schema_conformance"]

    @seed(number)
    @settings(
        max_examples=A_ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode), st.lists(QUERY_TEXTS, max_size=5))
    def asked(case, texts):
        """As it is, and where it is a search with other texts: to make a case takes longer."""
        check(case)
        for text in texts if mode is GenerationMode.POSITIVE and "q" in (case.query or ()) else ():
            case.query["q"] = text
            check(case)

    def check(case):
        answer = case.call()
        found.append(answer.status_code)
        case.validate_response(answer, checks=checked if operation.path in NO_SCHEMA else CHECKS)
        if mode is GenerationMode.POSITIVE and answer.status_code == HTTPStatus.BAD_REQUEST:
            refused_for_cause(operation, answer)

    try:
        asked()
    except Unsatisfiable:
        assert not found  # nothing about it can be wrong
    return found


def refused_for_cause(operation, answer):
    if "json" in answer.headers["content-type"][0]:
        wrong = {one["parameter"] for one in answer.json()["errors"]}
        assert wrong <= UNDESCRIBED, (operation.path, answer.text)


def test_whatever_is_asked_the_answer_is_one_that_the_description_names(description):
    asked, answers, waiting = 0, Counter(), kinds(description)
    for number in itertools.count():
        for kind in list(waiting):
            found = ask(*kind, number)
            if len(found) < 2:  # there are no others
                waiting.remove(kind)
            asked += len(found)
            answers.update(found)
            if asked >= COUNT:
                print(f"{asked} requests: {dict(answers)}")
                assert {200, 400, 404} <= set(answers) <= {200, 304, 400, 404}
                return
