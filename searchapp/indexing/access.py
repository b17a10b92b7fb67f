"""Who may write to the index folder, nobody but its user, and what is told where he cannot.

Tables of contents are pickles, and whoever can place one there can run code in every process that
opens the index.
"""

import errno
import os
import shlex
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from searchapp.errors import IndexNotWritable, IndexUnusable
from searchapp.languages import gettext

_ROOT = 0
_FULL = ("磁盘已满或超出配额", "腾出空间后")
_DENIED = ("没有写入权限", "改好目录的权限，或用 --index 换一个目录后")
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: ("文件超过系统允许的大小", "放宽限制（ulimit -f）后"),
    errno.EROFS: ("目录所在的文件系统是只读的", "改为可写，或用 --index 换一个目录后"),
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
}


def make_private(folder: Path) -> None:
    """Make the index folder for its user alone, if there is none; its parents as is usual here."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def check_private(folder: Path) -> None:
    """Raise `IndexUnusable` where others may have written to a folder; Windows is not asked.

    The system's own user may write anywhere, so its folders are as good as one's own.
    """
    if sys.platform == "win32":
        return
    found = folder.stat()
    quoted = shlex.quote(str(folder))
    if found.st_mode & stat.S_IWOTH:
        raise IndexUnusable(
            gettext(
                "任何人都能改写“%(folder)s”，而打开索引就会执行其中的代码，所以没有打开："
                "请运行 chmod -R go-w %(quoted)s，再运行 searchapp reindex --full 重建",
                folder=folder,
                quoted=quoted,
            )
        )
    if found.st_uid not in (os.geteuid(), _ROOT):
        raise IndexUnusable(
            gettext(
                "“%(folder)s”属于另一个用户（%(owner)s），而打开索引就会执行其中的代码，"
                "所以没有打开：请以该用户运行，或运行 chown -R %(user)s %(quoted)s "
                "和 chmod -R go-w %(quoted)s，再运行 searchapp reindex --full 重建",
                folder=folder,
                owner=_user(found.st_uid),
                user=_user(os.geteuid()),
                quoted=quoted,
            )
        )


@contextmanager
def failures_told(index: Path) -> Iterator[None]:
    """Turn what the system refuses while the index is written into `IndexNotWritable`."""
    try:
        yield
    except OSError as error:
        reason, remedy = _REASONS.get(error.errno or 0, (f"系统报告“{error.strerror}”", "排除后"))
        where = f"（{error.filename}）" if error.filename else ""
        raise IndexNotWritable(
            f"更新“{index}”里的索引时{reason}{where}：请{remedy}重新运行 searchapp reindex。"
            "此前的索引保持原样，可照常检索"
        ) from error


def _user(number: int) -> str:
    """The name of a user, or where there is none the number."""
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
