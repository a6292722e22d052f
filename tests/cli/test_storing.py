"""Publishing to object storage from the command line."""

from __future__ import annotations

import builtins
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import disclosure
from tests.publishing import storage
from tests.publishing.sites import make_site


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Return the address of the storage."""
    with storage.storage() as address:
        yield address


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a bucket of the storage that boto3 finds."""
    storage.use(endpoint, monkeypatch)
    return storage.new_bucket()


def test_site_in_storage(real_site: Path, bucket: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What was built lies there as it is, at the root of a bucket or below a prefix."""
    assert 0 == disclosure("publish", real_site, "--to", f"s3://{bucket}")
    assert f"已公布到 s3://{bucket}/：写入 " in capsys.readouterr().err

    files = (path for path in real_site.rglob("*") if path.is_file())
    made = {path.relative_to(real_site).as_posix(): path.read_bytes() for path in files}
    found = storage.contents(bucket)
    assert made.pop("manifest.json") != found.pop("manifest.json")
    assert made == found

    storage.client().put_object(Bucket=bucket, Key="shell.jsp", Body=b"")
    assert 0 == disclosure("publish", real_site, "--to", f"s3://{bucket}/")
    said = capsys.readouterr().err
    assert "写入 0 个文件，删去 0 个，其余没有动" in said
    assert "另有 1 个对象不是这次公布的，没有动：“shell.jsp”" in said
    assert "不会插入" not in said


def test_header_that_nobody_puts_in(
    bucket: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Storage completes no page; whoever has built such pages is told."""
    site = make_site(tmp_path / "site", {"index.html": '<!--#include virtual="/top.html" --><p>页'})

    assert 0 == disclosure("publish", site, "--to", f"s3://{bucket}/a")

    assert "对象存储不会插入：网页没有页头和页脚" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("publish", "site", "--to", "s3://no-bucket/a"), "s3://no-bucket/a/ 没有这个存储桶"),
        (("publish", "site", "--to", "s3://"), "请写成 s3://存储桶/前缀"),
        (("publish", "site", "--to", "s3://bucket/../a"), "请写成 s3://存储桶/前缀"),
        (("publish", "site", "--to", "s3://me:secret@bucket/"), "不要写帐号"),
        (("publish", "site", "--to", "s3://bucket", "--plain"), "公布到 s3:// 不用写：请去掉"),
        (("publish", "site", "--to", "s3://bucket", "--keep", "3"), "不能用 --keep"),
        (("rollback", "--to", "s3://bucket"), "没有版本：要退回，请用 git 取出以前的内容"),
        (("releases", "--to", "s3://bucket"), "没有版本：要退回，请用 git 取出以前的内容"),
        (("takedown", "a/", "--to", "s3://bucket", "--reason", "误"), "content/takedowns.yaml"),
    ],
)
@pytest.mark.usefixtures("bucket")
def test_cannot_run(
    arguments: tuple[str, ...],
    words: str,
    real_site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each mistake is said in a sentence, without what should not be repeated."""
    monkeypatch.chdir(real_site.parent)

    assert 2 == disclosure(*arguments)
    said = capsys.readouterr().err
    assert words in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"AWS_ENDPOINT_URL": None}, "不知道存储在哪里：请设置环境变量 AWS_ENDPOINT_URL"),
        ({"AWS_ENDPOINT_URL": "nowhere"}, "设置不对（ValueError）：请核对 AWS_ 开头"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, "连不上存储，或者连接中断"),
        ({"AWS_PROFILE": "nobody"}, "设置不对（ProfileNotFound）"),
        (
            {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None},
            "没有凭据：请设置环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY",
        ),
    ],
)
def test_environment(  # noqa: PLR0913 - pytest gives what is asked for by name
    settings: dict[str, str | None],
    words: str,
    *,
    real_site: Path,
    bucket: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What boto3 misses in its environment is said; nothing of what it finds there."""
    for name, value in settings.items():
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, value)

    assert 2 == disclosure("publish", real_site, "--to", f"s3://{bucket}/a")
    said = capsys.readouterr().err
    assert f"s3://{bucket}/a/ {words}" in said
    assert "公布的网站没有改动" in said
    assert not {each for each in storage.KEYS.values() if each in said and len(each) > 1}


def test_without_boto3(
    real_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is an extra; whoever lacks it is told how to have it."""
    real_import = builtins.__import__

    def refuse(name: str, *rest: object) -> object:
        if name == "boto3":
            raise ModuleNotFoundError(name=name)
        return real_import(name, *rest)  # type: ignore[arg-type]

    for module in [each for each in sys.modules if each.startswith("generator.publishing.")]:
        if module.endswith((".bucket", ".objects")):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(builtins, "__import__", refuse)

    assert 2 == disclosure("publish", real_site, "--to", "s3://bucket")
    said = 'boto3，没有安装：请先运行 python -m pip install "disclosure-column[s3]"'
    assert said in capsys.readouterr().err


def test_nobody_else_waits_for_boto3() -> None:
    """It takes long to load, and only storage needs it."""
    program = "import sys, generator.cli; print({'boto3', 'botocore', 'urllib3'} & {*sys.modules})"
    done = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert "set()\n" == done.stdout
