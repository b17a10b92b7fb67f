"""Which characters the bytes of a text file stand for.

charset-normalizer names an encoding, but errs on short Chinese texts, where GB18030, Big5 and
UTF-16 accept one another's bytes. So its reading must look like Chinese: frequent characters and
punctuation speak for a reading, rare characters against it, unassigned and control characters
weigh most. Where it does not, every encoding that can read all the bytes competes, and the most
plausible reading wins. Measured on cuts of a thousand paragraphs: from 10 characters on no error in
any encoding; at 6 characters 0.2 % of texts in UTF-16 without a mark are misread.
"""

import codecs
import re
import unicodedata
from functools import cache
from itertools import islice

from charset_normalizer import from_bytes

from searchapp.errors import UnreadableFile
from searchapp.text.fold import fold, is_han

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# GB18030 and Big5-HKSCS hold what GB2312, GBK and Big5 hold; Microsoft's Big5 has signs of its own.
_ENCODINGS = ("utf_8", "gb18030", "big5hkscs", "cp950", "utf_16_le", "utf_16_be")
_FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}

# More continuation bytes than this are not in their places by chance.
_ENOUGH_UTF8 = 10
# A reading at least so plausible needs no comparison; one below the least is no Chinese.
_PLAUSIBLE = 0.75
_LEAST_PLAUSIBLE = 0.0
_SAMPLE = 4_000
_MOST_CONTROLS = 0.1
_TELLING = re.compile(r"[^\t\n\r -~]")
# Control characters that no text holds; the others end lines or pages.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

# The most frequent characters of modern Chinese, simplified; a third of any page consists of them.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
)
# Vowels of pinyin glosses, which GB2312 has where Big5 has ideographs: they say nothing.
_PINYIN = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü")
_PUNCTUATION = frozenset("、。“”‘’—…《》〈〉【】「」『』〔〕·①②③④⑤⑥⑦⑧⑨⑩")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text that `data` holds, without a byte order mark.

    Reads UTF-8, GB18030 (with GB2312 and GBK), Big5 (with HKSCS), UTF-16, and UTF-32 with a mark.
    `declared` is the encoding that the file itself names; it settles what the bytes leave open.
    Raises `UnreadableFile` rather than give text that is not what somebody wrote.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                place = len(mark) + error.start + 1
                raise UnreadableFile(
                    f"文件标明是 {encoding.upper()} 编码，但第 {place} 个字节无法解码"
                ) from error
    utf8 = _strictly(data, "utf-8")
    if utf8 is not None and (_is_plain(utf8) or len(data) - len(utf8) > _ENOUGH_UTF8):
        return utf8
    least = _LEAST_PLAUSIBLE if utf8 is None else _PLAUSIBLE
    text = _most_plausible(data, _family(declared), least)
    text = utf8 if text is None else text
    if text is None:
        raise UnreadableFile("无法识别文字编码（请用 UTF-8 编码另存），或不是文本文件")
    return text


def _most_plausible(data: bytes, declared: str | None, least: float) -> str | None:
    """The reading that looks most like Chinese, or None if none does enough."""
    detected = from_bytes(data, cp_isolation=list(_ENCODINGS)).best()
    for suggested in (declared, detected.encoding if detected else None):
        text = _strictly(data, suggested) if suggested in _ENCODINGS else None
        if text is not None and _plausibility(text) >= _PLAUSIBLE:
            return text
    readings = [text for one in _ENCODINGS if (text := _strictly(data, one)) is not None]
    text = max(readings, key=_plausibility, default=None)
    return text if text is not None and _plausibility(text) >= least else None


def _is_plain(text: str) -> bool:
    """Whether it is ASCII as people write it; Chinese in UTF-16 may be ASCII by its bytes."""
    return text.isascii() and not _BINARY.search(text)


def _strictly(data: bytes, encoding: str) -> str | None:
    """The bytes in this encoding, or None if they are not text in it from end to end."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    beginning = text[:100_000]
    return text if len(_BINARY.findall(beginning)) <= len(beginning) * _MOST_CONTROLS else None


def _family(declared: str | None) -> str | None:
    """The encoding among ours that holds the declared one."""
    try:
        name = codecs.lookup(declared or "").name.replace("-", "_")
    except LookupError:
        return None
    return _FAMILIES.get(name, name)


def _plausibility(text: str) -> float:
    """How much the text looks like Chinese: 1 wholly, below 0 not at all."""
    telling = _telling(text)
    return sum(map(_weight, fold(telling))) / len(telling) if telling else 1.0


def _telling(text: str) -> str:
    """The characters by which encodings differ, as many as are needed to judge."""
    return "".join(match[0] for match in islice(_TELLING.finditer(text), _SAMPLE))


@cache
def _weight(character: str) -> float:
    """What one folded character says for (above 0) or against the reading it comes from."""
    if character in _FREQUENT or character in _PUNCTUATION or " " <= character <= "~":
        return 1.0
    if character in _PINYIN:
        return 0.0
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return -4.0
    if not is_han(character):
        return -1.0
    return 0.5 if _is_common(character) else -0.5


def _is_common(character: str) -> bool:
    """Whether it is one of the 3,755 common characters, the first level of GB2312."""
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
