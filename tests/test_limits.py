"""Each limit at its size and past it: what is as big as may be goes through, one more does not."""

from dataclasses import fields, replace

import pytest

from searchapp import create_app
from searchapp.documents.folder import scan
from searchapp.documents.reading import read_file
from searchapp.errors import BadSettings, SearchAppError, SourceTooLarge, SourceUnusable
from searchapp.exporting.export import export
from searchapp.indexing.live import LiveIndex
from searchapp.indexing.reindex import reindex
from searchapp.query.language import parse_query
from searchapp.query.parameters import parse_parameters
from searchapp.query.request import MAX_VALUE_LENGTH, SearchRequest
from searchapp.settings import Settings
from searchapp.web.parameters import MAX_PARAMETERS
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
SENTENCE = "推进教育优质均衡发展。"
LINE = '{"id": "1", "title": "甲", "text": "正文"}\n'
LIMITS = [one for one in fields(Settings) if one.name.startswith("max_")]
ELSEWHERE = {
    "max_request_seconds": "test_whenever_the_time_is_over_an_answer_is_whole_or_given_up",
    "max_export_seconds": "test_an_export_may_take_so_long_and_no_longer",
    "max_requests_per_minute": "test_so_many_requests_are_answered_in_a_minute_and_no_more",
    "max_read_seconds": "test_parsers_that_take_too_long_are_given_up",
    "max_read_memory_bytes": "test_a_word_file_that_swells_is_given_up_when_its_memory_is_used_up",
}


def query(text):
    def ask(settings):
        parse_parameters([("q", text)], settings)
        parse_query(text, settings)

    return ask


def get(url, body=b""):
    def ask(settings):
        answer = create_app(settings).test_client().get(url, data=body)
        if answer.status_code != 200:
            raise SearchAppError(answer.json["detail"])

    return ask


def read(settings):
    for file in scan(settings):
        list(read_file(settings.source, file, settings))


def take_away(settings):
    export(LiveIndex(settings.index).current(), SearchRequest("教育"), "csv", settings)


# Limit -> what is exactly so big, how big that is.
ATTEMPTS = {
    "max_query_length": (query("甲" * 9), 9),
    "max_query_terms": (query("甲 乙 丙"), 3),
    "max_query_depth": (query("((甲))"), 2),
    "max_wildcard_gap": (query("甲???乙"), 3),
    "max_near_distance": (query("甲 NEAR/7 乙"), 7),
    "max_page_depth": (get("/api/search?per_page=10&page=4"), 40),
    "max_export_hits": (take_away, 72),
    "max_url_bytes": (get("/api/search?q=1234567"), 9),
    "max_body_bytes": (get("/api/search", b"12345"), 5),
}
# Likewise, for the one file of a source folder.
FILES = {
    "max_source_files": ("a.txt", SENTENCE, 1),
    "max_source_bytes": ("a.txt", SENTENCE, 33),
    "max_file_bytes": ("a.txt", SENTENCE, 33),
    "max_stream_bytes": ("a.jsonl", LINE, len(LINE.encode())),
    "max_characters": ("a.txt", SENTENCE, 11),
}


def holds(settings, name, size, attempt):
    attempt(replace(settings, **{name: size}))
    with pytest.raises(SearchAppError) as refused:
        attempt(replace(settings, **{name: size - 1}))
    assert str(refused.value)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_what_is_asked_may_be_as_big_as_the_limit_and_no_bigger(name, seeds_index):
    attempt, size = ATTEMPTS[name]
    holds(seeds_index, name, size, attempt)


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_may_be_as_big_as_the_limit_and_no_bigger(name, tmp_path):
    file, content, size = FILES[name]
    (tmp_path / file).write_text(content, "utf-8")
    holds(Settings(source=tmp_path), name, size, read)


def test_every_limit_is_tried():
    assert {one.name for one in LIMITS} == {*ATTEMPTS, *FILES, *ELSEWHERE}
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for test in ELSEWHERE.values():
        assert f"def {test}(" in tests


@pytest.mark.parametrize("limit", LIMITS, ids=lambda one: one.name)
def test_every_limit_is_in_the_table_of_the_readme(limit):
    default = "不限" if limit.default is None else f"{limit.default:,}"
    assert f"| `SEARCHAPP_{limit.name.upper()}` | {default} |" in README


