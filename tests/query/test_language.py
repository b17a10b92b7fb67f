"""Query texts and the trees they ask for."""

from datetime import date
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.errors import BadRequest, QueryMistake
from searchapp.query.language import parse_query, quoted
from searchapp.query.printing import query_text
from searchapp.query.request import NARRATION, UNKNOWN
from searchapp.query.tree import (
    And,
    Gap,
    HasValue,
    InTime,
    InTitle,
    Near,
    Not,
    Or,
    Substring,
    Wildcard,
    all_of,
    any_of,
)
from searchapp.query.wording import wording
from searchapp.settings import Settings
from searchapp.text.fold import comparable

SETTINGS = Settings()
A, B, C, D = map(Substring, "甲乙丙丁")
STAR, ONE = Gap(0, 10), Gap(1, 1)


def tree(text):
    return parse_query(text, SETTINGS).tree


def outcome(text):
    """The tree of a query text, or its mistake."""
    try:
        return tree(text)
    except BadRequest as error:
        return error.errors[0].mistake


def every(*texts):
    return all_of([Substring(one) for one in texts]) if texts else None


def in_words(text):
    parsed = parse_query(text, SETTINGS)
    return str(wording(parsed.tree, parsed.written))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("双减", ["双减"]),
        ("雙減　课后服务", ["双减", "课后服务"]),
        ('"课后 服务" 双减', ["课后服务", "双减"]),
        ('"double reduction" 双减', ["double reduction", "双减"]),
        ('说"好"字', ['说"好"字']),
        (r'"说\"好\"字"', ['说"好"字']),
        (r'"a\\b"', [r"a\b"]),
        (r'"a\b"', [r"a\b"]),
        ('"双减""课后"', ["双减", "课后"]),
        ("“双减” 「课后」 ＂服务＂", ["双减", "课后", "服务"]),
        ("“落实“双减”政策”", ["落实“双减”政策"]),
        (r"“双减\”", None),
        ("“双减”政策", ["双减", "政策"]),
        ("，", [","]),
        ("双减 双减 雙減", ["双减"]),
        ("", []),
        (" \t　\u200b", []),
        ('" " ""', []),
    ],
)
def test_terms_are_runs_and_quoted_strings(text, terms):
    if terms is None:
        assert mistake(text)
    else:
        assert tree(text) == every(*terms)


