"""The commands that change files: what they say, and what they leave alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import disclosure, git

Column = Callable[..., Path]
Capture = pytest.CaptureFixture[str]
MARK = b"\xef\xbb\xbf"
WAIVER = """\
waivers:
  - {place: plan.yaml:3, code: unused-unit, reason: 核对过, who: 办公室, when: 2024-05-01}
"""


def run(root: Path, *arguments: str | Path) -> int:
    """Run a command in a column, for the day of the tests."""
    return disclosure("--root", root, "--today", "2025-06-01", *arguments)


def test_fix_all_files(column_folder: Column, small_text: str, capsys: Capture) -> None:
    """Plans, earlier plans, pages and lists are mended, line ends, mark and permissions kept."""
    wrong = small_text.replace("title: 公开规划。", "title：公开规⽅。").replace("\n", "\r\n")
    root = column_folder(
        **{
            "content/plans/2023.yaml": "id：'2023'\nyear: 2023\n",
            "content/about.md": "---\ntitle：关于\n---\n甲 \n",
            "content/glossary.yaml": "年报：年度报告\n",
            "content/files/a.csv": "甲 \n",
            "content/files/a.md": "甲 \n",
        }
    )
    (root / "plan.yaml").write_bytes(MARK + wrong.encode())
    (root / "plan.yaml").chmod(0o640)

    assert 0 == run(root, "fix")

    said = capsys.readouterr()
    assert [
        "plan.yaml:30: 已改 看似汉字的部首或兼容用字：“⽅”改为“方”，请与印发文件核对",
        "plan.yaml:30: 已改 写法：“title：”改为“title: ”",
        "content/plans/2023.yaml:1: 已改 写法：“id：”改为“id: ”",
        "content/about.md:2: 已改 写法：“title：”改为“title: ”",
        "content/about.md:4: 已改 行尾的空格：已删去",
        "content/glossary.yaml:1: 已改 写法：“年报：”改为“年报: ”",
    ] == said.out.splitlines()
    assert "已改 6 处，请核对后运行 disclosure check。\n" == said.err
    right = small_text.replace("公开规划。\n            requ", "公开规方。\n            requ")
    assert MARK + right.replace("\n", "\r\n").encode() == (root / "plan.yaml").read_bytes()
    assert 0o640 == stat.S_IMODE((root / "plan.yaml").stat().st_mode)
    assert "甲 \n" == (root / "content/files/a.csv").read_text("utf-8")
    assert "甲 \n" == (root / "content/files/a.md").read_text("utf-8")
    assert not [path for path in root.iterdir() if path.name.startswith(".")]

    assert 0 == run(root, "fix")
    said = capsys.readouterr()
    assert "" == said.out
    assert "没有能自动修复的地方；有没有别的问题，请运行 disclosure check。\n" == said.err


def test_fix_named_files(
    column_folder: Column, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Only the files that are named are mended; what cannot be is refused or said."""
    root = column_folder(**{"content/a.md": "甲 \n", "content/b.md": "乙 \n"})
    (root / "content" / "bad.yaml").write_bytes(b"\xff")
    monkeypatch.chdir(root / "content")

    assert 0 == run(root, "fix", Path("b.md"))
    assert "content/b.md:1: 已改 行尾的空格：已删去\n" == capsys.readouterr().out
    assert "甲 \n" == (root / "content" / "a.md").read_text("utf-8")
    assert 1 == run(root, "fix", Path("bad.yaml"))
    said = capsys.readouterr()
    assert "content/bad.yaml:1: 错误 [not-utf8]" in said.out
    assert "没有能自动修复" not in said.err
    assert 2 == run(root, "fix", Path("a.docx"))
    assert "只改以 .yaml、.yml、.md 结尾的文件" in capsys.readouterr().err
    assert 2 == run(root, "fix", Path("nope.md"))


def test_nothing_is_half_written(
    column_folder: Column, monkeypatch: pytest.MonkeyPatch, small_text: str, capsys: Capture
) -> None:
    """A full disk leaves the file as it was, and one sentence."""
    root = column_folder(small_text.replace("title: 公开规", "title：公开规"))
    before = (root / "plan.yaml").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "磁盘空间不足")

    monkeypatch.setattr(os, "fsync", full)

    assert 2 == run(root, "fix")
    assert "disclosure：写不了 plan.yaml：磁盘空间不足；原有内容没有改动" in capsys.readouterr().err
    assert before == (root / "plan.yaml").read_bytes()
    assert {"content", "mkdocs.yml", "plan.yaml"} == {path.name for path in root.iterdir()}


