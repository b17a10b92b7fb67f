"""Make characters comparable: `fold` maps character to character, `squeeze` leaves out blanks.

`fold` unites what a reader takes for the same character: full and half width (NFKC), upper and
lower case, simplified and traditional script with the Taiwan and Hong Kong variants (OpenCC's
tables), radicals that PDF extraction leaves behind, the dots inside names, and every kind of
blank. It replaces one character by one character, so an offset in folded text is an offset in the
original, and `fold(a + b) == fold(a) + fold(b)`.

`squeeze` then leaves out blanks between Chinese characters, which layout puts in and takes away at
will, and hands back where each remaining character stood.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate, chain, pairwise

import numpy as np
import numpy.typing as npt

# Dots that stand between the parts of a minority or foreign name, all written as U+00B7.
_NAME_DOTS = "·・•‧∙⋅"
# Characters without width: a blank to the reader, and so to us.
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# CJK Radicals Supplement that has no NFKC mapping -> the ideograph it looks like
# (Unicode's EquivalentUnifiedIdeograph.txt, the ones whose shape is a whole character).
_RADICALS = dict(
    zip(
        "⺁⺌⺍⺟⺠⺧⺩⺪⺫⺬⺭⺮⺯⺱⺲⺴⺶⺷⺸⺺⺻⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲",
        "厂小小母民牛王疋目示礻竹糸罓罒网羊羊羊聿聿肉臼艹艹虎衤覀西见角讠贝足车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟",
        strict=True,
    )
)
_SHORT = 24
"""Characters; a shorter text, such as a term, is folded faster one by one."""
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CHINESE = f"{_HAN}\u3000-\u303f"
# A blank first and then what stands before it: this way only blanks are looked at.
_BLANKS_BETWEEN_CHINESE = re.compile(f" (?<=[{_CHINESE}] ) *(?=[{_CHINESE}])")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Squeezed text and where it came from.

    The text is in pieces: piece `i` begins at `starts[i]` of the squeezed text, and stood
    `shifts[i]` characters further on in the text before squeezing.
    """

    text: str
    starts: Sequence[int] = (0,)
    shifts: Sequence[int] = (0,)

    def original_ranges(self, ranges: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """The ranges in the original text that ranges (start, end) of the squeezed text cover."""
        starts, shifts = self.starts, self.shifts
        if len(starts) == 1:  # nothing was left out
            return ranges
        return [
            (
                start + shifts[bisect_right(starts, start) - 1],
                end + shifts[bisect_right(starts, end - 1) - 1],
            )
            for start, end in ranges
        ]


def fold(text: str) -> str:
    """The text with every character replaced by its representative; of the same length."""
    if len(text) < _SHORT:
        return text.translate(_fold_table())
    # By one gather over all characters: five times as fast as `str.translate` on a paragraph.
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return str(_representatives()[codes].tobytes(), "utf-32-le", "surrogatepass")


def fold_each(texts: Sequence[str]) -> list[str]:
    """Every text folded: together, as to fold one takes as long as some hundred characters do."""
    folded = fold("".join(texts))
    return [folded[start:end] for start, end in pairwise(accumulate(map(len, texts), initial=0))]


def squeeze(folded: str) -> Squeezed:
    """Folded text without the blanks that stand between Chinese characters or CJK punctuation."""
    if " " not in folded:
        return Squeezed(folded)
    pieces: list[str] = []
    starts, shifts = [0], [0]
    position = 0
    for blanks in _BLANKS_BETWEEN_CHINESE.finditer(folded):
        pieces.append(folded[position : blanks.start()])
        position = blanks.end()
        starts.append(starts[-1] + len(pieces[-1]))
        shifts.append(position - starts[-1])
    return Squeezed("".join((*pieces, folded[position:])), starts, shifts)


def comparable(text: str) -> str:
    """`text` folded and squeezed: two texts that are equal so are the same words to a reader."""
    return _squeezed(fold(text))


def comparable_each(texts: Sequence[str]) -> list[str]:
    """Every text folded and squeezed."""
    return list(map(_squeezed, fold_each(texts)))


def _squeezed(folded: str) -> str:
    """The text of `squeeze` alone."""
    return _BLANKS_BETWEEN_CHINESE.sub("", folded) if " " in folded else folded


def is_han(character: str) -> bool:
    """Whether the character is a Chinese ideograph."""
    return re.match(f"[{_HAN}]", character) is not None


@cache
def fingerprint() -> str:
    """Changes whenever folding changes, and with it the meaning of an index."""
    table = _fold_table()
    content = ",".join(f"{key}:{table[key]}" for key in sorted(table))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@cache
def _representatives() -> npt.NDArray[np.uint32]:
    """The code point of its representative for every code point."""
    codes = np.arange(0x110000, dtype="<u4")
    for code, representative in _fold_table().items():
        codes[code] = ord(representative)
    return codes


@cache
def _fold_table() -> dict[int, str]:
    """Code point -> representative, for every character that is not its own."""
    variants = _variant_classes()
    table: dict[int, str] = {}
    # Planes 0 and 1 and the compatibility ideographs hold every one-to-one NFKC mapping.
    for code in chain(range(0x20000), range(0x2F800, 0x2FA20)):
        character = chr(code)
        plain = _plain(character)
        representative = variants.get(plain, plain)
        if representative != character:
            table[code] = representative
    for character, representative in variants.items():
        table[ord(character)] = representative
    return table


def _plain(character: str) -> str:
    """One character without width, case, radical form or kind of blank."""
    if character.isspace() or character in _ZERO_WIDTH:
        return " "
    if character in _NAME_DOTS:
        return "·"
    plain = unicodedata.normalize("NFKC", _RADICALS.get(character, character)).lower()
    if len(plain) != 1:
        return character
    if plain in _NAME_DOTS:
        return "·"
    return " " if plain.isspace() else plain


@cache
def _variant_classes() -> dict[str, str]:
    """Traditional, Taiwan and Hong Kong forms of a character -> its simplified form.

    From OpenCC's tables of single characters. Where a simplified character has several
    traditional ones all lead to it, unless OpenCC itself leads them to another simplified
    character (鍊 is 炼, though 链 may be written with it).
    """
    representatives: dict[str, str] = {}

    def find(character: str) -> str:
        while (parent := representatives.get(character, character)) != character:
            character = parent
        return character

    for character, variant in _variant_pairs():
        if find(character) != find(variant):
            representatives[find(variant)] = find(character)
    return {character: find(character) for character in representatives}


def _variant_pairs() -> Iterator[tuple[str, str]]:
    """Pairs of (character, variant of it) from OpenCC's tables, the simplified one first."""
    simplified = {t: s.split()[0] for t, s in _opencc_table("TSCharacters")}
    for traditional, character in simplified.items():
        yield character, traditional
    for character, variants in _opencc_table("STCharacters"):
        for variant in variants.split():
            if simplified.get(variant, variant) in (character, variant):
                yield character, variant
    targets = frozenset(simplified.values())
    for name in ("TWVariants", "HKVariants"):
        for character, variants in _opencc_table(name):
            for variant in variants.split():
                # Taiwan writes 么 for 幺 and 抬 for 擡, and so does everybody on the mainland.
                in_use = _use(variant, targets) > _use(character, targets)
                yield (variant, character) if in_use else (character, variant)


def _use(character: str, simplified: Container[str]) -> tuple[bool, bool]:
    """Grows with how usual a character is on the mainland."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character in simplified, False
    return character in simplified, True


def _opencc_table(name: str) -> list[tuple[str, str]]:
    """A dictionary file of OpenCC: (character, its counterparts separated by blanks) a line."""
    content = (resources.files("opencc") / "dictionary" / f"{name}.txt").read_text("utf-8")
    rows = (line.split("\t") for line in content.splitlines() if line)
    return [(key, value) for key, value in rows]
