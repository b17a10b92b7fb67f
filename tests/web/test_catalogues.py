"""Every message to people is in every catalogue, and says the same there."""

import re
from concurrent.futures import ThreadPoolExecutor
from gettext import GNUTranslations

import pytest
from babel.messages.mofile import read_mo

from searchapp.languages import AS_WRITTEN, as_written, counted, gettext, speak
from searchapp.query.language import parse_query
from searchapp.query.wording import wording
from searchapp.web.catalogues import kept, po_file, translated
from tests.conftest import ROOT

PACKAGE = ROOT / "searchapp"

TAGS = list(translated())
HAN = re.compile("[\u3400-\u9fff]+")


def texts(message):
    """(message, translation) for each form of a message that has one."""
    if isinstance(message.id, str):
        yield message.id, message.string
    else:
        for one in message.string:
            yield message.id[0], one


def said(catalogue):
    """Messages, and each form of their translations."""
    return {tuple(one.id): tuple(one.string) for one in catalogue if one.id}


@pytest.mark.parametrize("tag", TAGS)
def test_what_programs_read_is_what_people_have_written(tag):
    with po_file(tag).with_suffix(".mo").open("rb") as opened:
        compiled = read_mo(opened)
    assert said(compiled) == said(kept(tag))


@pytest.mark.parametrize("tag", TAGS)
def test_a_translation_has_the_placeholders_and_the_tags_of_its_message(tag):
    parts = re.compile(r"%\(\w+\)s|%%|</?\w+[^>]*>")
    for message in kept(tag):
        for written, translation in texts(message):
            assert sorted(parts.findall(translation)) == sorted(parts.findall(written)), written


def test_english_has_no_chinese_but_examples():
    for message in kept("en"):
        for written, translation in texts(message):
            for part in HAN.findall(translation):
                assert part in written, translation


def test_the_package_takes_its_catalogues_along():
    patterns = (ROOT / "pyproject.toml").read_text("utf-8").partition("package-data]")[2]
    assert '"**/*.mo"' in patterns


def test_no_script_says_anything_by_itself():
    for script in (PACKAGE / "web" / "static").glob("*.js"):
        assert not HAN.search(script.read_text("utf-8")), script.name


@pytest.fixture
def english():
    """English in force, outside of any request."""
    with po_file("en").with_suffix(".mo").open("rb") as opened:
        speak(GNUTranslations(opened))
    yield
    speak(AS_WRITTEN)


def test_a_count_has_the_form_that_it_asks_for(english):
    assert counted("%(number)s 段", 1) == "1 paragraph"
    assert counted("%(number)s 段", 0) == "0 paragraphs"
    assert counted("%(number)s 段", 12_345) == "12,345 paragraphs"


def test_a_search_is_put_in_words_of_the_language_in_force(seeds_index, english):
    def said(q):
        parsed = parse_query(q, seeds_index)
        return str(wording(parsed.tree, parsed.written))

    assert said("双减 (课后服务 OR 延时服务) -培训 year:2021") == (
        "Text contains “双减” and (contains “课后服务” or contains “延时服务”), Year 2021, "
        "does not contain “培训”"
    )
    assert said("教师 NEAR/1 队伍") == "Text contains “教师” and “队伍” at most 1 character apart"
    assert said("高*发展 -year:2019..") == (
        "Text contains “高〔at most 10 characters〕发展”, Year is not from 2019"
    )
    assert said("-title:双减 speaker:叙述") == (
        "All paragraphs, Speaker Narration, Title does not contain “双减”"
    )
    with as_written():
        assert said("双减") == "全文含“双减”"


def test_translations_stay_with_the_thread_that_speaks_them(english):
    with ThreadPoolExecutor(1) as other:
        assert other.submit(gettext, "检索").result() == "检索"
    assert gettext("检索") == "Search"
