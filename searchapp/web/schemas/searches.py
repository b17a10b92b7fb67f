"""The shapes of answers to searches, of explanations and of suggestions."""

from typing import get_args

from searchapp.engine.contract import FACETS
from searchapp.results import WayOutKind
from searchapp.suggesting.while_typing import Kind
from searchapp.web.schemas.building import (
    RANGES,
    SUMMARY,
    TRUTH,
    Schema,
    count,
    explained,
    list_of,
    object_of,
    reference,
    text,
    text_or_null,
    told,
)

SEARCH_SCHEMAS: dict[str, Schema] = {
    "SearchAnswer": object_of(
        "一次检索的答复",
        query=explained(
            object_of(
                "问的是什么",
                q=text("检索词，原样"),
                folded=text("折叠成可比较的字以后的检索词"),
                interpretation=text("用文字复述的检索条件"),
                synonyms=list_of(
                    object_of(
                        "一个有同义词的词",
                        text=text("词"),
                        same=list_of(text(), "它的同义词"),
                        used=told(TRUTH, "同义词是否也算命中"),
                    ),
                    "检索词里有同义词的词",
                ),
                filters=reference("Filters"),
            ),
            "QueryExplanation",
        ),
        paragraph_count=count("命中的段数，不只是这一页的"),
        document_count=count("有命中的文档的篇数"),
        page=count("第几页", 1),
        per_page=count("每页的段数", 1),
        pages=count("共有几页；collapse=1 时相同的表述算一条，按篇时算篇，逐行时算行"),
        documents=list_of(reference("MatchingTitle"), "标题相符的文档，不计入数字"),
        hits=list_of(reference("Hit"), "这一页命中的段落；逐行时没有"),
        groups=list_of(reference("DocumentHits"), "view=documents 时这一页的文档"),
        concordance=told(
            {"oneOf": [{"type": "null"}, reference("Concordance")]}, "view=lines 时这一页的各行"
        ),
        related=list_of(reference("Hit"), "相关段落：命中少时才有，不计入任何数字"),
        facets=list_of(reference("Facet"), "年份、地区、讲话人"),
        suggestions=list_of(reference("WayOut"), "没有命中时，相近而有命中的检索"),
        took_ms={"type": "number", "description": "用时，毫秒"},
        index=reference("IndexState"),
        links=object_of(
            "同一检索的其他部分；没有的是 null",
            self=text("这一页"),
            next=text_or_null("下一页；页码够不着时用游标"),
            prev=text_or_null("上一页"),
            next_cursor=text_or_null("下一页，总用游标：索引更新后会拒绝，不会悄悄漏掉或重复"),
        ),
    ),
    "IndexState": object_of(
        "由哪一份索引答复",
        generation=text("代"),
        revision=count("这一代里的第几次提交", 1),
        built_at=text("提交的时间", format="date-time"),
    ),
    "Hit": explained(
        object_of(
            "一个段落",
            id=text("文档编号#第几段"),
            url=text("这一段的网页"),
            document=reference("DocumentSummary"),
            ordinal=count("文档里的第几段", 1),
            speakers=list_of(text(), "说这一段的人；叙述或未注明时为空"),
            text=text("全文"),
            highlights=RANGES,
            snippet=object_of("摘录", text=text("摘录的文字"), highlights=RANGES),
            score={"type": "number", "description": "相关程度；按日期排时为 0"},
            same={
                "description": "collapse=1 时它代表的其他各段，没有是 null",
                "oneOf": [
                    {"type": "null"},
                    object_of("相同的表述", count=count("段数", 1), url=text("列出全部的检索")),
                ],
            },
        ),
        "ParagraphExplanation",
    ),
    "DocumentHits": object_of(
        "有命中的文档",
        **SUMMARY,
        url=text("文档的网页"),
        paragraph_count=count("命中的段数", 1),
        hits=list_of(text(), "它在 hits 里的段落的编号，最靠前的几段"),
        hits_url=text("列出它全部命中的检索"),
    ),
    "Concordance": object_of(
        "检索词出现的各处",
        line_count=count("共有几处；只算最靠前的那些段落里的"),
        truncated=told(TRUTH, "是否还有没列出的"),
        lines=list_of(
            object_of(
                "一处",
                id=text("文档编号#第几段"),
                url=text("这一段的网页"),
                document=reference("DocumentSummary"),
                ordinal=count("文档里的第几段", 1),
                speakers=list_of(text(), "说这一段的人"),
                place=told(RANGES["items"], "在这一段文字里的区间 [起, 止)，以码点计"),
                left=text("左边的字"),
                match=text("相符的字"),
                right=text("右边的字"),
            )
        ),
    ),
    "ExplainAnswer": object_of(
        "检索的说明",
        query=reference("QueryExplanation"),
        paragraph={"oneOf": [{"type": "null"}, reference("ParagraphExplanation")]},
    ),
    "QueryExplanation": object_of(
        "检索词怎样理解；explain=1 时才有",
        interpretation=text("用文字复述的检索条件"),
        folded=text("折叠后的检索词"),
        words=list_of(text(), "分词"),
        synonyms=list_of(text(), "同义或相近的词"),
        preferred=list_of(text(), "检索词提到的年份、地区、讲话人"),
    ),
    "ParagraphExplanation": object_of(
        "一段为何找到、为何找不到；explain=1 时才有",
        paragraph=text("段落编号"),
        is_hit=told(TRUTH, "是不是命中"),
        clauses=list_of(
            object_of(
                "检索的一部分",
                clause=text("说法"),
                depth=count("层次"),
                holds=told(TRUTH, "这一段是否符合"),
                holds_in_title=told(TRUTH, "标题是否也符合"),
            ),
            "检索的每一部分",
        ),
        filters=list_of(
            object_of("一项筛选", filter=text("说法"), passes=told(TRUTH, "是否通过")), "每项筛选"
        ),
        score={"type": "number", "description": "相关度"},
        parts=list_of(
            object_of("一部分", of=text("因为什么"), score={"type": "number"}),
            "相关度由哪些相加而成",
        ),
    ),
    "WayOut": object_of(
        "没有命中时的一条出路",
        kind=text("种类", enum=list(get_args(WayOutKind))),
        label=text("说明"),
        paragraph_count=count("命中的段数", 1),
        q=text("检索词"),
        filters=reference("Filters"),
        url=text("这次检索"),
    ),
    "Filters": {
        "type": "object",
        "description": "用上的筛选参数和它们的值",
        "additionalProperties": {"type": ["array", "string"], "items": {"type": "string"}},
    },
    "DocumentSummary": object_of("段落所在的文档", **SUMMARY),
    "MatchingTitle": object_of(
        "标题相符的文档", **SUMMARY, url=text("文档的网页"), highlights=RANGES
    ),
    "Speaker": object_of(
        "讲话人",
        name=text("姓名；未具名的写作〈职务〉"),
        office=text_or_null("职务"),
    ),
    "Facet": object_of(
        "一个筛选项和它的值",
        name=text("哪一项", enum=list(FACETS)),
        label=text("名称"),
        truncated=told(TRUTH, "是否还有没列出的值"),
        values=list_of(
            object_of(
                "一个值；数字是单选它时的结果数",
                value=text("参数里的写法"),
                label=text("名称"),
                paragraph_count=count("段数"),
                document_count=count("篇数"),
                selected=told(TRUTH, "是否已选"),
                toggle_url=text("选上或取消它的检索"),
            )
        ),
    ),
    "FacetListing": object_of(
        "一个筛选项的全部值",
        name=text("哪一项", enum=list(FACETS)),
        label=text("名称"),
        interpretation=text("用文字复述的检索条件"),
        contains=text("名称里要有的字"),
        value_count=count("共有几个值"),
        truncated=told(TRUTH, "是否还有没列出的值"),
        values=list_of(
            object_of(
                "一个值；数字是单选它时的结果数",
                value=text("参数里的写法"),
                label=text("名称"),
                paragraph_count=count("段数"),
                document_count=count("篇数"),
                character_count=count("索引里它的全部文字的字数，不论命中与否"),
                selected=told(TRUTH, "是否已选"),
                excluded=told(TRUTH, "是否已排除"),
                toggle_url=text("选上或取消它的检索"),
            )
        ),
    ),
    "Suggestion": object_of(
        "正在输入时的一条建议",
        text=text("显示的文字"),
        kind=text("种类", enum=list(get_args(Kind))),
        label=text("种类的说明"),
        paragraph_count=count("选用之后的命中段数", 1),
        q=text("选用之后的检索词"),
        url=text("选用之后的网页"),
    ),
    "OpenSearchSuggestions": {
        "type": "array",
        "description": "OpenSearch 的建议：[检索词, [补全], [说明], [网页]]",
        "prefixItems": [text(), list_of(text()), list_of(text()), list_of(text())],
        "minItems": 4,
        "maxItems": 4,
    },
}