def test_new_department(column_folder: Column, small_text: str, capsys: Capture) -> None:
    """A unit is registered under the id that is given, or that an earlier plan gave it."""
    earlier = small_text.replace("2024", "2023").replace("name: 办公室", "name: 法规处")
    earlier = earlier.replace("办公室", "法规处").replace("id: office", "id: law")
    root = column_folder(**{"content/plans/2023.yaml": earlier})

    assert 2 == run(root, "new", "department", "服务处")
    assert "请用 --id 写“服务处”的编号" in capsys.readouterr().err
    assert 0 == run(root, "new", "department", "法规处")
    assert "plan.yaml:15: 已增加单位“法规处”，编号 law\n" == capsys.readouterr().out
    assert 2 == run(root, "new", "department", "法规处", "--id", "law-2")
    assert "已经登记" in capsys.readouterr().err
    assert 0 == run(root, "check")
    assert "plan.yaml:15: 警告 [unused-unit] 单位“法规处”没有任务" in capsys.readouterr().out


def test_department_under_another_id(
    column_folder: Column, small_text: str, capsys: Capture
) -> None:
    """Whoever gives a known unit another id is told so."""
    earlier = small_text.replace("2024", "2023").replace("办公室", "法规处")
    root = column_folder(**{"content/plans/2023.yaml": earlier.replace("id: office", "id: law")})

    assert 0 == run(root, "new", "department", "法规处", "--id", "rules")

    assert "以前的方案里它的编号是 law：同一个单位请沿用原来的编号。" in capsys.readouterr().err


def test_new_task(column_folder: Column, capsys: Capture) -> None:
    """A task with its ground passes the check against what has been published."""
    root = column_folder(**{"content/waivers.yaml": WAIVER.replace(":3,", ":43,")})
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=plan")
    words = ("--title", "公开: 年报 #1", "--responsibility", "办公室牵头，规划处配合")
    units = ("--lead", "办公室", "--supporting", "规划处", "--topic", "planning")
    ground = ("--basis", "示例函〔2024〕9号", "--on", "2024-05-06")

    assert 0 == run(root, "new", "task", "--in", "1-1", *words, *units, *ground)

    said = capsys.readouterr()
    assert ("plan.yaml:43: 已增加任务 1-1-3\n", "") == (said.out, said.err)
    assert (
        (root / "plan.yaml")
        .read_text("utf-8")
        .endswith(
            "          - id: 1-1-3\n"
            '            title: "公开: 年报 #1"\n'
            "            responsibility: 办公室牵头，规划处配合\n"
            "            lead: [办公室]\n"
            "            supporting: [规划处]\n"
            "            topics: [planning]\n"
            "            amended:\n"
            "              - {on: 2024-05-06, kind: 调整, basis: 示例函〔2024〕9号}\n"
        )
    )
    assert "plan.yaml:51" in (root / "content/waivers.yaml").read_text("utf-8")
    (root / "content/waivers.yaml").unlink()
    assert 0 == run(root, "check", "--strict", "--against", "main")


def test_task_to_be_filled_in(column_folder: Column, capsys: Capture) -> None:
    """Without words the task is there to be filled in, and what comes next is said."""
    root = column_folder()

    assert 0 == run(root, "new", "task", "--in", "1-1")

    said = capsys.readouterr()
    assert "plan.yaml:43: 已增加任务 1-1-3\nplan.yaml:43: 错误 [missing-field]" in said.out
    assert "请打开文件，照方案填写" in said.err
    assert "还要写明依据" in said.err
    assert 2 == run(root, "new", "task", "--in", "1-1", "--basis", "示例函〔2024〕9号")
    assert "依据和日期要一起写" in capsys.readouterr().err
    assert 2 == run(root, "new", "task", "--in", "1-1", "--kind", "修订")
    assert "--kind 是更改记录的种类，要与依据和日期一起写" in capsys.readouterr().err


