"""The description of the whole site for programs (OpenAPI 3.1), gathered from the routes."""

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from searchapp.anchors import WRITTEN
from searchapp.query.manual import Parameter, search_parameters
from searchapp.reader.request import MAX_MATCH
from searchapp.settings import Settings
from searchapp.text.script import SCRIPTS
from searchapp.web.operations import Operation, operation_of
from searchapp.web.parameters import PARAGRAPH
from searchapp.web.schemas import SCHEMAS, reference

PATH_PARAMETERS = {"document_id": "文档的编号；其中的 / 可以照写"}
_BESIDES = (
    Parameter(
        "cursor",
        "游标，来自上一次答复的 links.next_cursor；不与 page 一起用",
        {"type": "string", "pattern": "^[A-Za-z0-9_-]{32}$"},
    ),
    Parameter(
        "at",
        "要看的一段：段号，或段落链接里那样带着校验和文字的段号",
        {"type": "string", "pattern": f"^{WRITTEN}$"},
    ),
    Parameter(
        "script",
        "正文用简体（Hans）还是繁体（Hant），空的就是原文",
        {"type": "string", "enum": list(SCRIPTS)},
    ),
    Parameter(
        "match",
        "要看的是第几处标记，从 1 起",
        {"type": "integer", "minimum": 1, "maximum": MAX_MATCH},
    ),
    Parameter("paragraph", "问的是哪一段；段落编号，如 讲话.txt#13", {"type": "string"}),
)
_UNUSABLE = "索引现在不能用"
_SCHEME = "token"
_ABOUT = (
    "教育工作会议讲话全文检索。只读，除管理页面和运行指标以外不需要登录；其他网站的脚本也可以读取（CORS）。"
    "不认识的参数会被拒绝，空的参数等于没有。"
)


def openapi(app: Flask, settings: Settings) -> dict[str, Any]:
    """The description of every route of a site but its assets."""
    parameters = {one.name: one for one in (*search_parameters(settings), *_BESIDES)}
    paths = {}
    for rule in routes(app):
        operation = operation_of(app.view_functions[rule.endpoint])
        paths[path_of(rule)] = {"get": _get(rule, operation, parameters)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "教育讲话检索", "version": version("searchapp"), "description": _ABOUT},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "responses": _PROBLEMS,
            "securitySchemes": {_SCHEME: {"type": "http", "scheme": "basic"}},
        },
    }


def routes(app: Flask) -> Iterator[Rule]:
    """The routes that can be read but that of assets, whose names change with their content."""
    return (
        one
        for one in app.url_map.iter_rules()
        if one.endpoint != "static" and "GET" in (one.methods or ())
    )


def path_of(rule: Rule) -> str:
    """A route as OpenAPI writes it: /documents/{document_id}."""
    return re.sub(r"<(?:[^<>]+:)?([^<>:]+)>", r"{\1}", rule.rule)


def _get(rule: Rule, operation: Operation, known: dict[str, Parameter]) -> dict[str, Any]:
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": PATH_PARAMETERS[name],
            "schema": {"type": "string", "minLength": 1},
        }
        for name in sorted(rule.arguments)
    ]
    parameters += [
        _parameter(known[one] if isinstance(one, str) else one) for one in operation.parameters
    ]
    content = {media: {"schema": schema} for media, schema in operation.content.items()}
    answers: dict[str, Any] = {"200": {"description": operation.summary, "content": content}}
    if operation.revalidated:
        answers["200"]["headers"] = {
            "ETag": {
                "description": "索引、程序、网址不变它就不变",
                "schema": {"type": "string"},
            }
        }
        answers["304"] = {"description": "与 If-None-Match 所说的一样，没有变化"}
    if operation.protected:
        answers["401"] = {"$ref": "#/components/responses/401"}
    for status in ("400", "404", "429", "503"):
        if status != "404" or rule.arguments or PARAGRAPH in operation.parameters:
            answers[status] = {"$ref": f"#/components/responses/{status}"}
    if operation.unavailable:
        other = {media: {"schema": schema} for media, schema in operation.unavailable.items()}
        answers["503"] = {"description": _UNUSABLE, "content": other}
    described: dict[str, Any] = {
        "operationId": re.sub(r"\W", "_", rule.endpoint),
        "summary": operation.summary,
    }
    if operation.description:
        described["description"] = operation.description
    if operation.protected:
        described["security"] = [{_SCHEME: []}]
    return {**described, "parameters": parameters, "responses": answers}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "allowEmptyValue": True,
        "schema": parameter.schema,
    }
    if parameter.schema["type"] == "array":
        described |= {"style": "form", "explode": True}
    return described


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {
            "application/problem+json": {"schema": reference("Problem")},
            "text/html": {"schema": {"type": "string", "description": "给浏览器的网页"}},
        },
    }


_PROBLEMS = {
    "400": _problem("参数有误，errors 说明是哪一个"),
    "401": _problem("需要管理口令"),
    "404": _problem("没有这篇文档，或没有这一段"),
    "429": _problem("这个客户端一分钟内的请求超过了上限（设了上限时）"),
    "503": _problem(f"{_UNUSABLE}，或这次请求用时太长"),
}
