"""Who may see what is not for everybody: those who have the token, sent as an HTTP password.

So it never stands in a URL, a page or a log, and browsers and programs can both send it (HTTP
Basic, RFC 7617).
"""

from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from searchapp.errors import BadSettings

_SHORTEST = 16
"""Characters; of random letters and digits nobody can try them all."""
_CHALLENGE = WWWAuthenticate("basic", {"realm": "searchapp", "charset": "UTF-8"})


def read_token(file: Path) -> str:
    """The token in a file; raises `BadSettings` if there is none, or one that can be guessed."""
    try:
        token = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(
            f"无法读取管理口令文件“{file}”（{error}）：请检查 SEARCHAPP_ADMIN_TOKEN_FILE"
        ) from error
    if len(token) < _SHORTEST:
        raise BadSettings(
            f"管理口令文件“{file}”里的口令不足 {_SHORTEST} 个字符，容易猜中："
            f"请运行 openssl rand -hex 32 > {file} 换一个"
        )
    return token


def admit(token: str) -> None:
    """Raise `Unauthorized` unless the request comes with the token; any user name will do."""
    try:
        given = request.authorization
    except ValueError:  # Werkzeug 3.1 trips over letters that are not ASCII
        given = None
    password = (given.password if given and given.type == "basic" else None) or ""
    # Compared by hash, so that the time it takes tells nothing, not even the length.
    if not compare_digest(_hash(password), _hash(token)):
        raise Unauthorized(www_authenticate=_CHALLENGE)


def _hash(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
