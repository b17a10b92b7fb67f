"""A page saved in one file gives the lines of the page, and what the file says of it."""

import base64
import quopri
from email.message import EmailMessage

import pytest

from tests.documents.conftest import refused

SPEECH = (
    "同志们，今天我们召开全区教育工作会议，主要任务是总结成绩、分析形势、部署工作。",
    "下一步，要推进义务教育优质均衡发展，让每个孩子都能享有公平而有质量的教育。",
)
ARTICLE = "".join(f"<p>{line}</p>" for line in SPEECH)


def saved(
    html, *, charset="utf-8", address="http://example.org/1.html", subject="=?utf-8?Q?=E4=BC=9A?="
):
    """What Chromium writes: the page in quoted-printable, then a style sheet and a picture."""
    parts = (
        (f"text/html; charset={charset}", "quoted-printable", quopri.encodestring(html)),
        ("text/css", "quoted-printable", b"p {color: red}"),
        ("image/gif", "base64", base64.encodebytes(b"GIF89a" * 50)),
    )
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {address}\r\nSubject: {subject}\r\n"
        "Date: Thu, 4 Mar 2021 09:30:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: "
        'multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b----"\r\n\r\n\r\n'
    ).encode()
    for kind, encoding, data in parts:
        head += (
            (
                f"------b----\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
                "Content-Location: cid:x\r\n\r\n"
            ).encode()
            + data
            + b"\r\n"
        )
    return head + b"------b------\r\n"


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht"])
@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_the_page_among_the_parts_is_read_in_its_encoding(read, name, charset):
    page = f"<html><head><title>会议召开</title></head><body>{ARTICLE}</body></html>"
    raw = read(name, saved(page.encode(charset), charset=charset))
    assert (raw.title, raw.url, raw.lines) == ("会议召开", "http://example.org/1.html", SPEECH)


def test_what_the_page_does_not_say_of_itself_the_file_says(read):
    raw = read("a.mhtml", saved(f"<html>{ARTICLE}</html>".encode(), address="file:///C:/a.html"))
    assert (raw.title, raw.url) == ("会", None)


def test_the_part_that_the_file_calls_its_start_is_the_page(read):
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content("<html><p>广告页里的话</p></html>", subtype="html")
    message.add_related(f"<html>{ARTICLE}</html>", subtype="html", cid="<main@x>")
    message.set_param("start", "<main@x>")
    assert read("a.mht", message.as_bytes()).lines == SPEECH


def test_a_page_in_a_part_within_a_part_is_found(read):
    message = EmailMessage()
    message.set_content("见附页")
    message.add_alternative(f"<html>{ARTICLE}</html>", subtype="html")
    message.add_attachment(b"GIF", maintype="image", subtype="gif")
    assert read("a.mht", message.as_bytes()).lines == SPEECH


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件为空"),
        ("只是文字".encode(), "不是浏览器保存的单文件网页"),
        (b"MIME-Version: 1.0\nContent-Type: image/gif\n\nGIF", "没有网页"),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\nplain", "内容不是网页"),
    ],
)
def test_what_holds_no_page_is_refused_with_the_reason(read, content, reason):
    assert reason in refused(read, "a.mhtml", content)
