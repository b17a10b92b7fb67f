"""What documents and people may come up with."""

import json

HOSTILE = '<script>alert("1")</script> & \u202e反向'
ODD_IDS = (
    "a/b.txt",
    "a//b.txt",
    "/rooted",
    "trailing/",
    "二〇二一年(终稿) 讲话:“x”.txt",
    "100%25?x=1&y#p2.txt",
    "+plus+ and\\back",
    "<b>&amp;.txt",
)


def write_odd(source):
    """Documents with odd ids, hostile texts and gaps in what is known."""
    rows = [
        {
            "id": one,
            "title": f"编号古怪的文档{number}",
            "paragraphs": [f"古怪{number}"],
            "year": 2020,
        }
        for number, one in enumerate(ODD_IDS)
    ]
    rows.append(
        {
            "id": "hostile",
            "title": HOSTILE,
            "paragraphs": [f"甲 {HOSTILE} 害群之马 {HOSTILE} 乙", "长" * 100_000],
            "source": HOSTILE,
            "speaker": HOSTILE,
            "url": "javascript:alert(1)",
            HOSTILE: {"nested": HOSTILE},
        }
    )
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (source / "odd.jsonl").write_text(lines, "utf-8")
    (source / "page.html").write_text(
        f"<html><body><p>{'网页里的一句话。' * 20}</p><script>alert(1)</script></body></html>",
        "utf-8",
    )


EVIL = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg/onload=alert(1)>",
    "]]><!--x-->&lt;&#x3c;{{7*7}}",
    "=cmd|'/C calc'!A0",
    "＝1+1",
    "\x1b]0;title\x07\x1b[2J\x9b31m\x7f\r倒",
    "\x00\x01\x0b\x0c\x1f\x85\u2028\u2029",
    "\u202egnp.反\u2066向\u200b\ufeff\ufffe\ufdd0",
    "../../../../etc/passwd",
    "/etc/passwd",
    "..%2f..%2fetc",
    "javascript:alert(1)",
    "𠮷😀é\u0301",
    "长" * 100_000,
)
"""Texts that some program or other would obey, or choke on."""
MARK = "害群之马"
"""Stands in every evil document."""


def write_evil(source):
    """A document for each evil text, which is its id and all that is known of it."""
    rows = [
        {
            "id": text[:4_000],
            "title": text,
            "paragraphs": [f"{text}{MARK}{text}", text],
            "speakers": [{"name": text[:100], "office": text[:100]}],
            "region": text[:100],
            "source": text,
            "year": 2020,
            "url": text,
            text[:100]: {"nested": text},
        }
        for text in EVIL
    ]
    (source / "evil.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
