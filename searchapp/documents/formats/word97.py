"""Old Word files (.doc) and those of WPS Office (.wps), through a converter that is installed.

LibreOffice reads them best; antiword, which reads Word 6 to 2003, takes its place where it is not
there. What is saved under such a name is often of another format, which Word opens all the same.
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from searchapp.documents.formats.content import read_bytes
from searchapp.documents.formats.docx import read_word
from searchapp.documents.formats.html import read_page
from searchapp.documents.formats.lines import visible_lines
from searchapp.documents.formats.mhtml import read_saved_page
from searchapp.documents.formats.rtf import read_rich_text
from searchapp.documents.model import RawText
from searchapp.documents.processes import end_group
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LIBREOFFICE = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_ANTIWORD = ("antiword",)
# What is left of the time for reading a file once the converter has used its own.
_SHARE_OF_TIME = 0.75
_PICTURE = re.compile(r"\[pic\]")


def read_doc(path: Path, settings: Settings) -> RawText:
    """The text as the converter gives it; raises `UnreadableFile` where there is none."""
    data = read_bytes(path, settings.max_file_bytes)
    if not data.startswith(_OLE):
        return _read_other(data, settings)
    if _ENCRYPTED in data:
        raise UnreadableFile("文件已加密，请去掉密码后再试")
    seconds = settings.max_read_seconds * _SHARE_OF_TIME
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # A name of our own: whatever the file is called, it is no option and has a known suffix.
        (folder / "document.doc").write_bytes(data)
        if program := _installed(_LIBREOFFICE):
            return _through_libreoffice(program, folder, seconds, settings)
        if program := _installed(_ANTIWORD):
            return _through_antiword(program, folder, seconds)
    raise UnreadableFile(
        f"读取 {path.suffix} 需要 LibreOffice：请安装它（或 antiword）后再试，或另存为 .docx"
    )


def _read_other(data: bytes, settings: Settings) -> RawText:
    beginning = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if beginning.startswith(b"{\\rtf"):
        return read_rich_text(data)
    if beginning.startswith(b"pk\x03\x04"):
        return read_word(data, settings)
    if beginning.startswith((b"<html", b"<!doctype html", b"<?xml")):
        return read_page(data)
    if beginning.startswith(b"mime-version:"):
        return read_saved_page(data)
    raise UnreadableFile("不是有效的 Word 文档，或已损坏")


def _installed(names: Sequence[str]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _through_libreoffice(program: str, folder: Path, seconds: float, settings: Settings) -> RawText:
    # A profile of its own: somebody may have LibreOffice open, and nothing of his matters here.
    profile = (folder / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        *("--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder)),
        str(folder / "document.doc"),
    ]
    _output(command, seconds)
    converted = folder / "document.docx"
    if not converted.exists():
        raise UnreadableFile("LibreOffice 未能转换，文件可能已加密或损坏")
    return read_word(read_bytes(converted, settings.max_file_bytes), settings)


def _through_antiword(program: str, folder: Path, seconds: float) -> RawText:
    command = [program, "-m", "UTF-8.txt", "-w", "0", str(folder / "document.doc")]
    text = _output(command, seconds).decode("utf-8", "replace")
    if not text.strip():
        raise UnreadableFile("antiword 未能转换，文件可能已加密、损坏，或不是 Word 文档")
    return RawText(visible_lines(_PICTURE.sub("", text)))


def _output(command: Sequence[str], seconds: float) -> bytes:
    """What a program prints; it and what it starts end when the time is up."""
    with subprocess.Popen(  # noqa: S603 -- a converter, with names that are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            end_group(process)
            raise UnreadableFile(f"转换超过 {seconds:g} 秒仍未完成，已放弃") from None
