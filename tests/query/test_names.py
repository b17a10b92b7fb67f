"""Years, regions and speakers of an index are known by the names people call them."""

import pytest

from searchapp.query.names import Names
from searchapp.query.request import NARRATION, UNKNOWN

NAMES = Names(
    {
        "year": ("2019", "2023", UNKNOWN),
        "region": ("全国", "河南省/郑州市/红旗区", "香港特别行政区", "内蒙古自治区", UNKNOWN),
        "speaker": ("温家宝", "李强", "艾尔肯·吐尼亚孜", "〈副区长〉", UNKNOWN, NARRATION),
    }
)


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (["2023年", "教育"], {"year": ("2023",)}),
        (["2019至2023年"], {"year": ("2019", "2023")}),
        (["2020年", "12023", "20231"], {}),
        (["河南职业教育"], {"region": ("河南省",)}),
        (["河南省郑州市"], {"region": ("河南省/郑州市",)}),
        (["郑州", "香港"], {"region": ("河南省/郑州市", "香港特别行政区")}),
        (["红旗"], {}),
        (["红旗区"], {"region": ("河南省/郑州市/红旗区",)}),
        (["内蒙古"], {"region": ("内蒙古自治区",)}),
        (["全国"], {}),
        (["温家宝农村义务教育"], {"speaker": ("温家宝",)}),
        (["李强讲话", "2023"], {"year": ("2023",), "speaker": ("李强",)}),
        (["艾尔肯·吐尼亚孜"], {"speaker": ("艾尔肯·吐尼亚孜",)}),
        ([UNKNOWN, NARRATION], {}),
        ([], {}),
    ],
)
def test_values_are_found_by_the_names_in_a_query(texts, named):
    assert NAMES.within(texts) == named