@pytest.mark.parametrize(
    "text",
    [
        *("C++", "a-b", "10:30", "2021-2025年", "教育法（草案）", "（一）加强", "（一）、（二）"),
        *(
            "教育法）规定",
            "(n)C",
            "说“好”字",
            "-",
            "--",
            "- ".strip(),
            "——",
            "？",
            "？？",
            "：",
            "a:b",
        ),
        *("教育怎么办？", "?为什么", "or", "not", "near", "orange", "near/far", "作者：x"),
        *("副标题:x", "。", "/", r"a\b", "”双减", "xOR", "OR。", "+甲", "~甲", "&", "5%", "#1"),
    ],
)
def test_what_is_pasted_is_looked_for_as_it_stands(text):
    assert tree(text) == Substring(comparable(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("教育（以下 简称）的", every("教育(以下", "简称)的")),
        ("教育（以下 简称） 甲", every("教育(以下", "简称)", "甲")),
        ("（一） 加强", every("一", "加强")),
        ("“双减”，减轻负担。", every("双减", ",减轻负担。")),
        ("甲 - 乙", every("甲", "-", "乙")),
        ("来源：新华社", HasValue("source", "新华社")),
        ("日期： 2021年3月4日", InTime(date(2021, 3, 4), date(2021, 3, 4))),
        (
            "为什么？怎么办？",
            Or(
                (
                    Wildcard((comparable("为什么"), comparable("怎么办?")), (ONE,)),
                    Substring(comparable("为什么?怎么办?")),
                )
            ),
        ),
    ],
)
def test_pasted_sentences_mean_something_that_finds_them(text, expected):
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["甲 乙", "甲 AND 乙", "甲　乙", "(甲) (乙)", "((甲 乙))", "甲 (甲 乙)"], And((A, B))),
        (["甲 OR 乙", "甲|乙", "甲 | 乙", "甲｜乙", "甲 ＯＲ 乙", "(甲|乙)", "甲||乙"], Or((A, B))),
        (["甲 OR 乙 丙", "甲|(乙 丙)", "甲|乙 AND 丙"], Or((A, And((B, C))))),
        (["(甲 OR 乙) 丙", "（甲｜乙）丙", "(甲|乙)丙"], And((Or((A, B)), C))),
        (
            ["甲 -乙", "甲 NOT 乙", "甲 －乙", "甲 -(乙)", "甲 -“乙”", "甲 -NOT -乙"],
            And((A, Not(B))),
        ),
        (["-(甲 OR 乙)", "NOT (甲 | 乙)"], Not(Or((A, B)))),
        (["甲 OR -乙"], Or((A, Not(B)))),
        (["--甲"], Substring("--甲")),
        (["NOT NOT 甲", "-(-甲)"], A),
        (["甲 NEAR/5 乙", "甲 near/5 “乙”", "甲 ＮＥＡＲ／５ 乙"], Near(A, B, 5)),
        (["甲 NEAR/5 乙 NEAR/3 丙"], And((Near(A, B, 5), Near(B, C, 3)))),
        (["(甲|乙) NEAR/5 丙"], Near(Or((A, B)), C, 5)),
        (["丁 甲 NEAR/0 乙", "丁 (甲 NEAR/0 乙)"], And((D, Near(A, B, 0)))),
        (["-甲 NEAR/5 乙", "NOT (甲 NEAR/5 乙)"], Not(Near(A, B, 5))),
    ],
)
def test_operators_join_terms(texts, expected):
    for text in texts:
        assert tree(text) == expected, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高*发展", Wildcard(("高", "发展"), (STAR,))),
        ("高＊发展", Wildcard(("高", "发展"), (STAR,))),
        ("高**发展", Wildcard(("高", "发展"), (Gap(0, 20),))),
        ("高*?发展", Wildcard(("高", "发展"), (Gap(1, 11),))),
        ("高*质*发展？", Wildcard(("高", "质", "发展?"), (STAR, STAR))),
        ("高?发展", Or((Wildcard(("高", "发展"), (ONE,)), Substring("高?发展")))),
        ("高??发展", Or((Wildcard(("高", "发展"), (Gap(2, 2),)), Substring("高??发展")))),
        ('"高*发?展"', Substring("高*发?展")),
        ("高\u200b*\u200b?发展", Wildcard(("高", "发展"), (Gap(1, 11),))),
        (
            "甲 NEAR/2 高?发",
            Near(A, Or((Wildcard(("高", "发"), (ONE,)), Substring("高?发"))), 2),
        ),
        ("高*发 NEAR/2 甲", Near(Wildcard(("高", "发"), (STAR,)), A, 2)),
    ],
)
def test_wildcards_stand_between_characters(text, expected):
    assert tree(text) == expected


YEAR_2021 = InTime(date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["title:甲", "标题:甲", "標題：甲", "Title:甲", "title: 甲", "title:“甲”"], InTitle(A)),
        (["title:(甲 乙)"], And((InTitle(A), InTitle(B)))),
        (["title:(甲|-乙)"], Or((InTitle(A), Not(InTitle(B))))),
        (["title:(甲 NEAR/3 乙)"], InTitle(Near(A, B, 3))),
        (["title:甲*乙"], InTitle(Wildcard(("甲", "乙"), (STAR,)))),
        (["-title:甲"], Not(InTitle(A))),
        (["speaker:吴晓昊", "讲话人：吳曉昊"], HasValue("speaker", "吴晓昊")),
        (["speaker:未注明", "讲话人:~unknown"], HasValue("speaker", UNKNOWN)),
        (["speaker:叙述", "speaker:~narration"], HasValue("speaker", NARRATION)),
        (["region:河南省/郑州市", "地区：“河南省/郑州市”"], HasValue("region", "河南省/郑州市")),
        (["region:未注明"], HasValue("region", UNKNOWN)),
        (["source:新华社", "来源：新华社"], HasValue("source", "新华社")),
        (["kind:speech", "kind:讲话", "类型：讲话", "类型:SPEECH"], HasValue("kind", "speech")),
        (["kind:(新闻|法规)"], Or((HasValue("kind", "news"), HasValue("kind", "law")))),
        (["year:2021", "年份：2021年", "年份:２０２１", "year:2021..2021", "date:2021"], YEAR_2021),
        (["year:2019..2023", "年份：2019。。2023"], InTime(date(2019, 1, 1), date(2023, 12, 31))),
        (["year:2019..", "date:2019.."], InTime(date(2019, 1, 1), None)),
        (["year:..2023", "date:..2023-12"], InTime(None, date(2023, 12, 31))),
        (["date:2020-02", "日期：2020年2月"], InTime(date(2020, 2, 1), date(2020, 2, 29))),
        (["date:2021-3-4..", "date:2021/03/04.."], InTime(date(2021, 3, 4), None)),
        (["year:未注明", "date:未注明"], Not(InTime(None, None))),
        (["-year:未注明"], InTime(None, None)),
    ],
)
def test_fields_ask_what_is_known(texts, expected):
    for text in texts:
        assert tree(text) == expected, text


