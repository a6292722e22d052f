"""Documents that nobody wrote by hand: read or refused in little memory, in few words."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REAL, ROOT
from tests.importing.sheets import repacked, sheet_of

MEMORY = 300 * 1024 * 1024
"""Bytes of data that an import may hold."""
SECONDS = 120
"""Only so that a test that hangs ends; each takes a few."""
NOTICE = (REAL / "notice.docx").read_bytes()
SHEET = sheet_of([], [["工作任务", "责任单位"], ["公开规划", "办公室"]])


def lying(data: bytes, name: str) -> bytes:
    """Return a zip with a part of 900 MB that says it has ten bytes."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        with new.open(name, "w", force_zip64=True) as part:
            part.write(b"<a>       ")
            for _ in range(900):
                part.write(bytes(1_000_000))
        told = new.getinfo(name)
        told.file_size, told.CRC = 10, zlib.crc32(b"<a>       ")
    return file.getvalue()


NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = '<Relationship Id="r{}" Type="t" Target="styles.xml"/>'


def document(inside: str, part: str = "word/document.xml", root: str = "document") -> bytes:
    """Return the notice with one part of Word written anew."""
    text = f"<w:{root} {NAMESPACE}><w:body>{inside}</w:body></w:{root}>"
    return repacked(NOTICE, {part: text.encode()})


def relations(count: int) -> bytes:
    """Return the notice with many relations."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    inside = "".join(map(RELATION.format, range(count)))
    text = f'<Relationships xmlns="{space}">{inside}</Relationships>'
    return repacked(NOTICE, {"word/_rels/document.xml.rels": text.encode()})


MONSTERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a text that lies": (lambda: lying(NOTICE, "word/document.xml"), "损坏"),
    "a sheet that lies": (lambda: lying(SHEET, "xl/worksheets/sheet1.xml"), "损坏"),
    "paragraphs": (lambda: document("<w:p/>" * 4_000_000), "展开后过大"),
    "attributes": (lambda: document('<a b="" c="" d="" e=""/>' * 290_000), "展开后过大"),
    "styles": (lambda: document("<a/>" * 5_000_000, "word/styles.xml", "styles"), "展开后过大"),
    "relations": (lambda: relations(290_000), "展开后过大"),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_monster(name: str, tmp_path: Path) -> None:
    """A monster is refused in 300 MB, in one sentence, and nothing is written."""
    make, words = MONSTERS[name]
    file = tmp_path / "方案.docx"
    file.write_bytes(make())

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "generator", "--root", str(tmp_path), "import", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
    )

    assert (2, 1) == (done.returncode, len(done.stderr.splitlines())), done.stderr
    assert words in done.stderr
    assert [file] == [*tmp_path.iterdir()]
