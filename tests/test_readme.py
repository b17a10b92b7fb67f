"""The README says what there is: commands, options, parameters, settings, formats, keys, code."""

import json
import re
from dataclasses import fields, replace
from itertools import chain
from typing import get_args

import click
import pytest

from searchapp import create_app
from searchapp.anchors import Anchor, State
from searchapp.cli import main
from searchapp.documents.formats.readers import READERS
from searchapp.documents.jsonl import SUFFIXES
from searchapp.documents.model import Document
from searchapp.exporting import FORMATS
from searchapp.indexing import first_indexed
from searchapp.indexing.check import check
from searchapp.indexing.live import LiveIndex
from searchapp.query.fields import FIELD_NAMES, KIND_NAMES
from searchapp.query.request import SearchRequest
from searchapp.reader.reading import read
from searchapp.reader.request import PARAMETERS, ReaderRequest
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.trends.request import MEASURE, MEASURES, MOST
from searchapp.trends.tables import LONGEST_GAP
from searchapp.trends.trends import MOST_SPEAKERS
from searchapp.web.serving import GRACE
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_shown(command):
    assert f"searchapp {command}" in README


@pytest.mark.parametrize("command", ["reindex", "check", "backup", "restore"])
def test_every_option_is_explained(command):
    for option in main.commands[command].params:
        if isinstance(option, click.Argument):
            continue
        assert f"`{option.opts[0]}`" in README


def test_every_key_of_a_check_is_explained(seeds):
    report = check(Settings(source=seeds)).to_json()
    for key in (*report, *report["documents"][0]):
        assert f"`{key}`" in README


def test_every_command_shown_exists():
    for line in "\n".join(blocks("console")).splitlines():
        if match := re.match(r"[$>] searchapp (\w+)", line):
            assert match[1] in main.commands


@pytest.mark.parametrize("parameter", [one.name for one in fields(SearchRequest)])
def test_every_parameter_is_explained(parameter):
    assert f"`{parameter}`" in README


def test_all_of_a_document_is_explained(seeds_index):
    index = LiveIndex(seeds_index.index).current()
    asked = ReaderRequest(at=Anchor(2))
    found = read(index, "002_6b2caf8631c2c5ff.txt", asked, seeds_index, "").to_json()
    as_read = set(Document("", "", ()).to_json())
    names = {*PARAMETERS, *found["at"], *found["citations"], *set(found) - as_read}
    for name in (*names, *get_args(State), "highlights"):
        assert f"`{name}`" in README
    assert as_read < set(found)
    assert found["paragraphs"][12]["url"] == json.loads(blocks("json")[0])["hits"][0]["url"]


def test_all_of_trends_is_explained():
    for path in ("/api/trends", "/trends.csv"):
        assert f"`GET {path}`" in README
    words = ("paragraph_count", "document_count", "occurrence_count", "per_10000_characters")
    for word in (*words, "character_count", "first", "last", "first_uses", MEASURE, *MEASURES):
        assert f"`{word}`" in README
    assert f"用得最多的 {MOST_SPEAKERS} 个讲话人" in README
    assert (MOST, LONGEST_GAP) == (5, 30)  # in words there


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_export_is_listed(suffix):
    assert f"/export.{suffix}`" in README
    assert f"{Settings().max_export_hits:,} 段" in README


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json"])
def test_every_feed_is_listed(path):
    assert f"GET {path}`" in README
    assert f"`index/{first_indexed.FILE}`" in README


@pytest.mark.parametrize("suffix", [*READERS, *SUFFIXES])
def test_every_format_is_listed(suffix):
    assert f"`{suffix}`" in README


@pytest.mark.parametrize(
    "name", ["SOURCE", "INDEX", "SYNONYMS", "DICTIONARY", "ADMIN_TOKEN_FILE", "TRUSTED_PROXIES"]
)
def test_every_variable_is_listed(name):
    assert f"| `SEARCHAPP_{name}` |" in README


