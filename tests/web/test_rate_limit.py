"""How often a client may ask, where the settings say how often that is."""

import math
import time
from dataclasses import replace
from types import SimpleNamespace

import limits.storage.memory
import pytest

from searchapp import create_app
from searchapp.web import rate_limit

MOST = 4


@pytest.fixture
def clock(monkeypatch):
    """The clock by which requests are counted; it stands still unless somebody moves it."""
    clock = SimpleNamespace(now=math.floor(time.time()) + 0.25)
    clock.time = lambda: clock.now
    for module in (limits.storage.memory, rate_limit):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def limited(seeds_index, clock):
    return create_app(replace(seeds_index, max_requests_per_minute=MOST)).test_client()


def ask(client, url="/api/search", address="192.0.2.1", **headers):
    return client.get(url, environ_overrides={"REMOTE_ADDR": address}, headers=headers)


def test_so_many_requests_are_answered_in_a_minute_and_no_more(limited, clock):
    for number in range(MOST):
        clock.now += number
        answer = ask(limited)
        assert answer.status_code == 200
        assert "Retry-After" not in answer.headers
    refused = ask(limited)
    assert refused.status_code == 429
    assert refused.content_type == "application/problem+json; charset=utf-8"
    assert refused.json["type"] == "/errors/too-many-requests"
    wait = int(refused.headers["Retry-After"])
    assert 0 < wait <= 60
    clock.now += wait - 2
    assert ask(limited).status_code == 429
    clock.now += 2
    assert ask(limited).status_code == 200
    assert ask(limited, address="192.0.2.2").status_code == 200


def test_people_get_a_page_with_what_they_typed(limited):
    for _ in range(MOST):
        ask(limited, "/?q=双减")
    refused = ask(limited, "/?q=双减")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "一分钟内的请求超过了上限" in refused.text
    assert 'value="双减"' in refused.text
    assert "default-src 'none'" in refused.headers["Content-Security-Policy"]


def test_whatever_is_asked_counts_together_but_assets_and_checks_of_health(limited):
    for url in ("/", "/api/search?page=x", "/nowhere", "/documents/none"):
        assert ask(limited, url).status_code != 429
    assert ask(limited, "/feed.json").status_code == 429
    for url in ("/static/site.css", "/healthz", "/readyz", "/metrics"):
        with ask(limited, url) as answer:
            assert answer.status_code != 429


def test_a_client_with_a_network_of_addresses_is_one_client(limited):
    for number in range(MOST):
        assert ask(limited, address=f"2001:db8::{number}").status_code == 200
    assert ask(limited, address="2001:db8::ffff:1").status_code == 429
    assert ask(limited, address="2001:db8:0:1::1").status_code == 200
    assert ask(limited, address="::ffff:192.0.2.1").status_code == 200
    assert ask(limited, address="").status_code == 200


def test_behind_a_proxy_that_is_ours_clients_are_told_apart_and_nobody_else_says_who_he_is(
    seeds_index, clock
):
    settings = replace(seeds_index, max_requests_per_minute=MOST, trusted_proxies=("198.51.100.7",))
    client = create_app(settings).test_client()
    for number in range(MOST + 1):
        answer = ask(client, address="198.51.100.7", **{"X-Forwarded-For": f"192.0.2.{number}"})
        assert answer.status_code == 200
    answers = [
        ask(client, address="203.0.113.9", **{"X-Forwarded-For": f"192.0.2.{number}"})
        for number in range(MOST + 1)
    ]
    assert [one.status_code for one in answers] == [200] * MOST + [429]


def test_unless_it_is_set_nobody_counts(client):
    assert "limiter" not in client.application.extensions
