"""The admin pages: not there without a token, and with one only for whoever sends it."""

import base64
import logging

import pytest

from searchapp import create_app
from searchapp.errors import BadSettings
from searchapp.settings import Settings

TOKEN = "an-Öffnendes-Wort-密语-0123"


@pytest.fixture
def site(seeds_index, tmp_path):
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", "utf-8")
    return create_app(
        Settings(source=seeds_index.source, index=seeds_index.index, admin_token_file=file)
    ).test_client()


def basic(password, user="anybody"):
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def test_the_token_opens_the_page_under_any_user_name(site):
    for user in ("", "admin", "王"):
        answer = site.get("/admin/check", headers={"Authorization": basic(TOKEN, user)})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        None,
        basic(""),
        basic(TOKEN[:-1]),
        basic(TOKEN + "x"),
        basic("", user=TOKEN),
        f"Bearer {TOKEN.encode().hex()}",
        "Basic",
        "Basic ***",
        "Basic \xff",
        "Basic " + base64.b64encode(b"\xff\xfe:\xff").decode(),
        "nonsense",
    ],
)
def test_nothing_else_opens_it(site, given):
    headers = {"Authorization": given} if given else {}
    answer = site.get("/admin/check", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert "管理口令" in answer.text
    assert "篇文档" not in answer.text


def test_the_token_counts_for_nothing_in_a_url(site):
    assert site.get("/admin/check", query_string={"token": TOKEN}).status_code == 401


def test_the_token_is_in_no_answer_log_or_setting(site, caplog, seeds_index, tmp_path):
    with caplog.at_level(logging.DEBUG):
        for password in (TOKEN, "guessed-wrongly"):
            answer = site.get("/admin/check", headers={"Authorization": basic(password)})
            assert password not in answer.text + str(answer.headers) + caplog.text
    assert TOKEN not in repr(Settings(admin_token_file=tmp_path / "token"))


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff\xfe\xff" * 10])
def test_a_token_that_can_be_guessed_or_not_read_is_told_at_the_start(tmp_path, content):
    file = tmp_path / "token"
    file.write_bytes(content)
    with pytest.raises(BadSettings, match="口令文件") as told:
        create_app(Settings(admin_token_file=file))
    assert "short" not in str(told.value)


def test_a_token_file_that_is_missing_is_told_at_the_start(tmp_path):
    with pytest.raises(BadSettings, match="SEARCHAPP_ADMIN_TOKEN_FILE"):
        create_app(Settings(admin_token_file=tmp_path / "nowhere"))


def test_the_environment_names_the_file(tmp_path):
    environment = {"SEARCHAPP_ADMIN_TOKEN_FILE": str(tmp_path)}
    assert Settings.from_environment(environment).admin_token_file == tmp_path
    assert Settings.from_environment({}).admin_token_file is None
