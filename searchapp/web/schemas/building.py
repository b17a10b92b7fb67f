"""The pieces that JSON Schemas (2020-12) are made of."""

from typing import Any

Schema = dict[str, Any]


def reference(name: str) -> Schema:
    """The schema of this name."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(items: Schema, description: str = "") -> Schema:
    return told({"type": "array", "items": items}, description)


def told(schema: Schema, description: str) -> Schema:
    return schema | {"description": description} if description else schema


def object_of(description: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def explained(schema: Schema, explanation: str) -> Schema:
    """An object that has an explanation where one is asked for."""
    properties = {**schema["properties"], "explanation": reference(explanation)}
    return schema | {"properties": properties}


def text(description: str = "", **limits: Any) -> Schema:
    return told({"type": "string", **limits}, description)


def text_or_null(description: str = "", **limits: Any) -> Schema:
    return told({"type": ["string", "null"], **limits}, description)


def count(description: str = "", least: int = 0) -> Schema:
    return told({"type": "integer", "minimum": least}, description)


YEAR = {"type": ["integer", "null"], "description": "年份"}
TRUTH = {"type": "boolean"}
RANGES = list_of(
    {"type": "array", "items": count(), "minItems": 2, "maxItems": 2},
    "要标记的区间 [起, 止)，以码点计",
)
SPEAKERS = list_of(reference("Speaker"), "讲话人")
SUMMARY = {
    "id": text("文档的编号"),
    "title": text("标题"),
    "date": text_or_null("日期", format="date"),
    "year": YEAR,
    "region": text_or_null("地区的路径，如 河南省/郑州市"),
    "speakers": SPEAKERS,
    "source": text_or_null("来源"),
}
