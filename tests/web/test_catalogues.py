"""Every message to people is in every catalogue, and says the same there."""

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from gettext import GNUTranslations

import pytest
from babel.messages.mofile import read_mo
from jinja2 import nodes

from searchapp.languages import AS_WRITTEN, as_written, counted, gettext, speak
from searchapp.query.language import parse_query
from searchapp.query.wording import wording
from searchapp.web.catalogues import kept, lacking, messages, po_file, translated, up_to_date
from tests.conftest import ROOT

PACKAGE = ROOT / "searchapp"

TAGS = list(translated())
HAN = re.compile("[\u3400-\u9fff]+")


@pytest.fixture(scope="module")
def template():
    return messages()


def texts(message):
    """(message, translation) for each form of a message that has one."""
    if isinstance(message.id, str):
        yield message.id, message.string
    else:
        for one in message.string:
            yield message.id[0], one


def ids(catalogue):
    return {one.id for one in catalogue if one.id}


def said(catalogue):
    """Messages, and each form of their translations."""
    return {tuple(one.id): tuple(one.string) for one in catalogue if one.id}


@pytest.mark.parametrize("tag", TAGS)
def test_a_catalogue_has_all_messages_and_no_others(template, tag):
    """If this fails: `make catalogues`, and translate what is empty."""
    assert ids(kept(tag)) == ids(template)
    assert lacking(kept(tag)) == []


@pytest.mark.parametrize("tag", TAGS)
def test_what_programs_read_is_what_people_have_written(tag):
    with po_file(tag).with_suffix(".mo").open("rb") as opened:
        compiled = read_mo(opened)
    assert said(compiled) == said(kept(tag))


def test_traditional_messages_are_those_that_are_made(template):
    made = up_to_date("zh-Hant", template)
    assert said(kept("zh-Hant")) == said(made)


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


SAYING = {"_", "gettext", "counted", "translatable"}
# Where Chinese is not for the readers of pages, or is no message at all.
NOT_FOR_PAGES = {
    "documents/": "what is read from documents, and what the check says of it",
    "text/": "characters and words",
    "terminal/": "terminals are spoken to in simplified Chinese",
    "cli.py": "likewise",
    "settings.py": "said before the site is up",
    "web/admission.py": "likewise",
    "web/serving.py": "likewise",
    "query/synonyms.py": "likewise, of a file of one's own",
    "indexing/": "only an index that cannot be opened is told on a page",
    "evaluating/": "for those who measure",
    "backup/": "for those who keep the index",
    "exporting/": "files and feeds are the same for all",
    "trends/files.py": "likewise",
    "web/feeds.py": "likewise",
    "web/opensearch.py": "likewise",
    "citations.py": "written as the standards have it",
    "suggesting/while_typing.py": "for programs; the page has words of its own for each kind",
    "query/manual.py": "the description of the interface",
    "web/openapi.py": "likewise",
    "web/schemas/": "likewise",
    "query/questions.py": "words of the language that is searched",
    "query/fields.py": "likewise, in patterns; its names are marked",
    "numbering.py": "likewise",
    "charts.py": "provinces, by name and by sign",
    "engine/whoosh/sketch.py": "likewise",
    "web/languages.py": "the names of languages in themselves",
    "web/catalogues.py": "how OpenCC is corrected",
}
# What describes the interface, to programs and on the page made of that, in simplified Chinese.
DESCRIBING = {"Operation", "Parameter", "page", "described"}
DESCRIPTIONS = {"_CONTENT", "_CSV"}


def unsaid(node, inside=False):
    """Chinese constants of a syntax tree of Python that nothing translates."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if HAN.search(node.value) and not inside:
            yield node.value
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Assign):
        inside = {getattr(one, "id", "") for one in node.targets} <= DESCRIPTIONS
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        inside = inside or name in SAYING | DESCRIBING
    for child in ast.iter_child_nodes(node):
        yield from unsaid(child, inside)


def test_no_message_of_the_code_is_left_out():
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if not name.startswith(tuple(NOT_FOR_PAGES)):
            assert list(unsaid(ast.parse(file.read_text("utf-8")))) == [], name


def unsaid_in(node, inside=False):
    """The same of a template."""
    if isinstance(node, nodes.TemplateData | nodes.Const):
        text = node.data if isinstance(node, nodes.TemplateData) else node.value
        if isinstance(text, str) and HAN.search(text) and not inside:
            yield text
        return
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        inside = inside or node.node.name in SAYING
    for child in node.iter_child_nodes():
        yield from unsaid_in(child, inside)


def test_no_message_of_a_template_is_left_out(client):
    environment = client.application.jinja_env
    examples = re.compile(r'<code lang="zh-Hans">.*?</code>')
    for name in environment.list_templates(extensions=["html"]):
        source, _, _ = environment.loader.get_source(environment, name)
        assert list(unsaid_in(environment.parse(examples.sub("", source)))) == [], name


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