def test_task_in_a_table_with_several_columns(
    column_folder: Column, small_text: str, capsys: Capture
) -> None:
    """Each column of responsibilities has its own text; without words, its own empty place."""
    lead, support = "规划与政策处牵头，各处室配合", "办公室牵头，规划处配合"
    columns = "责任部门: responsibility"
    text = small_text.replace(columns, "牵头单位: responsibility, 责任单位: responsibility")
    for cell in (lead, support):
        text = text.replace(cell, f"{{牵头单位: {cell.split('牵')[0]}}}")
    text = text.replace("            supporting: [各处室]\n", "").replace(
        "            supporting: [规划处]\n", ""
    )
    root = column_folder(text)
    new = ("new", "task", "--in", "1-1")
    cells = ("--responsibility", "牵头单位=办公室", "--responsibility", "责任单位=规划处、各处室")
    units = ("--lead", "办公室", "--responsible", "规划处、各处室")

    assert 0 == run(root, *new, "--title", "公开年报。", *cells, *units)
    assert "错误" not in capsys.readouterr().out
    assert 0 == run(root, "check")
    assert 0 == run(root, *new)
    assert "牵头单位:" in (root / "plan.yaml").read_text("utf-8")
    assert 2 == run(root, *new, "--title", "甲", *cells[:2], *cells[:2])
    assert "几个责任栏要各写栏名" in capsys.readouterr().err


def test_unreadable_plan_is_not_changed(
    column_folder: Column, small_text: str, capsys: Capture
) -> None:
    """Nothing is added to a file that cannot be read, and what is wrong is said."""
    root = column_folder(small_text.replace("title: 公开规", 'title: "公开规'))
    before = (root / "plan.yaml").read_bytes()

    for arguments in (("department", "甲", "--id", "a"), ("task", "--in", "1-1"), ("plan", "2025")):
        assert 1 == run(root, "new", *arguments)
        said = capsys.readouterr()
        assert "plan.yaml:30: 错误 [yaml-syntax]" in said.out
        assert "没有改动：请先改正。" in said.err
    assert before == (root / "plan.yaml").read_bytes()


def test_new_plan(column_folder: Column, capsys: Capture) -> None:
    """The old plan is kept byte for byte, and the column lacks only what is to be written."""
    root = column_folder(**{"content/waivers.yaml": WAIVER})
    before = MARK + (root / "plan.yaml").read_bytes().replace(b"\n", b"\r\n")
    editors = b"# yaml-language-server: $schema=a.json\r\n"
    (root / "plan.yaml").write_bytes(before.replace(MARK, MARK + editors))

    assert 0 == run(root, "new", "plan", "2025", "--title", "示例局2025年方案")

    said = capsys.readouterr().out
    assert "2025 年的方案写在 plan.yaml，2024 的移到 content/plans/2024.yaml。\n" == said
    assert before == (root / "content/plans/2024.yaml").read_bytes()
    assert (root / "plan.yaml").read_bytes().startswith(editors.replace(b"\r", b""))
    assert "content/plans/2024.yaml:2" in (root / "content/waivers.yaml").read_text("utf-8")
    (root / "content/waivers.yaml").unlink()
    assert 1 == run(root, "check")
    assert {"missing-field"} == {
        line.split("[")[1].split("]")[0] for line in capsys.readouterr().out.splitlines()
    }
    assert 1 == run(root, "new", "plan", "2025")
    assert "没有改动：请先改正。" in capsys.readouterr().err


def test_new_plan_refused(column_folder: Column, small_text: str, capsys: Capture) -> None:
    """Neither another file in the way nor a plan with errors is written over."""
    root = column_folder(**{"content/plans/2024.yaml": small_text + "# 另一份\n"})

    assert 2 == run(root, "new", "plan", "2025")
    assert "content/plans/2024.yaml 已有别的内容，没有改动" in capsys.readouterr().err
    (root / "content/plans/2024.yaml").unlink()
    (root / "plan.yaml").write_text(small_text.replace("lead: [办公室]", "lead: [办公厅]"), "utf-8")
    assert 1 == run(root, "new", "plan", "2025")
    assert "[unknown-unit]" in capsys.readouterr().out
    assert not (root / "content/plans/2024.yaml").exists()


@pytest.mark.parametrize("step", [1, 2, 3])
def test_new_plan_stopped_half_way(
    step: int, column_folder: Column, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it is stopped, the old plan is there, and the same command ends the work."""
    root = column_folder(**{"content/waivers.yaml": WAIVER})
    before = (root / "plan.yaml").read_bytes()
    replace = Path.replace
    done: list[Path] = []

    def stopped(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == step:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    assert 1 == run(root, "new", "plan", "2025")
    monkeypatch.setattr(Path, "replace", replace)
    kept = [root / "plan.yaml", root / "content/plans/2024.yaml"]
    assert before in [path.read_bytes() for path in kept if path.exists()]

    assert 0 == run(root, "new", "plan", "2025")

    assert before == (root / "content/plans/2024.yaml").read_bytes()
    assert 'id: "2025"' in (root / "plan.yaml").read_text("utf-8")
    assert "content/plans/2024.yaml:3" in (root / "content/waivers.yaml").read_text("utf-8")
