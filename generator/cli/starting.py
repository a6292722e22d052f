"""Command that lays out a department's own column."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.saving import make_folder
from generator.cli.saying import remark
from generator.problems import CannotRunError, quoted, why_unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROGRAM: Final = 0o755
_FOLDER: Final = 0o755
_NEXT: Final = """\
已建立 {name}：还没有方案。下一步，在它里面：
  disclosure import 方案.docx    把印发的方案写成 plan.yaml
  disclosure check               列出还缺什么
  disclosure build               生成网站
以后怎样改、怎样交给别人审核，见其中的 README.md。"""


@click.command(
    "site",
    options_metavar="",
    help="建立本单位自己的专栏：设置、手写页面、代码平台和编辑器的文件、使用说明。"
    "不改动已有的文件夹。\n\n例：disclosure new site 本单位专栏",
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
def site(folder: Path) -> None:
    """Lay out a column, whole or not at all."""
    from generator.history.git import begin  # noqa: PLC0415 - done once
    from generator.starting.files import first_files  # noqa: PLC0415

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{quoted(str(folder))} 已有内容，没有改动：请换一个空文件夹"
        raise CannotRunError(message)
    try:
        _lay_out(first_files(), folder.absolute())
    except OSError as error:
        message = f"写不了 {folder.name}：{why_unwritable(error)}，没有建立"
        raise CannotRunError(message) from error
    try:
        begin(folder)
    except CannotRunError:
        remark("没有 git，改动没有历史：请先安装 git，再在里面运行 git init -b main。")
    click.echo(_NEXT.format(name=folder.name))


def _lay_out(files: Iterable[tuple[str, bytes, bool]], folder: Path) -> None:
    """Write all files aside, then give them the place of the folder."""
    make_folder(folder.parent)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content, is_program in files:
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if is_program:
                path.chmod(_PROGRAM)
        aside.chmod(_FOLDER)
        if folder.is_dir():
            folder.rmdir()
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
