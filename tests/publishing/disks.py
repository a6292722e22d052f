"""Disks that refuse, as far as the system lets a test have one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65_534


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """Give a folder that is a disk of so many bytes; skip the test where none can be mounted."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    with tempfile.TemporaryDirectory() as name:
        command = (str(mount), "-t", "tmpfs", "-o", f"size={size}", "tmpfs", name)
        if not mount or subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603
            pytest.skip("to mount a disk takes rights")
        try:
            yield Path(name)
        finally:
            subprocess.run((str(umount), name), check=True)  # noqa: S603


@contextmanager
def as_nobody() -> Iterator[Path]:
    """Give a folder, and be somebody who may read it but not write there once it is locked.

    ``folder.chmod(0o555)`` locks it; that says nothing to root, so root becomes nobody meanwhile.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        user = os.geteuid()
        if user == 0:
            os.chown(folder, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        try:
            yield folder
        finally:
            for each in (folder, *folder.rglob("*")):
                if each.is_dir() and not each.is_symlink():
                    each.chmod(0o755)
            os.seteuid(user)