def test_every_figure_and_key_for_those_who_watch_is_explained(seeds_index, tmp_path):
    (tmp_path / "token").write_text("0123456789abcdef")
    settings = replace(seeds_index, admin_token_file=tmp_path / "token")
    site = create_app(settings).test_client()
    site.get("/?page=x").close()
    site.get("/?q=教育").close()
    told = site.get("/metrics", auth=("", "0123456789abcdef")).text
    for name in set(re.findall(r"^# HELP (searchapp_\w+?)(?:_created)? ", told, re.MULTILINE)):
        assert f"`{name}`" in README or f"`{name}_total`" in README
    assert set(re.findall(r"`(searchapp_\w+)`", README)) <= set(re.findall(r"searchapp_\w+", told))
    for key in site.get("/readyz").json:
        assert f"`{key}`" in README
    assert f"最多等 {GRACE} 秒" in README


def test_the_example_answer_has_the_keys_of_a_real_one(seeds_index):
    shown = json.loads(blocks("json")[0])
    request = SearchRequest("四是要强化责任", year=("2024",), per_page=10)
    found = search(LiveIndex(seeds_index.index).current(), request, seeds_index)
    real = json.loads(json.dumps(found.to_json()))

    def shape(value):
        if isinstance(value, dict):
            return {key: shape(one) for key, one in value.items()}
        return [shape(value[0])] if isinstance(value, list) and value else type(value).__name__

    assert list(shown) == list(real)
    for key in ("query", "hits", "index"):
        assert shape(shown[key]) == shape(real[key])
    assert shown["hits"][0]["id"] == real["hits"][0]["id"]
    assert shape(shown["facets"][0]) == shape(real["facets"][0])
    assert shown["facets"][0]["values"] == real["facets"][0]["values"][:1]


def test_the_example_suggestion_is_a_real_one(seeds_index):
    answer = create_app(seeds_index).test_client().get("/api/suggest?q=dhz")
    assert answer.get_json() == json.loads(blocks("json")[1])
    for key in answer.get_json()[0]:
        assert f"`{key}`" in README


def test_the_example_error_is_a_real_one(seeds_index):
    shown = json.loads(blocks("json")[2])
    answer = (
        create_app(seeds_index)
        .test_client()
        .get("/api/search?page=x", headers={"X-Request-ID": shown["request_id"]})
    )
    assert answer.get_json() == shown


def test_the_example_mistake_is_a_real_one(seeds_index):
    answer = create_app(seeds_index).test_client().get("/api/search?q=双减 OR")
    assert answer.get_json()["errors"] == [json.loads(blocks("json")[3])]


def syntax():
    """The rows of the table of the query language: how it is written, an example."""
    section = README.partition("### 检索语法")[2].partition("## ")[0]
    rows = re.findall(r"^\| (.*?) \| `(.*?)` \| ", section, flags=re.MULTILINE)
    return [(written, example.replace("\\|", "|")) for written, example in rows]


@pytest.mark.parametrize(("written", "example"), syntax())
def test_every_example_of_the_query_language_finds_something(written, example, seeds_index):
    index = LiveIndex(seeds_index.index).current()
    assert search(index, SearchRequest(example), seeds_index).paragraph_count, written


def test_every_field_and_kind_and_bound_of_the_query_language_is_told():
    written = " ".join(one for one, _ in syntax())
    for name in chain.from_iterable(FIELD_NAMES.items()):
        assert f"`{name}:`" in written
    for name in chain.from_iterable(KIND_NAMES.items()):
        assert f"`{name}`" in README
    settings = Settings()
    for bound in (
        f"最多 {settings.max_query_depth} 层",
        f"n 最大 {settings.max_near_distance}",
    ):
        assert bound in README


def test_the_library_code_runs(seeds_index, monkeypatch, capsys):
    monkeypatch.setenv("SEARCHAPP_SOURCE", str(seeds_index.source))
    monkeypatch.setenv("SEARCHAPP_INDEX", str(seeds_index.index))
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("5 [(")
