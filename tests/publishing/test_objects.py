"""A site in object storage: every page works at every moment, and only changes are written."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import EndpointConnectionError
from urllib3 import HTTPResponse

from generator.problems import CannotRunError
from generator.publishing.bucket import Bucket
from generator.publishing.manifest import MANIFEST
from generator.publishing.nginx import FormerAddresses, nginx_settings
from generator.publishing.objects import LOCK, StoredSite
from generator.publishing.waves import JOURNAL, Published
from tests.publishing import storage
from tests.publishing.sites import make_site

PREFIX = "column/"
CHANGES = ("PUT", "DELETE")
OLD = {
    "index.html": "旧 assets/a.11111111.js",
    "gone/index.html": "去 files/gone.pdf",
    "assets/a.11111111.js": "旧脚本",
    "assets/b.33333333.js": "不变的脚本",
    "files/gone.pdf": "旧附件",
}
NEW = {
    "index.html": "新 assets/a.22222222.js new/index.html",
    "new/index.html": "来 files/new.pdf",
    "assets/a.22222222.js": "新脚本",
    "assets/b.33333333.js": "不变的脚本",
    "files/new.pdf": "新附件",
}
CARRIED = {"assets/a.11111111.js": OLD["assets/a.11111111.js"]}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Return the address of the storage."""
    with storage.storage() as address:
        yield address


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> str:
    """Return a bucket of the storage that boto3 finds."""
    caplog.set_level("WARNING")
    storage.use(endpoint, monkeypatch)
    return storage.new_bucket()


def publish(bucket: str, site: Path) -> Published:
    """Publish a site below the prefix."""
    place = Bucket.__new__(Bucket)
    # To make a client of boto3 takes longer than all that is asked of it here.
    place._name, place._prefix, place._client = bucket, PREFIX, storage.client()
    return StoredSite(place, f"s3://{bucket}/{PREFIX}").publish(site, "09:00")


def held(bucket: str) -> dict[str, str]:
    """Return what lies below the prefix, but for the list."""
    objects = storage.contents(bucket).items()
    ours = (each for each in objects if each[0].startswith(PREFIX))
    found = {key.removeprefix(PREFIX): text.decode() for key, text in ours}
    found.pop(MANIFEST, None)
    return found


def look_at_pages(bucket: str) -> None:
    """Make sure that each page is that of one of the sites, and what it names is there."""
    found = held(bucket)
    for path, text in found.items():
        if path.endswith(".html"):
            assert text in (OLD.get(path), NEW.get(path))
            assert {*text.split()[1:]} <= found.keys()


def test_new_site_lies_there(bucket: str, old: Path, new: Path) -> None:
    """The prefix holds the new site and what pages loaded before may ask for."""
    assert Published(5, 0, ()) == publish(bucket, old)
    assert Published(4, 2, ()) == publish(bucket, new)

    assert {**NEW, **CARRIED} == held(bucket)
    assert (new / "index.html").read_bytes() == storage.contents(bucket)[f"{PREFIX}index.html"]


def test_only_changes_are_written(bucket: str, old: Path, new: Path) -> None:
    """What is the same is not sent again, but for the lock."""
    publish(bucket, old)
    publish(bucket, new)
    there = Watched(bucket)

    assert Published(0, 0, ()) == there.publish(new)
    assert [("PUT", LOCK), ("DELETE", LOCK)] == [step for step in there.asked if step[0] in CHANGES]


def test_order(bucket: str, old: Path, new: Path) -> None:
    """What is under way is written down first; pages come after what they name, home last."""
    publish(bucket, old)
    there = Watched(bucket)
    there.publish(new)

    steps = [path for method, path in there.asked if method in CHANGES and path != LOCK]
    assert [
        *(JOURNAL, "assets/a.22222222.js", "files/new.pdf", "new/index.html", "index.html"),
        *(MANIFEST, "gone/index.html", "files/gone.pdf", JOURNAL),
    ] == steps


@pytest.mark.parametrize(
    "every", [5, pytest.param(1, marks=pytest.mark.slow)], ids=lambda every: f"every {every}"
)
def test_connection_is_lost(bucket: str, old: Path, new: Path, every: int) -> None:
    """Whichever request is the first that fails, pages work, and the next run finishes it."""
    whole = Watched(bucket)
    publish(bucket, old)
    whole.publish(new)
    for last in range(1, len(whole.asked) + 1, every):
        place = storage.new_bucket()
        publish(place, old)
        with pytest.raises(CannotRunError, match="连不上存储，或者连接中断") as refusal:
            Watched(place, last).publish(new)
        look_at_pages(place)
        left = held(place)
        is_locked = left.pop(LOCK, None) is not None
        assert left == OLD or "公布的网站没有改动" not in str(refusal.value)

        if is_locked:
            with pytest.raises(CannotRunError, match="请在存储的控制台删去对象"):
                publish(place, new)
            storage.client().delete_object(Bucket=place, Key=PREFIX + LOCK)
        publish(place, new)
        assert {**NEW, **CARRIED} == held(place)


