"""Who speaks in a paragraph that reports what people said. Works on folded text.

Somebody speaks where he is the subject of a sentence and a verb of saying follows: 毛杰说,
朱伟峰在听取…后强调, 姚国海对…表示感谢. One who is only spoken of, heard or read out does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.documents.people import Mention

_SAY = re.compile(
    r"指出|强调|表示|认为|提出|要求|希望|介绍|坦言|透露|回应|提示|提醒|呼吁|建议|勉励|鼓励|叮嘱|嘱咐|承诺|祝愿|寄语|"
    r"致辞|致词|讲话|发言|演讲|汇报|回顾|总结|部署|肯定|评价|赞扬|点赞|阐述|解读|解释|说明|通报|宣布|(?<![座面洽访商会交约])谈|(?<![小传学据])说|(?<![宣演])讲(?![座台师堂])|告诉|"
    r"坦承|直言|感慨|号召|动员|点评|分享|反馈|致以|感谢|祝贺|反映|期望|期待|重申|补充道|答复|回答|澄清"
)
_ACT = re.compile(
    r"(?:作|做|进行|发表|提出|给予|给出|致|表达)了?[^,。;:]{0,30}?"
    r"(?:讲话|发言|报告|指示|部署|总结|点评|说明|讲解|汇报|介绍|反馈|要求|意见|建议|希望|期望|强调|致辞|解读|辅导|"
    r"动员|肯定|评价|寄语|演讲|指导|安排|反映|感谢|敬意|祝贺|解释|回应)"
)
# Around a verb of saying that is a noun here, or says nothing: 提出的专题, 按照要求.
_NOUN_BEHIND = re.compile(r"的(?!是)|者|人|材料|会议|单位|精神|书|法|稿|题|明书|会")
_NOUN_BEFORE = re.compile(
    r"(?:的|按照?|按|根据|贯彻|落实|学习|听取|听|符合|达到|工作|各项|新|高|严|小|传)$"
)
_RECEIVES = re.compile(r"听取|聆听|听了|审议|观看|宣读|传达|学习了|转达|领学|通读")
_SPEAKS_TOO = re.compile(r"讲话|发言|强调|指出|要求|部署")
_SETTING = re.compile(r"(?:则|还|又|也|便)?在[^,。;:]*?(?:后|时|中|上|下|间)")
_ADVERB = re.compile(
    r"(?:并且?|且|同时|还|也|又|再次|进一步|特别是?|充分|高度|最后|一再|随后|不时|反复|着重|重点|明确|衷心|真诚|热情|"
    r"详细|深情地?|首先|亲切|一致|殷切|严肃|郑重|就此|对此|为此|分别|则|共同|,| )"
)
_ABOUT = re.compile("[就对]|围绕|结合")
_RELATION = re.compile(r"[对就向为从与以将把]|代表|围绕|结合|针对|通过|根据|按照")
_LEADING = re.compile(
    r"(?:会上|会议上|会议|大会|会前|会后|会中|发布会上|座谈会上|活动现场|现场|仪式上|最后|随后|接着|其间|期间|同时|此外|另外|其中|"
    r"首先|然后|之后|今天|当天|当日|日前|近日|昨天|昨日|上午|下午|晚上?|据悉|而|但|对此|为此|至此|至于|届时|"
    r"\d{4}年|\d{1,2}月|\d{1,2}日| )"
)
_CIRCUMSTANCE = re.compile(
    r"(?:在|当|于|面对|根据|随|据|应|经|围绕|针对|关于|结合|自|从|谈到|谈及|说到).*$"
)
_OWN_BODY = re.compile(r".{0,10}(?:校|中|局|厅|委|院|大学|司|部|省|市|区|县|组|班|社|所|馆|站)$")
_CLAUSE = re.compile(r"[。!?;:,\n“”\"()—]")
_SENTENCE_END = re.compile(r"[。!?\n]")
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|《[^《》]*》")
_BLOTTED = re.compile("□+")
_ELLIPTICAL = re.compile(r"(?:对[^,。;:]{2,60}(?:表示|给予|提出|寄予)|希望|要求|强调|指出|并)")
_PRONOUN = re.compile(r"[他她](?!们|的|人|还?将|国|山)")


@dataclass(frozen=True, slots=True)
class Subject:
    """People who are together the subject of a clause; no names for a pronoun not yet resolved."""

    names: tuple[str, ...]
    start: int
    end: int
    reads: bool = False
    """He only hosts, listens or reads out: a pronoun does not mean him."""
    speaks: bool = False


def hidden_quotations(folded: str) -> str:
    """The text with what stands in quotation marks and titles blotted out, at the same length."""
    return _QUOTED.sub(lambda quoted: "“" + "□" * (len(quoted[0]) - 2) + "”", folded)


def subjects(folded: str, mentions: list[Mention]) -> list[Subject]:
    """The subjects of a paragraph in order, and whether each of them speaks."""
    plain = hidden_quotations(folded)
    speaking = [one for one in mentions if plain[one.start] != "□"]
    groups = [*_groups(plain, speaking), *_pronouns(plain)]
    groups.sort(key=lambda group: group.start)
    found = []
    for group, following in zip(groups, [*groups[1:], None], strict=False):
        last = following.start if following else len(plain)
        clauses = re.split(
            "[,;:。]", _BLOTTED.sub("□", plain[group.end : _end(plain, group, last)])
        )
        reads = _RECEIVES.search(clauses[0]) is not None or "主持" in clauses[0]
        found.append(Subject(group.names, group.start, group.end, reads, _says(clauses)))
    return found


def _end(plain: str, subject: Subject, last: int) -> int:
    """Where what the subject does ends: with its sentence, or with one that has no subject."""
    end = subject.end
    while stop := _SENTENCE_END.search(plain, end, last):
        end = stop.end()
        if end >= last or not _ELLIPTICAL.match(plain, end):
            return min(stop.start(), last)
    return last


def _groups(plain: str, mentions: list[Mention]) -> Iterator[Subject]:
    """Mentions that stand where a subject stands; several of them joined by 、 or 和 are one."""
    run: list[Mention] = []
    for mention in [*mentions, None]:
        if (
            mention
            and run
            and plain[run[-1].behind : mention.whole] in ("、", "和", "与", "及", "以及")
        ):
            run.append(mention)
            continue
        if run and _is_subject(plain, run[0].whole):
            yield Subject(tuple(one.name for one in run), run[0].whole, run[-1].behind)
        run = [mention] if mention else []


def _pronouns(plain: str) -> Iterator[Subject]:
    for match in _PRONOUN.finditer(plain):
        if _is_subject(plain, match.start()):
            yield Subject((), match.start(), match.end())


def _is_subject(plain: str, start: int) -> bool:
    """Whether nothing but adverbs and circumstances stands before `start` in its clause."""
    breaks = [match.end() for match in _CLAUSE.finditer(plain, max(0, start - 80), start)]
    before = plain[breaks[-1] if breaks else max(0, start - 80) : start].strip()
    while match := _LEADING.match(before):
        before = before[match.end() :]
    if not before or before.endswith("由"):
        return True
    if _CIRCUMSTANCE.match(before):
        return re.search("[后时中上下间际日,]$|题$|作$|求$", before) is not None
    return _OWN_BODY.fullmatch(before) is not None and not _RECEIVES.search(before)


def _says(clauses: list[str]) -> bool:
    """Whether the subject says something in its own clause or in one that goes on with it."""
    own = clauses[0]
    if setting := _SETTING.match(own):
        own = own[setting.end() :]
    receives = _RECEIVES.search(own)
    if receives is None:
        if _says_in(own):
            return True
    elif _says_in(own[: receives.start()]):
        return True
    for clause in clauses[1:]:
        rest = clause.strip()
        while match := _ADVERB.match(rest):
            rest = rest[match.end() :]
        if receives:
            if _speaks_too(rest):
                return True
        elif _ACT.search(rest) or _starts_saying(rest):
            return True
    return False


def _speaks_too(clause: str) -> bool:
    """Whether one who reads out or listens speaks as well: 宣读…并讲话, 听取…并就…提出要求."""
    if _SPEAKS_TOO.match(clause) or _ACT.match(clause):
        return True
    return _ABOUT.match(clause) is not None and _ACT.search(clause) is not None


def _starts_saying(clause: str) -> bool:
    if match := _SAY.match(clause):
        return _NOUN_BEHIND.match(clause, match.end()) is None
    return _RELATION.match(clause) is not None and not _RECEIVES.search(clause) and _says_in(clause)


def _says_in(clause: str) -> bool:
    if _ACT.search(clause):
        return True
    return any(
        not _NOUN_BEHIND.match(clause, match.end())
        and not _NOUN_BEFORE.search(clause[: match.start()])
        for match in _SAY.finditer(clause)
    )
