"""The catalogues of translations, brought up to date with what the code says: `make catalogues`.

Message ids are the messages as they are written, in simplified Chinese. The traditional ones are
made from them by OpenCC; the others are written by hand into `messages.po`, where what is still to
be translated stands empty. To add a language, name it in `languages.LANGUAGES` and run this.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from searchapp.text.script import to_taiwan_usage
from searchapp.web.languages import LANGUAGES, TRANSLATIONS, WRITTEN, locale_of

_PACKAGE = Path(__file__).parent.parent
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "counted": (1, 1),
    "translatable": None,
}
_MADE = "zh-Hant"
_QUOTES = str.maketrans("“”‘’", "「」『』")
_CORRECTED = {
    "引數": "參數",
    "釋出": "發布",
    "字型": "字體",
    "型別": "類型",
    "許可權": "權限",
    "遊標": "游標",
    "采用": "採用",
}
"""Where OpenCC chooses a word of another trade, or a wrong character."""
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Catalogues change with their messages alone, and not with the day."""


def messages() -> Catalog:
    """All messages of the package and the files they stand in, not translated."""
    found = Catalog()
    for file, _, message, comments, context in extract_from_dir(
        _PACKAGE, _METHODS, _OPTIONS, _KEYWORDS
    ):
        found.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return found


def kept(tag: str) -> Catalog:
    """The catalogue of a language as it was written; an empty one for a new language."""
    file = po_file(tag)
    if not file.exists():
        return Catalog(locale_of(tag))
    with file.open("rb") as opened:
        return read_po(opened, locale_of(tag))


def up_to_date(tag: str, template: Catalog) -> Catalog:
    """The messages of the template with the translations there are for a language."""
    before = kept(tag)
    catalogue = Catalog(
        locale_of(tag),
        header_comment="#",
        project="searchapp",
        version=version("searchapp"),
        msgid_bugs_address="-",
        last_translator="-",
        language_team=LANGUAGES[tag],
        creation_date=_NO_TIME,
        revision_date=_NO_TIME,
        fuzzy=False,
    )
    for message in template:
        if not message.id:
            continue
        known = before.get(message.id, message.context)
        by_hand = known.string if known else None
        catalogue.add(
            message.id,
            _traditional(message.id) if tag == _MADE else by_hand,
            message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return catalogue


def po_file(tag: str) -> Path:
    """The catalogue of a language for people; beside it lies the one for programs."""
    return TRANSLATIONS / locale_of(tag) / "LC_MESSAGES" / "messages.po"


def translated() -> Iterator[str]:
    """The tags of the languages that have a catalogue."""
    return (tag for tag in LANGUAGES if tag != WRITTEN)


def lacking(catalogue: Catalog) -> list[str]:
    """The messages that are not translated."""
    forms = {_forms(one.id)[0]: _forms(one.string) for one in catalogue if one.id}
    return [message for message, translations in forms.items() if not all(translations)]


def _traditional(message: str | Sequence[str]) -> str | tuple[str, ...]:
    """A message as it is put where traditional characters are read, quotation marks and all."""
    made = to_taiwan_usage(_forms(message)[0]).translate(_QUOTES)
    for wrong, right in _CORRECTED.items():
        made = made.replace(wrong, right)
    return made if isinstance(message, str) else (made,)


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """A message, or its forms for one and for more; "" for none."""
    return [text or ""] if isinstance(text, str | None) else text


def _write(tag: str, catalogue: Catalog) -> None:
    readable, compiled = BytesIO(), BytesIO()
    write_po(readable, catalogue, width=100, sort_output=True, include_lineno=False)
    write_mo(compiled, catalogue)
    file = po_file(tag)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(readable.getvalue())
    file.with_suffix(".mo").write_bytes(compiled.getvalue())


if __name__ == "__main__":
    found = messages()
    for language in translated():
        made = up_to_date(language, found)
        _write(language, made)
        print(f"{LANGUAGES[language]}：{len(made)} 条，{len(lacking(made))} 条待译")  # noqa: T201