def test_refused_once(bucket: str, old: Path, new: Path) -> None:
    """A request that is refused leaves no lock."""
    publish(bucket, old)
    with pytest.raises(CannotRunError, match="没有全部更新，但每个网页都完整可用"):
        Watched(bucket, 12, is_lost=False).publish(new)
    look_at_pages(bucket)
    assert LOCK not in held(bucket)

    publish(bucket, new)
    assert {**NEW, **CARRIED} == held(bucket)


def test_what_was_tampered_with_is_put_right(bucket: str, old: Path) -> None:
    """What counts is what lies there, not what the list says of it."""
    publish(bucket, old)
    put(bucket, "index.html", "篡改")
    storage.client().delete_object(Bucket=bucket, Key=f"{PREFIX}assets/a.11111111.js")

    assert Published(2, 0, ()) == publish(bucket, old)
    assert OLD == held(bucket)


def test_damaged_object_is_not_carried(bucket: str, old: Path, new: Path) -> None:
    """A script of the old site that somebody has changed does not stay."""
    publish(bucket, old)
    put(bucket, "assets/a.11111111.js", "篡改")
    publish(bucket, new)

    assert NEW == held(bucket)


def test_what_is_taken_down_is_not_carried(bucket: str, old: Path, new: Path) -> None:
    """The search of the site before holds the words: it goes at once."""
    publish(bucket, old)
    list_ = new / MANIFEST
    facts = '"facts": {"taken_down": "gone/"}'
    list_.write_text(list_.read_text("utf-8").replace('"facts": {}', facts), "utf-8")
    publish(bucket, new)

    assert NEW == held(bucket)


def test_objects_of_others_are_left_alone(bucket: str, old: Path, new: Path) -> None:
    """What is not ours stays, below the prefix and beside it, and is named."""
    storage.client().put_object(Bucket=bucket, Key="index.html", Body=b"1")
    storage.client().put_object(Bucket=bucket, Key="column2/index.html", Body=b"1")
    put(bucket, "their/index.html", "别人的")
    publish(bucket, old)

    assert ("their/index.html",) == publish(bucket, new).strangers
    assert {**NEW, **CARRIED, "their/index.html": "别人的"} == held(bucket)
    assert {"index.html", "column2/index.html"} <= storage.contents(bucket).keys()


@pytest.mark.parametrize("path", ["index.html", MANIFEST, JOURNAL, "new/index.html"])
def test_object_of_others_is_in_the_way(bucket: str, old: Path, new: Path, path: str) -> None:
    """An object that we have not put there is never written over, at first or later."""
    if path == "new/index.html":
        publish(bucket, old)
    put(bucket, path, "别人的")
    before = storage.contents(bucket)

    with pytest.raises(CannotRunError, match=f"1 个同名的对象，不是用.*没有改动：“{path}”"):
        publish(bucket, new)
    assert before == storage.contents(bucket)


def test_damaged_list(bucket: str, old: Path, new: Path) -> None:
    """Without the list our objects are known by what they say of themselves."""
    publish(bucket, old)
    content = b"{"
    Bucket(bucket, PREFIX).put(MANIFEST, content)
    done = publish(bucket, new)

    assert held(bucket).items() >= NEW.items()
    assert {*done.strangers} == OLD.keys() - NEW.keys()


def test_two_at_once(bucket: str, old: Path, new: Path) -> None:
    """A second run says that another is at work, since when, and how to remove its lock."""
    said = f"从 “09:00” 起正在公布到 s3://{bucket}/{PREFIX}，没有改动：.*删去对象 s3://.*{LOCK}，再公布"
    meanwhile = Watched(bucket)

    def second(method: str, path: str) -> None:
        if (method, path) == ("PUT", "index.html"):
            with pytest.raises(CannotRunError, match=said):
                publish(bucket, new)

    meanwhile.at_each = second
    meanwhile.publish(old)

    assert OLD == held(bucket)


def test_lock_taken_at_the_same_moment(bucket: str, old: Path) -> None:
    """Of two that see no lock one gets it."""
    there = Watched(bucket)

    def first(method: str, path: str) -> None:
        if (method, path) == ("PUT", LOCK):
            there.at_each = lambda *_: None
            put(bucket, LOCK, '{"since": "08:59"}')

    there.at_each = first
    with pytest.raises(CannotRunError, match="从 “08:59” 起正在公布"):
        there.publish(old)
    assert {LOCK} == held(bucket).keys()