def test_a_field_takes_one_operand_and_the_rest_is_text():
    assert tree("title:甲 乙") == And((InTitle(A), B))


# Mistakes: the query text, the character that is wrong, a part of the message, what to ask instead.
MISTAKES = [
    ('"双减', 0, "第 1 个字符处的引号没有配对", '"双减"'),
    ('双减 "课后', 3, "第 4 个字符处的引号没有配对", '双减 "课后"'),
    ('"a" "b\\"', 4, "第 5 个字符处的引号没有配对", '"a" "b\\""'),
    ("“双减 课后", 0, "引号没有配对", "“双减 课后”"),
    ("(甲 OR 乙", 0, "括号没有配对", "(甲 OR 乙)"),
    ("(甲 OR 乙 (丙", 8, "括号没有配对", "(甲 OR 乙 (丙))"),
    ("甲 OR 乙)", 6, "括号没有配对", "甲 OR 乙"),
    ("（甲", 0, "括号没有配对", "（甲)"),
    ("()", 0, "括号里没有检索词", '"()"'),
    ("甲 ( )", 2, "括号里没有检索词", "甲"),
    ("(" * 21 + "甲" + ")" * 21, 20, "最多 20 层", "(" * 20 + "甲" + ")" * 20),
    ("OR 甲", 0, "“OR”左边缺少检索词", "甲"),
    ("甲 OR", 2, "“OR”后面缺少检索词", "甲"),
    ("甲 OR OR 乙", 5, "“OR”左边缺少检索词", "甲 OR 乙"),
    ("甲|", 1, "“|”后面缺少检索词", "甲"),
    ("｜甲", 0, "“｜”左边缺少检索词", "甲"),
    ('甲 OR ""', 2, "“OR”后面缺少检索词", '甲 ""'),
    ("OR", 0, "“OR”", '"OR"'),
    ("甲 NOT", 2, "“NOT”后面缺少检索词", "甲"),
    ("甲 AND", 2, "“AND”后面缺少检索词", "甲"),
    ("甲 NEAR 乙", 2, "要写明最多隔几个字", "甲 NEAR/10 乙"),
    ("甲 NEAR/x 乙", 2, "要写明最多隔几个字", "甲 NEAR/10 乙"),
    ("甲 NEAR/101 乙", 2, "最多隔 100 个字", "甲 NEAR/100 乙"),
    ("甲 NEAR/3", 2, "后面缺少检索词", "甲"),
    ("甲 NEAR/3 -乙", 2, "不能是要排除的词", "甲 -乙"),
    ("甲 NEAR/3 title:乙", 2, "两边只能是词语", "甲 title:乙"),
    ("甲 NEAR/3 (乙 丙)", 2, "两边只能是词语", "甲 (乙 丙)"),
    ("高*", 1, "“*”不在两个字之间", "高"),
    ("**高 甲", 0, "“*”不在两个字之间", "高 甲"),
    ("*", 0, "“*”不在两个字之间", '"*"'),
    ("甲 高******发", 2, "可代表 60 个字符，最多 50 个", '甲 "高******发"'),
    ("title:", 0, "后面要紧跟检索词", '"title:"'),
    ("甲 标题： OR 乙", 2, "“标题：”后面要紧跟检索词", "甲 OR 乙"),
    ("title:(speaker:甲)", 7, "“标题”的括号里不能再写别的字段", "title:(甲)"),
    ("year:甲", 5, "年份应写作", '"year:甲"'),
    ("双减 year:2019-2023", 8, "年份应写作", "双减 year:2019..2023"),
    ("双减 年份：2023..2019", 6, "前后颠倒", "双减 年份：2019..2023"),
    ("甲 date:2021-02-30", 7, "日期应写作", "甲"),
    ("甲 date:0000", 7, "日期应写作", "甲"),
    ("甲 year:..", 7, "年份应写作", "甲"),
    ("甲 类型：论文", 5, "类型只能是 讲话、新闻、报告、法规、其他", "甲"),
    ("讲话人：张*", 5, "讲话人里不用通配符", "讲话人：张"),
    ("year:202?1", 8, "年份里不用通配符", "year:2021"),
]


