"""Files of every format, and ways to damage them."""

import gzip
import lzma

import docx

from tests.documents.pdf_files import body, pdf
from tests.documents.test_formats import repacked, saved

SENTENCE = "要推进义务教育优质均衡发展，让每个孩子都能享有公平而有质量的教育。"
SPEECH = (
    "在全区教育工作会议上的讲话\n张三\n（2024年3月10日）\n同志们：\n"
    f"一、{SENTENCE}\n（一）{SENTENCE}\n"
)
PAGE = f"""<html><head><meta charset="utf-8"><title>讲话_教育网</title></head>
<body><div>首页 &gt; 要闻</div>
<h1>在全区教育工作会议上的讲话</h1><p>来源：教育网 2024-03-10</p><p>{SENTENCE * 3}</p>
<table><tr><td>甲</td><td>{SENTENCE}</td></tr></table></body></html>"""


def _word():
    document = docx.Document()
    for line in SPEECH.splitlines():
        document.add_paragraph(line)
    document.add_table(2, 2).cell(0, 0).text = SENTENCE
    return saved(document)


def _line(text):
    return f'{{"id": "1", "title": "讲话", "text": "{text}", "year": 2024}}\n'.encode() * 3


FILES = {
    "txt": SPEECH.encode("gb18030"),
    "md": f"# 讲话\n\n{SPEECH}\n* {SENTENCE}\n".encode(),
    "html": PAGE.encode(),
    "mhtml": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    b"Content-Type: text/html; charset=utf-8\nContent-Location: http://a/\n\n"
    + PAGE.encode()
    + b"\n--x--\n",
    "docx": _word(),
    "rtf": b"{\\rtf1\\ansi "
    + "".join(f"\\u{ord(one)}?" if one != "\n" else "\\par " for one in SPEECH).encode()
    + b"}",
    "pdf": pdf(body(SENTENCE[:20], SENTENCE[20:])),
    "jsonl": _line(SENTENCE),
    "jsonl.gz": gzip.compress(_line(SENTENCE)),
    "jsonl.xz": lzma.compress(_line(SENTENCE)),
}
"""A good file of each format."""


def damaged(draw, name):
    """A file damaged as it lies there or, where it is packed, inside and packed again."""
    inside = draw.random() < 0.5
    if name == "docx" and inside:

        def damage(part, data):
            return _damaged(draw, data) if part == "word/document.xml" else data

        return repacked(FILES[name], damage)
    if name in PACK and inside:
        return PACK[name](_damaged(draw, FILES["jsonl"]))
    return _damaged(draw, FILES[name])


PACK = {"jsonl.gz": gzip.compress, "jsonl.xz": lzma.compress}


def _damaged(draw, whole):
    """Cut off, with bytes changed, repeated, left out or taken from another file."""
    data = bytearray(whole)
    for _ in range(draw.randint(1, 4)):
        start = draw.randrange(len(data) + 1)
        end = min(len(data), start + draw.choice([1, 2, 8, 64, 1024]))
        other = FILES[draw.choice(sorted(FILES))]
        cut = draw.randrange(len(other))
        match draw.randrange(5):
            case 0:
                del data[start:]
            case 1:
                data[start:end] = draw.randbytes(end - start)
            case 2:
                data[start:start] = data[start:end] * draw.choice([1, 2, 100])
            case 3:
                data[start:end] = other[cut : cut + draw.choice([1, 16, 256])]
            case 4:
                del data[start:end]
    return bytes(data)