def test_answer_about_the_lock_is_lost(
    bucket: str, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that is ours is ours, though boto3 has asked twice and the second was refused."""
    monkeypatch.setattr("secrets.token_hex", lambda _: "ours")
    there = Watched(bucket)

    def first(method: str, path: str) -> None:
        if (method, path) == ("PUT", LOCK):
            there.at_each = lambda *_: None
            put(bucket, LOCK, '{"since": "09:00", "token": "ours"}')

    there.at_each = first
    there.publish(old)
    assert OLD == held(bucket)


def test_site_changed_meanwhile(bucket: str, new: Path) -> None:
    """A file that is not what the list says is not shown."""
    (new / "new/index.html").write_text("改", "utf-8")

    with pytest.raises(CannotRunError, match=r"new/index\.html 在公布期间变了"):
        publish(bucket, new)
    look_at_pages(bucket)
    assert LOCK not in held(bucket)


def test_many_objects(bucket: str, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More objects than the storage names in one answer."""
    publish(bucket, old)
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "2")

    assert Published(0, 0, ()) == publish(bucket, old)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("AccessDenied", "没有权限：帐号要能列出、读取、写入、删除"),
        ("SignatureDoesNotMatch", "凭据不对：请核对环境变量"),
        ("SomethingElse", "存储不接受（“SomethingElse”）"),
    ],
)
@pytest.mark.parametrize("last", [1, 8])
def test_storage_refuses(bucket: str, old: Path, code: str, words: str, last: int) -> None:
    """What the storage does not let us do is said in words, and whether anything has changed."""
    there = Watched(bucket, last)
    there.code = code

    with pytest.raises(CannotRunError, match=words) as refusal:
        there.publish(old)
    has_changed = "没有全部更新" in str(refusal.value)
    assert has_changed == (last == 8)
    assert has_changed != ("公布的网站没有改动" in str(refusal.value))


def test_storage_without_conditions(bucket: str, old: Path) -> None:
    """Storage that cannot put an object only where there is none is used all the same."""
    there = Watched(bucket, 2, is_lost=False)
    there.code = "NotImplemented"

    assert Published(5, 0, ()) == there.publish(old)
    assert OLD == held(bucket)


@pytest.mark.parametrize(
    ("path", "kind", "caching"),
    [
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("assets/a.11111111.js", "text/javascript; charset=utf-8", "max-age=31536000"),
        ("data/2021/plan.json", "application/json; charset=utf-8", "no-cache"),
        ("files/a.docx", "application/vnd.openxmlformats", "no-cache"),
    ],
)
def test_headers(bucket: str, tmp_path: Path, path: str, kind: str, caching: str) -> None:
    """Browsers are told what nginx would tell them."""
    publish(bucket, make_site(tmp_path / "site", {"index.html": "", path: "1"}))
    said = storage.client().head_object(Bucket=bucket, Key=PREFIX + path)

    assert said["ContentType"].startswith(kind)
    assert caching in said["CacheControl"]
    settings = nginx_settings("/c", "/", "", FormerAddresses(), has_includes=False)
    assert f'Cache-Control "{said["CacheControl"]}"' in settings
    assert path.startswith("files/") == (said.get("ContentDisposition") == "attachment")


class Watched:
    """A bucket of which every request is seen, and may fail."""

    def __init__(self, bucket: str, last: int = 0, *, is_lost: bool = True) -> None:
        """Let the request `last` fail, and all others after it if the connection is lost."""
        self.asked: list[tuple[str, str]] = []
        self.at_each: Callable[[str, str], None] = lambda *_: None
        self.code = ""
        """With what the storage refuses; without it the connection fails."""
        self._name = bucket
        self._last, self._is_lost = last, is_lost

    def publish(self, site: Path) -> Published:
        """Publish a site."""
        place = Bucket(self._name, PREFIX)
        place._client.meta.events.register("before-send.s3", self._see)
        return StoredSite(place, f"s3://{self._name}/{PREFIX}").publish(site, "09:00")

    def _see(self, request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
        path = unquote(urlsplit(request.url).path).removeprefix(f"/{self._name}/{PREFIX}")
        self.asked.append((request.method, path))
        number = len(self.asked)
        if self._last and (number >= self._last if self._is_lost else number == self._last):
            if self.code:
                return _refusal(request.url, self.code)
            raise EndpointConnectionError(endpoint_url="")
        self.at_each(request.method, path)
        return None


def _refusal(url: str, code: str) -> AWSResponse:
    """Return how storage refuses something."""
    text = f"<Error><Code>{code}</Code><Message>secret-of-somebody</Message></Error>".encode()
    raw = HTTPResponse(io.BytesIO(text), preload_content=False)
    return AWSResponse(url, 403, {"content-type": "application/xml"}, raw)


def put(bucket: str, path: str, text: str) -> None:
    """Put an object there as anybody else does."""
    storage.client().put_object(Bucket=bucket, Key=PREFIX + path, Body=text.encode())
