"""`searchapp trends` as a person types it."""

import json

import pytest

from searchapp.indexing.live import LiveIndex
from searchapp.trends.request import TrendsRequest
from searchapp.trends.trends import trends


def test_it_gives_the_same_json_as_the_endpoint(run, seeds_index):
    outcome = run("trends", "教育", "优质均衡", "--json")
    found = trends(
        LiveIndex(seeds_index.index).current(), TrendsRequest(("教育", "优质均衡")), seeds_index
    )
    assert json.loads(outcome.out) == json.loads(json.dumps(found.to_json()))


@pytest.mark.parametrize(
    ("by", "label"), [("year", "年份"), ("region", "地区"), ("speaker", "讲话人")]
)
def test_it_tells_people_how_often_and_since_when(run, by, label):
    outcome = run("trends", "優質均衡", "教育 -培训", "--by", by, "--exclude-year", "2021")
    assert outcome.code == 0
    assert "教育 -培训：" in outcome.out
    assert "首次：" in outcome.out
    assert "地区先后：" in outcome.out
    (head,) = (line for line in outcome.out.splitlines() if line.split()[:1] == [label])
    assert head.split() == [label, "收录字数", "優質均衡", "教育", "-培训"]
    assert "2021" not in outcome.out.partition("每万字处数")[2]


def test_without_wordings_it_tells_what_is_held(run):
    outcome = run("trends", "--by", "region")
    assert outcome.out.startswith("收录 5 篇，")
    assert "河南省" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a", "b", "c", "d", "e", "f"), "一次最多比较 5 个提法，这里有 6 个"),
        (("好", '"坏'), "第 2 个提法：第 1 个字符处的引号"),
        (("标题:教育",), "没有要在正文里找的文字"),
        (("好", "--year", "x"), "年份 year 应为四位数字"),
    ],
)
def test_a_mistake_is_a_mistake_of_usage(run, arguments, message):
    outcome = run("trends", *arguments)
    assert outcome.code == 2
    assert outcome.err.startswith("请求有误：")
    assert message in outcome.err


def test_a_wording_that_nobody_uses_is_said_to_be_used_nowhere(run):
    outcome = run("trends", "没有人这样说过")
    assert outcome.code == 0
    assert "没有人这样说过：0 段，0 处" in outcome.out
    assert "首次" not in outcome.out
