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
