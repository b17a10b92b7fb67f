"""The website put together: routes, templates, error handlers."""

from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from searchapp.errors import SearchAppError
from searchapp.indexing.live import LiveIndex
from searchapp.query.synonyms import synonyms
from searchapp.settings import Settings
from searchapp.text.dictionary import entries
from searchapp.web import (
    admin,
    api,
    citing,
    documents,
    exports,
    facets,
    feeds,
    health,
    languages,
    markup,
    opensearch,
    originals,
    pages,
    trends,
)
from searchapp.web.admission import read_token
from searchapp.web.metrics import IndexState, Metrics
from searchapp.web.metrics import blueprint as exposition
from searchapp.web.observing import observe
from searchapp.web.problems import answer_http_error, answer_searchapp_error
from searchapp.web.proxies import believe_proxies
from searchapp.web.responses import in_time, limit_size, with_common_headers

_ONE_YEAR = 31_536_000


class DocumentId(BaseConverter):
    """Any id of a document: unlike Flask's own `path`, it may begin or end with a slash."""

    regex = r"[\s\S]+"
    part_isolating = False


def create_app(settings: Settings | None = None) -> Flask:
    """The website over the index and the source folder that the settings name."""
    settings = settings or Settings.from_environment()
    # A line that is not right is told now, and not at a search.
    synonyms(settings.synonyms)
    entries(settings.dictionary)
    index = LiveIndex(settings.index)
    app = Flask(__name__)
    metrics = Metrics(IndexState(index, settings.dictionary))
    app.url_map.merge_slashes = False
    app.url_map.converters["document_id"] = DocumentId
    # The URL of an asset changes with its content.
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _ONE_YEAR
    _set_up_templates(app)
    languages.set_up(app)
    if settings.max_requests_per_minute:
        from searchapp.web.rate_limit import limit_rate

        limit_rate(app, settings.max_requests_per_minute)
    app.before_request(partial(limit_size, settings))
    app.register_blueprint(api.blueprint(index, settings))
    app.register_blueprint(pages.blueprint(index, settings))
    app.register_blueprint(documents.blueprint(index, settings))
    app.register_blueprint(originals.blueprint(index, settings))
    app.register_blueprint(citing.blueprint(index))
    app.register_blueprint(exports.blueprint(index, settings))
    app.register_blueprint(feeds.blueprint(index, settings))
    app.register_blueprint(opensearch.blueprint(index, settings))
    app.register_blueprint(trends.blueprint(index, settings))
    app.register_blueprint(health.blueprint(index, settings))
    app.register_blueprint(facets.blueprint(index, settings))
    if settings.admin_token_file:
        token = read_token(settings.admin_token_file)
        app.register_blueprint(admin.blueprint(settings, token))
        app.register_blueprint(exposition(metrics, token))
    app.register_error_handler(SearchAppError, answer_searchapp_error)
    app.register_error_handler(HTTPException, answer_http_error)
    # From the inside out: what is noted is in time or not, and comes from whom a proxy says.
    inner = in_time(app.wsgi_app, settings)
    app.wsgi_app = with_common_headers(inner)  # type: ignore[assignment, method-assign]
    observe(app, metrics)
    believe_proxies(app, settings.trusted_proxies)
    return app


def _set_up_templates(app: Flask) -> None:
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    static = Path(app.static_folder or "")

    @cache
    def asset(name: str) -> str:
        content = (static / name).read_bytes()
        return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"

    app.jinja_env.globals["asset"] = asset
    app.jinja_env.filters |= markup.FILTERS
