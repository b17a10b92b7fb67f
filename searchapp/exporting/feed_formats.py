"""A feed as bytes: Atom (RFC 4287) and JSON Feed 1.1."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import orjson

from searchapp.exporting.feed import NAME, Entry, Feed

_ATOM = "http://www.w3.org/2005/Atom"


def atom(feed: Feed, url: str, icon: str) -> bytes:
    """The feed as Atom; `url` is its own, `icon` that of a picture."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh"})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(feed.updated))
    _add(root, "link", rel="self", type="application/atom+xml", href=url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    _add(root, "icon", icon)
    _add_person(root, NAME)  # of the entries that have no authors of their own
    for one in feed.entries:
        _add_entry(root, one)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def json_feed(feed: Feed, url: str, icon: str) -> bytes:
    """The feed as JSON Feed; `url` is its own, `icon` that of a picture."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": url,
        "icon": icon,
        "language": "zh",
        "items": [_item(one) for one in feed.entries],
    }
    return orjson.dumps(content)


def _add_entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "published", _moment(entry.moment))
    _add(element, "updated", _moment(entry.moment))
    for one in entry.authors:
        _add_person(element, one)
    _add(element, "content", entry.html, type="html")


def _add_person(parent: ET.Element, name: str) -> None:
    _add(ET.SubElement(parent, "author"), "name", name)


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": _moment(entry.moment),
    }
    if entry.authors:
        item["authors"] = [{"name": one} for one in entry.authors]
    return item


def _moment(moment: datetime) -> str:
    """RFC 3339, in UTC and to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
