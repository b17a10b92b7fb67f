"""What a file that is taken away is called."""

import re

from searchapp.exporting.visible import visible

_MAX_BYTES = 200
"""Of the 255 that most file systems have; some add to a name while it is downloaded."""
# What Windows has no place for in a name, and blanks of any kind.
_UNFIT = re.compile(r'[<>:"/\\|?*\ufffd\s]+')


def file_name(title: str, suffix: str) -> str:
    """A title as the name of a file on any system, cut where it is too long."""
    name = _UNFIT.sub(" ", visible(title)).strip(" .")
    if len(name.encode()) > _MAX_BYTES:
        name = name.encode()[:_MAX_BYTES].decode(errors="ignore").rstrip(" .") + "…"
    return f"{name}.{suffix}"
