"""Errors over HTTP: which status each has, and the one shape in which programs and people see them.

Programs get RFC 9457 `application/problem+json`, people a page with the same message and with all
that they typed.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import Response, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from searchapp.errors import (
    BadRequest,
    BadSettings,
    IndexBusy,
    IndexNotWritable,
    IndexUnusable,
    NotFound,
    OutOfTime,
    ParameterError,
    SearchAppError,
    SourceTooLarge,
    SourceUnusable,
    UnreadableFile,
)
from searchapp.languages import gettext, translatable
from searchapp.web.observing import note, request_id
from searchapp.web.parameters import typed_parameters
from searchapp.web.responses import json_response, wants_page

STATUS: dict[type[SearchAppError], int] = {
    SearchAppError: 500,
    BadSettings: 500,
    BadRequest: 400,
    NotFound: 404,
    OutOfTime: 503,
    UnreadableFile: 422,
    SourceUnusable: 503,
    SourceTooLarge: 503,
    IndexUnusable: 503,
    IndexBusy: 503,
    IndexNotWritable: 503,
}
# Status -> code, title and message of what Flask itself refuses.
_HTTP = {
    400: (
        "bad-request",
        translatable("请求有误"),
        translatable("服务器不明白这个请求，请检查网址"),
    ),
    401: (
        "unauthorized",
        translatable("需要管理口令"),
        translatable("请以管理口令作为密码登录，用户名任意"),
    ),
    404: (
        "not-found",
        translatable("没有找到"),
        translatable("这个网址下没有内容，请检查网址，或从检索框重新开始"),
    ),
    405: (
        "method-not-allowed",
        translatable("方法不允许"),
        translatable("这个网址只能读取（GET），不能提交或修改"),
    ),
    413: (
        "request-too-large",
        translatable("请求太大"),
        translatable("请求附带的内容太大；检索只需要网址中的参数"),
    ),
    414: (
        "uri-too-long",
        translatable("网址太长"),
        translatable("网址太长，请缩短检索词，或减少筛选条件"),
    ),
    429: (
        "too-many-requests",
        translatable("请求太频繁"),
        translatable("这个地址一分钟内的请求超过了上限；请过一会儿再试"),
    ),
    500: (
        "internal-error",
        translatable("服务器出错了"),
        translatable("服务器内部出错，详情已记入日志；请稍后再试"),
    ),
}
_KEPT = ("Allow", "Retry-After", "WWW-Authenticate")
"""Headers that belong to what is refused."""
_RETRY_AFTER = 10
"""Seconds until it is worth asking again for what cannot be had for the moment."""
_OTHER = ("refused", translatable("请求无法处理"), translatable("服务器无法处理这个请求"))


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as it is shown; `errors` are about the parameters that are wrong, if any are."""

    status: int
    code: str
    title: str
    detail: str
    errors: tuple[ParameterError, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "type": f"/errors/{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "errors": [_error_json(one) for one in self.errors],
            "request_id": request_id(),
        }


def _error_json(error: ParameterError) -> dict[str, Any]:
    content: dict[str, Any] = {"parameter": error.parameter, "message": error.message}
    if mistake := error.mistake:
        content |= {
            "position": mistake.position,
            "suggestion": mistake.suggestion,
            "interpretation": mistake.interpretation,
        }
    return content


def answer_searchapp_error(error: SearchAppError) -> Response:
    """One of our own errors; its message is fit for a person."""
    if STATUS[type(error)] >= 500:
        current_app.logger.error("%s: %s", error.code, error)
    errors = error.errors if isinstance(error, BadRequest) else ()
    title = gettext(error.title)
    return _answer(Problem(STATUS[type(error)], error.code, title, str(error), errors))


def answer_http_error(error: HTTPException) -> Response:
    """What Flask refuses, or an exception nobody expected: Flask has logged that one."""
    status = error.code or 500
    code, title, detail = _HTTP.get(status, _OTHER)
    response = _answer(Problem(status, code, gettext(title), gettext(detail)))
    response.headers.extend(one for one in error.get_headers() if one[0] in _KEPT)
    return response


def _answer(problem: Problem) -> Response:
    """The error for whoever asked: a page for people, JSON for programs."""
    note("problem", problem.code)
    if wants_page():
        response = make_response(_page(problem), problem.status)
    else:
        response = json_response(problem.to_json(), problem.status, "application/problem+json")
    if problem.status == 503:
        response.headers["Retry-After"] = str(_RETRY_AFTER)
    return response


def _page(problem: Problem) -> str:
    typed = typed_parameters(request.query_string)
    wrong = {one.parameter for one in problem.errors}
    rest = [one for one in typed if one[0] not in wrong]
    mistake = next((one.mistake for one in problem.errors if one.mistake), None)
    kept = [one for one in rest if one[0] not in ("q", "page")]
    mended = mistake and mistake.suggestion and [("q", mistake.suggestion), *kept]
    return render_template(
        "error.html",
        problem=problem,
        request_id=request_id() if problem.status >= 500 else None,
        mistake=mistake,
        mended=f"{quote(request.path)}?{urlencode(mended)}" if mended else None,
        q=next((value for name, value in typed if name == "q"), ""),
        kept=kept,
        without=f"/?{urlencode(rest)}" if wrong and "q" not in wrong and rest else None,
    )