def mistake(text, settings=SETTINGS):
    with pytest.raises(BadRequest) as caught:
        parse_query(text, settings)
    (error,) = caught.value.errors
    assert error.parameter == "q"
    assert error.mistake.text == text
    return error


@pytest.mark.parametrize(("text", "place", "message", "suggestion"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_to_ask_instead(text, place, message, suggestion):
    error = mistake(text)
    assert error.mistake.position == place
    assert message in error.message
    assert error.mistake.suggestion == suggestion
    assert error.mistake.interpretation == in_words(suggestion)


def test_too_many_terms_are_refused_and_the_most_allowed_are_not():
    most = " ".join(f"词{number}" for number in range(SETTINGS.max_query_terms))
    assert len(tree(most).nodes) == SETTINGS.max_query_terms
    error = mistake(f"{most} (多 OR 余)")
    assert "检索词有 52 个，最多 50 个" in error.message
    assert error.mistake.position == len(most) + 2


def test_a_query_of_the_greatest_length_has_no_way_out_that_is_longer():
    error = mistake("(" * SETTINGS.max_query_length)
    assert (error.mistake.suggestion, error.mistake.interpretation) == (None, None)


HOSTILE = [
    *("(" * 1000, "(甲 " * 250, ")" * 1000, "-" * 1000, "- " * 500, '"' * 999, "“" * 1000),
    *("NOT " * 250, "-(" * 500, "|" * 1000, "甲|" * 500, "*" * 1000, "甲*" * 500, "title:" * 166),
    *("甲 NEAR/5 " * 100, "?" * 1000, "甲?" * 500, "(甲)" * 333, "(" * 500 + ")" * 500, "\\" * 999),
    *("year:" * 200, "甲(" * 500, "(甲" * 500, "甲)" * 500, "(a)b " * 200, "（甲｜乙）" * 25),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:9])
def test_hostile_texts_are_answered_in_a_moment(text):
    started = process_time()
    found = outcome(text)
    assert process_time() - started < 1
    if isinstance(found, QueryMistake):
        assert 0 <= found.position < len(text)


# Laws

pieces = st.sampled_from(
    [
        *'()"“”「」|*?-:\\ 　（）＂｜＊？－：',
        *("甲", "乙", "高*发", "高?发", "a", " OR ", " AND ", " NOT ", " -", " NEAR/3 ", "NEAR/"),
        *("title:", "年份：", "year:2021", "date:2021-03..", "kind:讲话", "speaker:叙述", "未注明"),
    ]
)
texts = st.lists(pieces, max_size=12).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=300)
@given(texts | anything)
def test_any_text_gives_a_tree_or_a_mistake_inside_the_text_with_a_way_out(text):
    found = outcome(text)
    if not isinstance(found, QueryMistake):
        assert in_words(text)
        return
    assert 0 <= found.position < len(text)
    assert found.suggestion.strip()
    assert in_words(found.suggestion) == found.interpretation


@settings(max_examples=300)
@given(texts)
@example("(高?发|甲) -(乙 OR 丙*丁)")
def test_a_tree_written_out_is_a_query_text_for_the_same_tree(text):
    found = outcome(text)
    if not isinstance(found, QueryMistake):
        assert tree(query_text(found)) == found


