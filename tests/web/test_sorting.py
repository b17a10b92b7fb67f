"""The page's links of order lead to the order they promise, undated documents last both ways."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser


def followed(client, label):
    """The page that a link of order leads to, from the page of a search."""
    tree = LexborHTMLParser(client.get("/?q=教育&per_page=100").text)
    (url,) = [
        one.attributes["href"]
        for one in tree.css("nav[aria-label=排序] a")
        if one.text(strip=True) == label
    ]
    return LexborHTMLParser(client.get(url).text)


def shown_days(tree):
    """The day of each hit as it is shown, of a year alone its end; "" for none."""
    days = []
    for one in tree.css(".hits .about > time"):
        year = re.match(r"[0-9]{4}", one.text(strip=True))
        days.append(one.attributes.get("datetime") or (f"{year[0]}-12-31" if year else ""))
    return days


@pytest.mark.parametrize(("label", "newest_first"), [("新→旧", True), ("旧→新", False)])
def test_a_link_of_order_leads_to_it(client, label, newest_first):
    tree = followed(client, label)
    days = shown_days(tree)
    dated = [one for one in days if one]
    assert len(set(dated)) > 1
    assert days == dated + [""] * (len(days) - len(dated))
    assert dated == sorted(dated, reverse=newest_first)
    (current,) = [one.text(strip=True) for one in tree.css("nav[aria-label=排序] [aria-current]")]
    assert current == label


def test_both_orders_have_the_same_hits(client):
    both = [followed(client, label).css(".hits .hit") for label in ("新→旧", "旧→新")]
    newest, oldest = ({one.attributes["data-id"] for one in hits} for hits in both)
    assert newest == oldest
