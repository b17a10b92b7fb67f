"""What can go wrong, as one tree.

    SearchAppError
    ├── BadSettings       an environment variable is not right          HTTP 500, exit 2
    ├── BadRequest        what was asked cannot be understood           HTTP 400, exit 2
    ├── NotFound          there is no such document                     HTTP 404, exit 1
    ├── UnreadableFile    a source file does not say what it should     HTTP 422, exit 1
    ├── OutOfTime         an answer took longer than it may             HTTP 503, exit 1
    ├── SourceUnusable    the source folder is missing or suspicious    HTTP 503, exit 1
    ├── SourceTooLarge    there is more in it than may be read          HTTP 503, exit 1
    ├── IndexUnusable     there is no index, or one we cannot use       HTTP 503, exit 1
    ├── IndexBusy         another process is writing the index          HTTP 503, exit 1
    └── IndexNotWritable  the index folder is full or read-only         HTTP 503, exit 1

Every error carries a stable `code` for programs and a message for people, in the language of who
asked, that says what to do about it. `web` maps each class to a status, `cli` to an exit code; a
test walks the tree.
"""

from dataclasses import dataclass

from searchapp.languages import translatable


class SearchAppError(Exception):
    """Base of everything this package raises on purpose; `str(error)` is fit for a person."""

    code = "error"
    title = translatable("出错了")


@dataclass(frozen=True, slots=True)
class QueryMistake:
    """Where a query text is wrong: at `position`, in code points from 0.

    `suggestion` is the query text without the mistake and `interpretation` what it asks for, in
    words; None if there is no such text.
    """

    text: str
    position: int
    suggestion: str | None
    interpretation: str | None


@dataclass(frozen=True, slots=True)
class ParameterError:
    """What is wrong with one parameter of a request; of a query text also where."""

    parameter: str
    message: str
    mistake: QueryMistake | None = None


class BadRequest(SearchAppError):
    """The request cannot be understood; `errors` says which parameters and why."""

    code = "bad-request"
    title = translatable("请求有误")

    def __init__(self, errors: tuple[ParameterError, ...]) -> None:
        super().__init__("；".join(error.message for error in errors))
        self.errors = errors


class BadSettings(SearchAppError):
    """An environment variable holds what is no such setting."""

    code = "bad-settings"
    title = translatable("设置有误")


class NotFound(SearchAppError):
    """There is no such document."""

    code = "not-found"
    title = translatable("没有找到")


class OutOfTime(SearchAppError):
    """The answer to a request would take longer than the settings allow."""

    code = "out-of-time"
    title = translatable("用时太长")


class UnreadableFile(SearchAppError):
    """A source file is empty, damaged, encrypted or not what its suffix says."""

    code = "unreadable-file"
    title = translatable("文件无法读取")


class SourceUnusable(SearchAppError):
    """The source folder is missing, empty or has lost so much that nothing is removed unasked."""

    code = "source-unusable"
    title = translatable("文档目录不可用")


class SourceTooLarge(SearchAppError):
    """The source folder holds more files or bytes than the settings allow; none of it is read."""

    code = "source-too-large"
    title = translatable("文档目录太大")


class IndexUnusable(SearchAppError):
    """There is no index, or it was made by another version, or it is damaged."""

    code = "index-unusable"
    title = translatable("索引不可用")

    def __init__(self, message: str, *, damaged: tuple[str, ...] = ()) -> None:
        """`damaged` are the names of files that are not as they were written."""
        super().__init__(message)
        self.damaged = damaged


class IndexBusy(SearchAppError):
    """Another process is writing the index."""

    code = "index-busy"
    title = translatable("索引正在更新")


class IndexNotWritable(SearchAppError):
    """The index folder does not take what is written; the index in it stays as it was."""

    code = "index-not-writable"
    title = translatable("索引无法写入")