words = st.text(st.sampled_from('甲乙ab -*?:"“()|\\'), min_size=1, max_size=4).map(comparable)
substrings = words.map(str.strip).filter(bool).map(Substring)
letters = st.text(st.sampled_from("甲乙ab"), min_size=1, max_size=2)
signs = st.tuples(st.integers(0, 2), st.integers(1, 2)).map(lambda n: Gap(n[0], n[0] + 10 * n[1]))
wildcards = st.lists(letters, min_size=2, max_size=3).flatmap(
    lambda parts: st.builds(
        Wildcard,
        st.just(tuple(parts)),
        st.lists(signs, min_size=len(parts) - 1, max_size=len(parts) - 1).map(tuple),
    )
)
sides = st.lists(substrings | wildcards, min_size=1, max_size=3).map(any_of)
near = st.builds(Near, sides, sides, st.integers(0, 100))
values = st.builds(
    HasValue, st.sampled_from(["speaker", "region", "source"]), substrings.map(lambda one: one.text)
)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
times = st.tuples(days, days).filter(lambda pair: not all(pair) or pair[0] <= pair[1])
leaves = st.one_of(
    substrings,
    wildcards,
    near,
    st.builds(InTitle, substrings | wildcards | near),
    values,
    st.sampled_from([HasValue("speaker", NARRATION), HasValue("kind", "law")]),
    times.map(lambda pair: InTime(*pair)),
)
trees = st.recursive(
    leaves,
    lambda nodes: st.one_of(
        st.lists(nodes, min_size=2, max_size=3).map(all_of),
        st.lists(nodes, min_size=2, max_size=3).map(any_of),
        nodes.map(lambda one: one.node if isinstance(one, Not) else Not(one)),
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(trees)
def test_a_tree_survives_the_way_through_a_query_text(node):
    assert tree(query_text(node)) == node


@given(anything.filter(bool))
def test_any_text_in_quotes_is_one_term(text):
    expected = comparable(text).strip(" ")
    assert tree(quoted(text)) == (Substring(expected) if expected else None)


TO_FULL_WIDTH = {ord(one): ord(one) + 0xFEE0 for one in "()|*?-:/ORANDTE0123456789."}


@settings(max_examples=200)
@given(texts)
def test_full_width_operators_are_as_good_as_half_width_ones(text):
    half, full = outcome(text), outcome(text.translate(TO_FULL_WIDTH))
    if isinstance(half, QueryMistake):
        assert full.position == half.position
    else:
        assert full == half


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "全部段落"),
        ("雙減", "全文含“雙減”"),
        ("双减 “课后 服务” -培训", "全文含“双减”且含“课后 服务”，不含“培训”"),
        ("-培训", "全部段落，不含“培训”"),
        ("甲 (乙 OR 丙)", "全文含“甲”且（含“乙”或含“丙”）"),
        ("甲 OR 乙 丙", "全文含“甲”或（含“乙”且含“丙”）"),
        ("(甲 OR 乙) year:2021", "全文（含“甲”或含“乙”），年份 2021"),
        ("高*质?发展", "全文含“高〔至多 10 字〕质〔1 字〕发展”"),
        ("高?发展", "全文含“高〔1 字〕发展”"),
        ("高*?发展", "全文含“高〔1 至 11 字〕发展”"),
        ("課後 NEAR/5 服务", "全文含相隔不超过 5 字的“課後”与“服务”"),
        ("(甲|乙) NEAR/5 丙?丁", "全文含相隔不超过 5 字的（“甲”或“乙”）与“丙〔1 字〕丁”"),
        ("-(甲 NEAR/0 乙)", "全部段落，不含相连的“甲”与“乙”"),
        ("title:工作 -标题：“通知”", "全部段落，标题含“工作”，标题不含“通知”"),
        ("甲 OR title:乙", "全文含“甲”或标题含“乙”"),
        ("speaker:吳曉昊 region:河南", "全部段落，讲话人含“吳曉昊”，地区含“河南”"),
        ("speaker:叙述 -region:未注明", "全部段落，讲话人 叙述，地区不是 未注明"),
        ("kind:新闻 -kind:法规", "全部段落，类型 新闻，类型不是 法规"),
        ("-source:新华社", "全部段落，来源不含“新华社”"),
        ("year:2019..2023", "全部段落，年份 2019 至 2023"),
        ("year:2019.. -year:2021", "全部段落，年份 2019 起，年份不在 2021"),
        ("date:..2021-03", "全部段落，日期 2021-03-31 及以前"),
        ("date:2021-03-04", "全部段落，日期 2021-03-04"),
        ("year:未注明 甲", "全文含“甲”，年份 未注明"),
        ("-(甲 乙)", "全部段落，不符合（含“甲”且含“乙”）"),
        ("甲 OR -乙", "全文含“甲”或不含“乙”"),
    ],
)
def test_a_tree_is_told_in_words(text, expected):
    assert in_words(text) == expected
