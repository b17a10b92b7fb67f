"""Names of files: they say what was asked for, and every system takes them."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.exporting.naming import file_name


@given(st.text(max_size=300))
def test_any_system_takes_any_name(query):
    name = file_name(f"全文含“{query}", "csv")
    assert name.startswith("全文含“")
    assert name.endswith(".csv")
    assert len(name.encode()) <= 255
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert not {unicodedata.bidirectional(one) for one in name} & {"RLO", "LRO", "RLE", "RLI"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("全文含“双减”，地区 河南省›郑州市", "全文含“双减”，地区 河南省›郑州市.csv"),
        ("全文含“a/b:c”", "全文含“a b c”.csv"),
        ("全文含“fdp\u202ecsv.exe”", "全文含“fdp csv.exe”.csv"),
        ("../../etc/passwd", "etc passwd.csv"),
        ("长" * 300, "长" * 66 + "….csv"),
    ],
)
def test_a_name_says_what_was_asked_for(title, name):
    assert file_name(title, "csv") == name
