"""PDF files made by hand: rows of Chinese text at given places, in fonts that are not embedded."""

import zlib


def row(x, y, text, size=16, turn="1 0 0 1"):
    """A row of text whose baseline begins at (x, y), in points from the bottom left."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {turn} {x} {y} Tm <{code}> Tj ET"


def body(*texts, top=700, left=90, size=16, step=28):
    """Rows below one another; each text begins with as many blanks as it is indented by ems."""
    rows = []
    for number, text in enumerate(texts):
        indent = len(text) - len(text.lstrip("　"))
        rows.append(row(left + indent * size, top - number * step, text.lstrip("　"), size))
    return rows


def pdf(*pages, encoding="UniGB-UTF16-H", ordering="GB1", page="", trailer="", title=None, more=()):
    """A file with these pages, each a list of operators, or the bytes of a whole content stream.

    `page` is put into every page's dictionary, `trailer` into the trailer. Objects 1 to 5 are the
    catalog, the page tree, and the font with its parts; `more` are objects from 6 on.
    """
    first = 6 + len(more)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        (
            f"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}"
            "/DescendantFonts[4 0 R]>>"
        ).encode(),
        (
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)"
            f"/Ordering({ordering})/Supplement 2>>/DW 1000/W[1[500] 814 939 500]"
            "/FontDescriptor 5 0 R>>"
        ).encode(),
        (
            b"<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -141 1000 859]"
            b"/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>"
        ),
        *more,
    ]
    for number, content in enumerate(pages):
        data = content if isinstance(content, bytes) else zlib.compress("\n".join(content).encode())
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first + 2 * number + 1} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>/XObject<</X1 6 0 R>>>>{page}>>".encode()
        )
        objects.append(stream(data, "/Filter/FlateDecode"))
    if title:
        objects.append(f"<</Title<feff{title.encode('utf-16-be').hex()}>>>".encode())
        trailer += f"/Info {len(objects)} 0 R"
    return file_of(objects, trailer)


def stream(data, entries=""):
    return f"<</Length {len(data)}{entries}>>stream\n".encode() + data + b"\nendstream"


def picture(data=b"\x80" * 100):
    """An image of ten by ten grey points."""
    return stream(
        data,
        "/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8",
    )


def file_of(objects, trailer=""):
    """A file of these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    start = len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
