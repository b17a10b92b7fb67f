"""Whom a request comes from: proxies are believed that are named, and no others."""

import pytest
from flask import request

from searchapp import create_app
from searchapp.errors import BadSettings
from searchapp.settings import Settings

FORWARDED = {
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "search.example.org",
}


def seen(trusted, remote, headers):
    """Client, scheme and host that the application sees."""
    app = create_app(Settings(trusted_proxies=trusted))
    app.add_url_rule("/seen", view_func=lambda: [request.remote_addr, request.scheme, request.host])
    answer = app.test_client().get("/seen", environ_base={"REMOTE_ADDR": remote}, headers=headers)
    return tuple(answer.json)


@pytest.mark.parametrize("trusted", [(), ("10.0.0.1",), ("192.0.2.0/24",)])
def test_nobody_is_believed_who_is_not_named(trusted):
    for remote in ("127.0.0.1", "198.51.100.9"):
        assert seen(trusted, remote, FORWARDED) == (remote, "http", "localhost")


@pytest.mark.parametrize(
    ("trusted", "remote"),
    [
        (("127.0.0.1",), "127.0.0.1"),
        (("10.0.0.0/8", "::1"), "::1"),
        (("10.0.0.0/8",), "10.20.30.40"),
        (("127.0.0.0/8",), "::ffff:127.0.0.1"),
    ],
)
def test_a_proxy_that_is_named_is_believed(trusted, remote):
    assert seen(trusted, remote, FORWARDED) == ("203.0.113.7", "https", "search.example.org")


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("1.1.1.1, 203.0.113.7", "203.0.113.7"),  # what the client made up stands first
        ("1.1.1.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),  # two proxies in a row
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("2001:db8::7", "2001:db8::7"),
        ("unknown", "10.0.0.1"),
        ("1.1.1.1, <script>", "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_the_client_is_the_last_address_that_is_no_proxy_of_ours(forwarded, client):
    headers = {"X-Forwarded-For": forwarded}
    assert seen(("10.0.0.0/8",), "10.0.0.1", headers)[0] == client


@pytest.mark.parametrize("wrong", ["proxy.local", "10.0.0.1/8", "127.0.0.1;10.0.0.1"])
def test_what_is_no_address_is_told_at_the_start(wrong):
    with pytest.raises(BadSettings, match="SEARCHAPP_TRUSTED_PROXIES 应为 IP 地址或网段"):
        Settings.from_environment({"SEARCHAPP_TRUSTED_PROXIES": f"127.0.0.1 {wrong}"})


def test_the_environment_lists_them_with_commas_or_blanks():
    environment = {"SEARCHAPP_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8  ::1"}
    assert Settings.from_environment(environment).trusted_proxies == (
        "127.0.0.1",
        "10.0.0.0/8",
        "::1",
    )
