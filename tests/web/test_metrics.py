"""The figures for Prometheus, read by its own parser."""

import shutil
import time
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from searchapp import create_app
from searchapp.indexing.live import open_index
from searchapp.settings import Settings
from searchapp.web.serving import warm_up

TOKEN = "0123456789abcdef"


@pytest.fixture
def site(seeds_index, tmp_path):
    (tmp_path / "token").write_text(TOKEN)
    settings = replace(seeds_index, admin_token_file=tmp_path / "token")
    return create_app(settings).test_client()


def figures(site):
    """Every figure by its name and labels."""
    with site.get("/metrics", auth=("prometheus", TOKEN)) as answer:
        assert answer.status_code == 200
        assert answer.content_type.startswith("text/plain; version=0.0.4")
        families = list(text_string_to_metric_families(answer.text))
    assert all(one.documentation for one in families)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def ask(site, *urls):
    for url in urls:
        site.get(url).close()


def test_without_a_token_there_are_no_figures(client):
    assert client.get("/metrics").status_code == 404


def test_only_whoever_has_the_token_gets_them(site):
    assert site.get("/metrics").status_code == 401
    assert site.get("/metrics", auth=("", TOKEN[:-1])).status_code == 401


def test_searches_are_counted_by_whether_something_was_found(site):
    ask(site, "/?q=教育", "/api/search?q=教育", "/api/search?q=没有这样的话", "/healthz")
    found = figures(site)
    assert found["searchapp_searches_total", "yes"] == 2
    assert found["searchapp_searches_total", "no"] == 1


def test_what_warms_a_server_up_is_not_counted(site):
    site.application.view_functions["api.suggest_json"] = lambda: 1 // 0  # nor is it in the way
    warm_up(site.application)
    assert not [one for one in figures(site) if one[0].startswith("searchapp_searches")]


def test_requests_are_counted_and_timed_by_route_and_not_by_url(site):
    ask(site, "/?q=教育", "/?q=质量", "/documents/nowhere", "/nothing", "/nothing/else")
    found = figures(site)
    assert found["searchapp_requests_total", "pages.search_page", "200"] == 2
    assert found["searchapp_requests_total", "documents.document_page", "404"] == 1
    assert found["searchapp_requests_total", "none", "404"] == 2
    assert found["searchapp_request_seconds_count", "pages.search_page"] == 2
    assert found["searchapp_request_seconds_bucket", "pages.search_page", "+Inf"] == 2
    assert 0 < found["searchapp_request_seconds_sum", "pages.search_page"] < 60


def test_errors_are_counted_by_their_code(site):
    ask(site, "/?page=x", "/api/search?q=%22", "/nothing")
    found = figures(site)
    assert found["searchapp_errors_total", "bad-request"] == 2
    assert found["searchapp_errors_total", "not-found"] == 1


def test_the_index_is_told_of_as_it_is(site, seeds_index):
    found = figures(site)
    opened = open_index(seeds_index.index)
    files = (seeds_index.index / opened.generation).iterdir()
    named = [one.stat().st_size for one in files if one.name in opened.manifest.files]
    assert found[("searchapp_index_ready",)] == 1
    assert found[("searchapp_index_stale",)] == found[("searchapp_index_damaged_files",)] == 0
    assert found[("searchapp_index_size_bytes",)] == sum(named)
    assert found[("searchapp_index_documents",)] == 5
    age = time.time() - opened.snapshot.committed_at.timestamp()
    assert abs(found[("searchapp_index_age_seconds",)] - age) < 30


def test_an_index_that_cannot_be_used_is_told_of_too(site, tmp_path, seeds_index):
    shutil.copytree(seeds_index.index, tmp_path / "index")
    settings = Settings(index=tmp_path / "index", admin_token_file=tmp_path / "token")
    site = create_app(settings).test_client()
    (tmp_path / "index" / "current").unlink()
    ask(site, "/?q=教育")
    found = figures(site)
    assert found[("searchapp_index_ready",)] == 0
    assert found[("searchapp_index_damaged_files",)] == 1
    assert ("searchapp_index_age_seconds",) not in found
    assert found["searchapp_errors_total", "index-unusable"] == 1


def test_two_sites_in_one_process_count_apart(site, seeds_index, tmp_path):
    other = create_app(replace(seeds_index, admin_token_file=tmp_path / "token")).test_client()
    ask(other, "/?q=教育")
    assert ("searchapp_searches_total", "yes") not in figures(site)
