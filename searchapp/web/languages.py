"""The language of the pages: chosen by a switch, else by what the browser asks for.

The choice is kept in a cookie and not in the URL, which is the whole state of a search and is
shared with people who read other languages.
"""

import re
from functools import lru_cache
from pathlib import Path

from babel import parse_locale
from flask import Blueprint, Flask, Response, make_response, redirect, request
from flask_babel import Babel, get_translations
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from searchapp.languages import AS_WRITTEN, speak
from searchapp.web.markup import number
from searchapp.web.responses import wants_page

LANGUAGES = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}
"""The languages that pages are in, by their tag (BCP 47): what each is called in itself."""
TRANSLATIONS = Path(__file__).parent / "translations"
WRITTEN = "zh-Hans"
"""The language that messages are written in."""
_TRADITIONAL = ("TW", "HK", "MO")
"""Where Chinese is written in traditional characters unless something else is said."""
_COOKIE = "language"
_ONE_YEAR = 31_536_000


def set_up(app: Flask) -> None:
    """Let requests be answered in their language, by templates and by whatever rooms say."""
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    Babel(
        app,
        default_locale=locale_of(WRITTEN),
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: locale_of(spoken()),
    )
    app.jinja_env.globals |= {"spoken": spoken, "languages": LANGUAGES, "counted": _counted}
    app.before_request(lambda: speak(get_translations() if wants_page() else AS_WRITTEN))
    app.teardown_request(lambda _: speak(AS_WRITTEN))
    app.after_request(_vary)
    app.register_blueprint(_switch())


def spoken() -> str:
    """The tag of the language in which this request is answered; programs get what is written."""
    if not wants_page():
        return WRITTEN
    chosen = request.cookies.get(_COOKIE)
    return chosen if chosen in LANGUAGES else _accepted()


def _accepted() -> str:
    """The language that a browser would have first, of those that there are."""
    for tag, quality in request.accept_languages:
        if quality and (language := _closest(tag)):
            return language
    return WRITTEN


@lru_cache(maxsize=256)
def _closest(tag: str) -> str | None:
    """The language of the pages for whoever reads this one: zh-Hant for zh-TW."""
    try:
        language, territory, script, *_ = parse_locale(tag, sep="-")
    except ValueError:
        return None
    script = script or ("Hant" if territory in _TRADITIONAL else "Hans")
    candidates = (f"{language}-{script}", language)
    return next((one for one in candidates if one in LANGUAGES), None)


def locale_of(tag: str) -> str:
    """A tag as catalogues are named by it."""
    return tag.replace("-", "_")


def _vary(response: Response) -> Response:
    """Tell caches on what the language of a page depends."""
    if (response.content_type or "").startswith("text/html"):
        response.vary.update(("Accept-Language", "Cookie"))
    return response


def _counted(message: str, count: int, **values: object) -> Markup:
    """`counted` for templates: what is HTML in the message is meant, and nothing in the values."""
    shown = {"number": number(count)} | values
    return Markup(get_translations().ngettext(message, message, count)) % shown  # noqa: S704


def _switch() -> Blueprint:
    switch = Blueprint("language", __name__)

    @switch.post("/language")
    def choose() -> Response:
        chosen = request.form.get("language", "")
        if chosen not in LANGUAGES:
            raise BadRequest
        response = make_response(redirect(_came_from(), 303))
        response.set_cookie(
            _COOKIE,
            chosen,
            max_age=_ONE_YEAR,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
        return response

    return switch


def _came_from() -> str:
    """The address of the page with the switch, below our own whatever site it names."""
    address = re.match(r"https?://[^/?#]*[/\\]*([^#]*)", request.referrer or "")
    return f"/{address[1]}" if address else "/"
