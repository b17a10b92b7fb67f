"""The README's table is that of the committed results, row for row."""

import json

from tests.benchmarks import table
from tests.benchmarks.published import README, RESULTS, as_markdown, publish, published


def test_the_readme_says_what_the_committed_results_say():
    results = json.loads(RESULTS.read_text("utf-8"))
    assert published(README.read_text("utf-8")) == as_markdown(results)
    assert [one["measure"] for one in results["measures"]] == [row.measure for row in table.ROWS]
    for row, one in zip(table.ROWS, results["measures"], strict=True):
        reached = None
        if one["value"] is not None:
            below = one["value"] < row.limit
            reached = below if row.direction == "below" else one["value"] > row.limit
        assert one["ok"] is reached


def test_a_run_puts_its_table_in_place_of_the_last_one(tmp_path):
    readme = tmp_path / "README.md"
    before = README.read_text("utf-8")
    readme.write_text(before, "utf-8")
    results = json.loads(RESULTS.read_text("utf-8"))
    results["measures"] = results["measures"][:1]
    results["not_installed"] = ["xapian"]
    publish(readme, results)
    after = readme.read_text("utf-8")
    assert published(after) == as_markdown(results)
    assert "没有参加的引擎：xapian。" in after
    assert after.replace(published(after), "") == before.replace(published(before), "")
