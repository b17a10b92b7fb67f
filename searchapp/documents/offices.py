"""Offices: words before a name or behind it that say what somebody is. Works on folded text."""

import re

# What an office ends in. The longer stand first, so that 副书记 is not cut short.
_TAILS = (
    "党组书记|总书记|书记|委员长|委员|常委|总理|主席|议长|省长|市长|区长|县长|州长|旗长|盟长|乡长|镇长|村长|街道主任|"
    "部长|厅长|局长|司长|处长|科长|股长|署长|院长|校长|园长|所长|站长|社长|台长|行长|馆长|庭长|检察长|司令员|政委|"
    "组长|队长|会长|理事长|董事长|秘书长|总经理|经理|主任|主管|班长|室长|"
    "调研员|巡视员|督导员|督学|总督学|督察|专员|研究员|发言人|负责人|教授|院士|专家|教师|老师|班主任|辅导员|"
    "级干部|学生|家长|代表|成员|干事|支书|特首|行政长官|议员|大使|参赞|秘书|工程师|医生|教练|博士|同学|校友"
)
TAIL = re.compile(f"(?:{_TAILS})")
_TAIL_END = re.compile(f"(?:{_TAILS})$")
# 代表, 成员, 学生 and the like stand before a name only; behind it they are verbs and other words.
_BEHIND_NAME = re.compile(
    r"(?:常务副|第一副|副|代)?(?:总书记|书记|主席|[省市区县州镇乡部厅局司处科署院校园所站社台行馆组队会班]长|理事长|董事长|"
    r"秘书长|总理|主任|总经理|经理|调研员|巡视员|督学|教授|院士|老师|同学|博士|医生|教练|委员|议员|特首|大使)"
)
_LONGEST = 40
# Words before an office that are no part of it.
_ADVERBS = re.compile(
    r"^(?:(?:以下[为是]|会上|会议上|会前|会后|会中|会议|大会|活动|仪式|现场|发布会上|座谈会上|最后|随后|接着|紧接着|其间|期间|同时|此外|另外|其中|首先|然后|之后|"
    r"今天|当天|当日|日前|近日|昨天|昨日|上午|下午|晚上|据|据悉|而|但|对此|为此|我省|我市|我区|我县|由|并由|并|在|请|邀请|"
    r"新任|时任|原|\d{1,2}月\d{1,2}日|\d{1,2}日) ?)+"
)
_BREAK = re.compile(r"[。!?;:,\n“”\"()《》—]")
_TAKING = re.compile(
    r".*(?:邀请到|请到|听取|宣读|传达|看望|陪同|会见|受到|参加|出席|来看|看到|见到|带领|率领|会同|由|受|被|请|让|是|了)"
)
_OCCASION = re.compile(r".*(?:会议|大会|会) ?上 ?")
_JOINING = re.compile(r"(?:等人?)?(?:一行)?(?:和|与|及|以及|向|为|对|在|同|、)")


def office_before(folded: str, start: int, after: int = 0) -> str | None:
    """The office that ends directly before position `start`, as far as it reaches, or None.

    It reaches to the last sign of punctuation or verb, or to `after`, where another person's name
    ends; `、` joins offices of one person.
    """
    begin = max(after, start - _LONGEST)
    head = folded[begin:start].rstrip(" ")
    if not _TAIL_END.search(head):
        return None
    breaks = [match.end() for match in _BREAK.finditer(head)]
    head = head[breaks[-1] :] if breaks else head
    if after and (joining := _JOINING.match(head)):
        head = head[joining.end() :]
    parts = head.split("、")
    first = len(parts) - 1
    while first > 0 and _TAIL_END.search(parts[first - 1]):
        first -= 1
    office = "、".join(parts[first:])
    lead, joint, rest = office.partition("、")
    if taking := _TAKING.match(lead[:-1]):
        lead = lead[taking.end() :]
    if occasion := _OCCASION.match(lead):
        lead = lead[occasion.end() :]
    lead = _ADVERBS.sub("", lead.strip())
    office = (lead + joint + rest).strip("、 ")
    office = office.lstrip("的")
    return office if _TAIL_END.search(office) else None


def ends_in_office(folded: str) -> bool:
    """Whether the last words are an office."""
    return _TAIL_END.search(folded) is not None


def office_after(folded: str, end: int) -> str | None:
    """The office that begins directly behind position `end`: 陈纪钢副局长, 朱雯校长; or None."""
    match = _BEHIND_NAME.match(folded, end)
    return match[0] if match else None
