"""Names of people: what can be one. Works on folded text.

A Chinese name is a surname of a closed set and one or two characters more, so a name that the text
does not set off is only known by what stands around it (`people`); this file says what is possible.
Surnames that are mostly other words (向 来 时 和 全) are left out: 局长向全体 is no person.
"""

import re

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪"
    "翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐沿梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄"
    "项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丘华车冉房边辜吉饶刁瞿戚古米池滕晋苑邬臧畅宫"
    "缪苟褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠郜晏栾郁商蒙喻揭窦迟宇敖糜鄢冷卓花仇艾蓝巩稽井练仲乐虞卞封竺冼"
    "衣楚佟栗匡宗台巫鞠僧桑荆谌银扬沙薄伏岑习胥蔺闫肖付干娜次丹巴格扎旦索阿买热沃闻莘逄敬揣隆冶麻"
    "帅尉励亓郏仝占芮储粟茹历厉邝尧宿云鹿濮牧臧咸盘"
)
_COMPOUND = "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|呼延"  # noqa: E501 - one list
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# What is written in running text but in no given name: words of office and of grammar.
_NEVER_GIVEN = frozenset(
    "委局厅部校区县市省组处科室党员长们的了在和与对及等是我你他她它级各该其这那月日号届次名个项第院所政府会议"
    "说讲把被让给从向就也还都又已要将并且或但而以于由为着过到上下不没教育记者"
)
# 会 为 和 于 以 上 are met in given names too, but far more often beside one.
_COMMON_WORDS = frozenset(
    "方案 文件 时间 时代 时期 高度 高校 高考 高中 高等 全面 全体 全国 全市 全省 全区 全县 全校 任务 成员 成绩 成果 安全 安排 "
    "平安 平台 万名 万人 和谐 计划 常务 常委 常态 单位 金融 项目 程度 关于 关心 关键 管理 江苏 江西 云南 宁夏 连续 都要 "
    "马上 相关 明确 明年 国家 国际 国务 应当 应该 应对 席间 古人 阳光 解决 解读 强调 强化 强烈 华东 单独 和平 保障 保证 来源 "
    "来自 来到 水平 沿着 连日 习惯 米兰 白天 钱财 花园 龙头 石油 金牌 原则 原来 官方 商务 商品 武汉 牧区 盛会 景区 "
    "温暖 包括 雷锋 席卷 通知 黄金 周边 周年 周末 高质 高效 高端 高层 文化 文明 文旅 文教 文艺 项工 谈话 谈心 管好 管控 "
    "宣传 司法 司机 农村 应急 修订 台账 云端 云平 明显 明白 国内 国外 国民 国庆 银行 水利 门户 门口 边远 房屋 车辆 车站 "
    "卫生 卫健 池塘 路线 路径 路上 封闭 连接 隆重 敬老 敬业 干部 干事 干群 木工 左右 向往 向前 盖章 童年 计算 计生 "
    "老师 校长 局长 成立 成为 成功 成长 常规 常见 常年 易于 易地 康复 安徽 安置 安心 安静 江南 江北 夏季 冬季 秦岭 "
    "严格 宿舍 纪检 高三 高一 高二 任教 任职 管委 常有 经济 经过 经常 梁山 石家 华南 华北 华侨 温州 湖南 宁波 金华 项目".split()
)
_NAME = re.compile(
    rf"(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_HAN}]{{1,2}}|[{_HAN}]{{1,7}}(?:·[{_HAN}]{{1,7}})+"
)
_DOTTED = re.compile(rf"[{_HAN}]{{1,7}}(?:·[{_HAN}]{{1,7}})+")
_COMPOUND_START = re.compile(f"(?:{_COMPOUND})[{_HAN}]")
_SPACED = re.compile(rf"([{_HAN}]) +([{_HAN}])")


def is_name(folded: str) -> bool:
    """Whether the string as a whole can be a person's name."""
    if "·" in folded:
        return _DOTTED.fullmatch(folded) is not None
    return (
        _NAME.fullmatch(folded) is not None
        and folded[:2] not in _COMMON_WORDS
        and folded[-2:] not in _COMMON_WORDS
        and not _NEVER_GIVEN.intersection(folded[1:])
    )


def names_at(folded: str, start: int) -> list[str]:
    """The names that may begin at `start`: with one, then with two characters behind the surname.

    A name with dots is taken as far as it goes.
    """
    if match := _DOTTED.match(folded, start):
        return [match[0]]
    surname = 2 if _COMPOUND_START.match(folded, start) else 1
    ends = (start + surname + 1, start + surname + 2)
    return [folded[start:end] for end in ends if end <= len(folded) and is_name(folded[start:end])]


def closed_name(folded: str) -> str | None:
    """The name that a short string is, with the blanks that print puts inside two-character ones."""
    name = folded.strip()
    name = re.sub(r" *· *", "·", name)
    if _SPACED.fullmatch(name):
        name = _SPACED.sub(r"\1\2", name)
    return name if is_name(name) else None
