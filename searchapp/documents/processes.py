"""Ending a process together with what it has started."""

import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen


def end_group(process: "Popen[bytes]") -> None:
    """Kill a process that began a session of its own, and all that it started within it."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