@pytest.mark.parametrize(
    ("most", "more"),
    [
        (("&year=2020" * MAX_PARAMETERS)[1:], "&year=2020" * (MAX_PARAMETERS + 1)),
        (f"region={'省' * MAX_VALUE_LENGTH}", f"region={'省' * (MAX_VALUE_LENGTH + 1)}"),
    ],
    ids=["parameters", "value"],
)
def test_the_limits_that_cannot_be_set_hold_and_are_told(most, more, seeds_index):
    client = create_app(seeds_index).test_client()
    assert client.get(f"/api/search?{most}").status_code == 200
    assert client.get(f"/api/search?{more}").status_code == 400
    assert f"至多 {MAX_PARAMETERS:,} 个参数，筛选的一个值至多 {MAX_VALUE_LENGTH} 个字符" in README


def test_a_folder_that_has_grown_too_large_leaves_the_index_as_it_was(tmp_path):
    settings = Settings(source=tmp_path / "source", index=tmp_path / "index")
    (settings.source / "below").mkdir(parents=True)
    for name in ("a.txt", "below/b.txt", "below/.hidden"):
        (settings.source / name).write_text(f"{name}：{SENTENCE}", "utf-8")
    assert reindex(settings).document_count == 2
    for limit, most in (("max_source_files", 3), ("max_source_bytes", 50)):
        with pytest.raises(SourceTooLarge, match=f"超过 .*SEARCHAPP_{limit.upper()}"):
            reindex(replace(settings, **{limit: most}), allow_removal=True)
    assert LiveIndex(settings.index).current().snapshot.document_count == 2
    reindex(replace(settings, max_source_files=4))


def test_no_more_of_a_huge_folder_is_listed_than_may_be_in_it(tmp_path):
    for number in range(50):
        (tmp_path / f"{number}.txt").touch()
    with pytest.raises(SourceTooLarge, match="超过 10 个"):
        scan(Settings(source=tmp_path, max_source_files=10))
    with pytest.raises(SourceUnusable):
        scan(Settings(source=tmp_path / "nowhere"))


def test_every_setting_can_be_given_by_the_environment():
    given = {
        "SEARCHAPP_SOURCE": "讲话",
        "SEARCHAPP_SYNONYMS": "",
        "SEARCHAPP_TRUSTED_PROXIES": "127.0.0.1, ::1",
        "SEARCHAPP_MAX_QUERY_TERMS": "7",
        "SEARCHAPP_MAX_READ_SECONDS": "1.5",
    }
    settings = Settings.from_environment(given)
    proxies = ("127.0.0.1", "::1")
    expected = {"trusted_proxies": proxies, "max_query_terms": 7, "max_read_seconds": 1.5}
    assert settings == replace(Settings(), source=settings.source, **expected)
    assert str(settings.source) == "讲话"
    for one in LIMITS:
        changed = Settings.from_environment({f"SEARCHAPP_{one.name.upper()}": "12345"})
        assert getattr(changed, one.name) == 12345


@pytest.mark.parametrize("raw", ["0", "-1", "1e9", "无", "1_000", "٣", "nan", "inf", "9" * 40])
def test_a_setting_that_is_not_right_is_told_and_not_passed_over(raw, run, monkeypatch):
    names = {"SEARCHAPP_MAX_QUERY_TERMS": raw, "SEARCHAPP_MAX_READ_SECONDS": raw}
    with pytest.raises(BadSettings) as refused:
        Settings.from_environment({**names, "SEARCHAPP_TRUSTED_PROXIES": "yes"})
    for name in (*names, "SEARCHAPP_TRUSTED_PROXIES"):
        assert f"环境变量 {name} " in str(refused.value)
    monkeypatch.setenv("SEARCHAPP_MAX_QUERY_TERMS", raw)
    told = run("search", "教育")
    assert told.code == 2
    assert told.err.startswith("设置有误：环境变量 SEARCHAPP_MAX_QUERY_TERMS 应为不小于 1 的整数")


def test_a_query_of_the_greatest_size_in_every_way_is_answered(seeds_index):
    most = " ".join("教*育" for _ in range(Settings().max_query_terms))
    padded = most + " " * (Settings().max_query_length - len(most))
    answer = create_app(seeds_index).test_client().get("/api/search", query_string={"q": padded})
    assert answer.status_code == 200
