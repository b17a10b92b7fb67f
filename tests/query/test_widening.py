"""Synonyms of whole terms widen what a query asks for, and are said."""

import pytest

from searchapp.query.language import parse_query
from searchapp.query.synonyms import Synonyms
from searchapp.query.tree import And, InTitle, Near, Not, Or, Substring, Word
from searchapp.query.widening import synonyms_of, widened
from searchapp.query.wording import wording
from searchapp.settings import Settings

KNOWN = Synonyms(
    [
        [["双减", "减轻作业负担和校外培训负担"]],
        [["职业教育", "职教"], ["技能人才"]],
        [["计划", "計畫"]],
    ]
)
PROGRAMME = Or((Substring("双减"), Substring("减轻作业负担和校外培训负担")))
VOCATIONAL = Or((Substring("职业教育"), Word("职教")))


def wide(q):
    return widened(parse_query(q, Settings()), KNOWN)


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("双减", PROGRAMME),
        ('"双减" 职业教育', And((PROGRAMME, VOCATIONAL))),
        ("双减 OR 政策", Or((PROGRAMME, Substring("政策")))),
        ("双减政策", Substring("双减政策")),
        ("双减 -职业教育", And((PROGRAMME, Not(Substring("职业教育"))))),
        ("title:双减", InTitle(Substring("双减"))),
        ("双减 NEAR/3 政策", Near(Substring("双减"), Substring("政策"), 3)),
    ],
)
def test_a_whole_term_may_be_any_of_its_synonyms(q, tree):
    def bare(node):
        return node.nodes[0] if isinstance(node, And) and len(node.nodes) == 1 else node

    assert bare(wide(q).tree) == tree


def test_nothing_is_widened_where_nothing_is_asked():
    assert wide("").tree is None


def test_what_is_the_same_is_said_as_it_was_written():
    parsed = wide("雙減 职业教育 -政策 计划")
    assert str(wording(parsed.tree, parsed.written)) == (
        "全文含“雙減”（或同义的“减轻作业负担和校外培训负担”）"
        "且含“职业教育”（或同义的“职教”一词）且含“计划”（或同义的“計畫”一词），不含“政策”"
    )


def test_the_synonyms_of_a_tree_are_those_of_its_terms():
    parsed = parse_query("雙減 (技能人才 OR 职教) -计划 政策", Settings())
    assert synonyms_of(parsed, KNOWN) == {
        "雙減": ("减轻作业负担和校外培训负担",),
        "职教": ("职业教育",),
    }
    assert synonyms_of(parse_query("", Settings()), KNOWN) == {}
