"""Citations follow their standards, and nothing in a text breaks out of them."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.citations import FORMATS, Cited, Part, bibtex, gbt7714, key, quotation, ris

UNKNOWN = {
    "id": "a.txt",
    "title": "在全市教育工作会议上的讲话",
    "subtitle": None,
    "kind": "speech",
    "source": None,
    "authors": [],
    "url": None,
    "published": None,
    "date": None,
    "year": None,
    "speakers": [],
}
URL = "https://example.org/documents/a.txt"
LINK = f"{URL}?at=5-0a1b2c-%E5%8A%A0#at"
READ_ON = date(2026, 11, 22)
PART = Part(5, "四是要强化责任。", ("段红征",), LINK)


def cited(part=None, **known):
    return Cited({**UNKNOWN, **known}, URL, READ_ON, part)


def speakers(*names):
    return [{"name": one, "office": None} for one in names]


def test_all_that_is_known_stands_in_its_place():
    of = cited(
        speakers=speakers("段红征"),
        subtitle="——在开学典礼上",
        source="市教育局",
        published="2024-03-12",
        date="2024-03-10",
        year=2024,
        url="http://edu.example/1.html",
    )
    assert gbt7714(of) == (
        "段红征. 在全市教育工作会议上的讲话: 在开学典礼上[EB/OL]. "
        "市教育局, 2024(2024-03-12)[2026-11-22]. http://edu.example/1.html"
    )
    assert quotation(of) == (
        "段红征：《在全市教育工作会议上的讲话》，市教育局，2024-03-10\nhttp://edu.example/1.html"
    )


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "[EB/OL]. [2026-11-22]. "),
        ({"year": 2021}, "[EB/OL]. [2021][2026-11-22]. "),
        ({"date": "2021-03-04", "year": 2021}, "[EB/OL]. [2021][2026-11-22]. "),
        ({"published": "2012-05-03"}, "[EB/OL]. (2012-05-03)[2026-11-22]. "),
        ({"source": "教育厅"}, "[EB/OL]. 教育厅[2026-11-22]. "),
        ({"source": "教育厅", "year": 2021}, "[EB/OL]. 教育厅, [2021][2026-11-22]. "),
        ({"kind": "report"}, "[R/OL]. [2026-11-22]. "),
    ],
)
def test_what_is_not_known_is_left_out_as_the_standard_has_it(known, expected):
    assert gbt7714(cited(**known)) == f"在全市教育工作会议上的讲话{expected}{URL}"


def test_of_more_than_three_people_three_are_named():
    assert gbt7714(cited(speakers=speakers("甲", "乙", "丙"))).startswith("甲, 乙, 丙. 在")
    assert gbt7714(cited(speakers=speakers("甲", "乙", "丙", "丁"))).startswith(
        "甲, 乙, 丙, 等. 在"
    )


def test_who_wrote_answers_for_news_and_who_is_not_named_for_nothing():
    told = {"speakers": speakers("〈副区长〉", "段红征"), "authors": ["高嵩"]}
    assert cited(**told).people == ("段红征",)
    assert cited(kind="news", **told).people == ("高嵩",)
    assert cited(speakers=speakers("〈副区长〉"), authors=["高嵩"]).people == ("高嵩",)


def test_a_paragraph_is_cited_with_its_link():
    of = cited(PART, date="2024-03-10", url="http://edu.example/1.html")
    assert gbt7714(of).endswith(f". {LINK}")
    assert quotation(of) == (
        f"四是要强化责任。\n——段红征：《在全市教育工作会议上的讲话》，2024-03-10，第 5 段\n{LINK}"
    )
    assert "  note         = {第 5 段；原文 http://edu.example/1.html}," in bibtex(of)
    assert "N1  - 第 5 段；原文 http://edu.example/1.html" in ris(of)


def test_bibtex_and_ris_have_a_field_for_each():
    of = cited(
        speakers=speakers("段红征", "郑鹤鹤"),
        source="教育局 & 学校_1",
        published="2024-03-12",
        date="2024-03-10",
    )
    assert bibtex(of) == (
        "@online{searchapp-2024-c1ebf7ba,\n"
        "  author       = {{段红征} and {郑鹤鹤}},\n"
        "  title        = {{在全市教育工作会议上的讲话}},\n"
        "  organization = {教育局 \\& 学校\\_1},\n"
        "  year         = {2024},\n"
        "  date         = {2024-03-12},\n"
        "  eventdate    = {2024-03-10},\n"
        f"  url          = {{{URL}}},\n"
        "  urldate      = {2026-11-22},\n"
        "  langid       = {chinese},\n"
        "}\n"
    )
    assert ris(of).split("\r\n") == [
        "TY  - ELEC",
        "AU  - 段红征",
        "AU  - 郑鹤鹤",
        "TI  - 在全市教育工作会议上的讲话",
        "PB  - 教育局 & 学校_1",
        "PY  - 2024",
        "DA  - 2024/03/12",
        "LA  - zh",
        f"UR  - {URL}",
        "Y2  - 2026/11/22",
        "ER  - ",
        "",
    ]


def test_a_link_that_no_browser_should_follow_is_no_source():
    assert cited(url="javascript:alert(1)").path == URL


texts = st.text(max_size=30)
hostile = texts | st.sampled_from(
    [
        "}",
        "{",
        "\\",
        "a\r\nER  - \r\nTY  - X",
        "},\n@comment{",
        "%",
        "$x$",
        "\u202e甲",
        '"',
        "a and b",
    ]
)


@given(
    st.fixed_dictionaries(
        {
            "id": texts,
            "title": hostile,
            "subtitle": st.none() | hostile,
            "source": st.none() | hostile,
            "authors": st.lists(hostile, max_size=4),
            "kind": st.sampled_from(["speech", "news", "report"]),
            "url": st.none() | hostile.map("https://".__add__),
        }
    ),
    hostile,
)
def test_no_text_breaks_out_of_its_field(known, text):
    of = cited(replace(PART, text=text), speakers=speakers("甲"), **known)
    written = {name: write(of) for name, write in FORMATS.items()}
    assert "\n" not in written["gbt7714"]
    assert len(written["quotation"].split("\n")) == 3
    for one in written.values():
        assert not re.search(r"[\u202a-\u202e\u2066-\u2069\x00-\x08\ud800-\udfff]", one)
    lines = written["ris"].split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", one) for one in lines[:-1])
    assert [one[:2] for one in lines].count("ER") == [one[:2] for one in lines].count("TY") == 1
    first, *fields, last, end = written["bibtex"].split("\n")
    assert re.fullmatch(r"@online\{[a-z0-9-]+,", first)
    assert (last, end) == ("}", "")
    for one in fields:
        name, value = re.fullmatch(r"  (\w+) += (\{.*\}),", one).groups()
        depth = 0
        for place, character in enumerate(value):
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth > 0 or place == len(value) - 1, one
        assert depth == 0
        if name != "url":
            assert not re.search(r"(?<!\\)[#$%&_~^]", value), one


def test_keys_differ_and_are_the_same_every_time():
    keys = [key(cited(id=one)) for one in ("a", "b", "甲")] + [key(cited(PART, id="a"))]
    assert len(set(keys)) == 4
    assert keys[0] == key(cited(id="a", title="anders"))
