"""A program killed at any moment: each step that it asks of the system is one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_KILLED = """
import os, signal, sys
from pathlib import Path
from {module} import *

moments = {{"open", "os.rename", "os.link", "os.mkdir", "os.symlink", "os.chmod", "os.remove",
            "os.rmdir", "shutil.copyfile", "shutil.rmtree"}}
site, folder, last = sys.argv[1:]
count = 0

def watch(event, arguments):
    global count
    if event in moments:
        count += 1
        if count == int(last):
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
{call}
print(count)
"""


def killed_at(
    moment: int, module: str, call: str, site: Path, folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a call with `site` and `folder` in another process, killed at a moment; 0 for never.

    What is not killed prints how many moments there are.
    """
    program = _KILLED.format(module=module, call=call)
    return subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", program, str(site), str(folder), str(moment)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
