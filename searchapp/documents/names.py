"""Names of people: what can be one. Works on folded text.

A Chinese name is a surname of a closed set and one or two characters more, so a name that the text
does not set off is only known by what stands around it (`people`); this file says what is possible.
Surnames that are mostly other words (向 来 应 党) count only in names of three characters directly
behind an office or standing alone: 厅长应国民, but 局长向全体 is no person.
"""

import re

from searchapp.documents.vocabulary import vocabulary

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪"
    "翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐沿梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄"
    "项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丘华车冉房边辜吉饶刁瞿戚古米池滕晋苑邬臧畅宫"
    "缪苟褚廉简娄盖符奚木穆燕郎邸冀谈姬屠郜晏栾郁商蒙喻揭窦迟宇敖糜鄢冷卓花仇艾蓝巩稽井练仲乐虞卞封竺冼"
    "衣楚佟栗匡宗台巫鞠僧桑荆谌银扬沙薄伏岑习胥蔺闫肖付干娜次丹巴格扎旦索阿买热沃闻莘逄敬揣隆冶麻"
    "帅尉励亓郏仝占芮储粟茹历厉邝尧宿云鹿濮牧臧咸盘续骆裘柴禹狄贲嵇邴戎郗阚訾蒯麦亢佘谯漆庹邰於雍晁隗阙钮"
)
_RARE = "南向应党来怀时尚丰连荣明元皮支昌幸印诸寿"
_COMPOUND = (
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|"
    "公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|呼延"
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# What is written in running text but in no given name: words of office and of grammar.
_NEVER_GIVEN = frozenset(
    "委局厅部校区县市省组处科室党员长们的了在和与对及等是我你他她它级各该其这那月日号届次名个项第院所政府会议"
    "说讲把被让给从向就也还都又已要将并且或但而以于由为着过到上下不没教育记者您谢"
)
# 会 为 和 于 以 上 are met in given names too, but far more often beside one. 长 is in the middle
# of many (王长春), and these where a name stands alone.
_MIDDLE = frozenset("长育政")
_ALONE = frozenset("长育和为以上政")
_NAME = re.compile(
    rf"(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_HAN}]{{1,2}}|"
    rf"[{_HAN}]{{1,7}}(?:·[{_HAN}]{{1,7}})+"
)
_RARE_NAME = re.compile(rf"[{_RARE}][{_HAN}]{{2}}")
_DOTTED = re.compile(rf"[{_HAN}]{{1,7}}(?:·[{_HAN}]{{1,7}})+")
_COMPOUND_START = re.compile(f"(?:{_COMPOUND})[{_HAN}]")
# What may follow a name with dots, which no form but these ends.
_VERB = re.compile(
    "接受|指出|表示|强调|说|在|等|作|做|主持|要求|介绍|出席|参加|率|同志|先生|女士|委员|主席|书记|对|就|向|和|与|认为|讲话|致辞"
)
# 周总理, 毛主席: a surname and an office are no name.
_TITLED = re.compile("(?:主席|总理|书记|主任|老师|学生|同志|代表|总统|院士|教授)$")
_INITIALS = frozenset(_SURNAMES + _RARE + _COMPOUND.replace("|", ""))
_SURNAME = re.compile(rf"{_COMPOUND}|[{_SURNAMES}]")
_SPACED = re.compile(rf"[{_HAN}](?: +[{_HAN}]){{1,3}}")


def is_name(folded: str) -> bool:
    """Whether the string as a whole can be a person's name in running text."""
    return _can_be(folded, _NAME, frozenset())


def names_at(folded: str, start: int, *, behind_office: bool = False) -> list[str]:
    """The names that may begin at `start`: with one, then with two characters behind the surname.

    A name with dots is taken as far as it goes, up to a verb. `behind_office` admits the rarer
    surnames.
    """
    if folded[start : start + 1] not in _INITIALS and "·" not in folded[start : start + 8]:
        return []
    if match := _DOTTED.match(folded, start):
        first, dot, last = match[0].rpartition("·")
        verb = _VERB.search(last, 1)
        return [first + dot + (last[: verb.start()] if verb else last)]
    surname = 2 if _COMPOUND_START.match(folded, start) else 1
    ends = (start + surname + 1, start + surname + 2)
    found = [folded[start:end] for end in ends if end <= len(folded) and is_name(folded[start:end])]
    if not found and behind_office and _is_rare(folded[start : start + 3]):
        return [folded[start : start + 3]]
    return found


def closed_name(folded: str) -> str | None:
    """The name that a short string is, without the blanks that print puts inside short ones."""
    name = folded.strip()
    name = re.sub(r"(?:(?<! ) +)?· *", "·", name)
    if _SPACED.fullmatch(name):
        name = name.replace(" ", "")
    return name if _can_be(name, _NAME, _ALONE) or _is_rare(name) else None


def surname_at(folded: str) -> str | None:
    """The surname that a string begins with."""
    match = _SURNAME.match(folded)
    return match[0] if match else None


def _can_be(folded: str, form: re.Pattern[str], allowed: frozenset[str]) -> bool:
    if "·" in folded:
        return _DOTTED.fullmatch(folded) is not None
    never = _NEVER_GIVEN - allowed
    ends = (folded[:2],) if allowed else (folded[:2], folded[-2:])
    return (
        form.fullmatch(folded) is not None
        and vocabulary("not_names").isdisjoint(ends)
        and folded[-1] not in never
        and not _TITLED.search(folded)
        and not (never - _MIDDLE).intersection(folded[1:-1])
    )


def _is_rare(name: str) -> bool:
    return name[:2] not in vocabulary("not_rare_names") and _can_be(name, _RARE_NAME, _ALONE)
