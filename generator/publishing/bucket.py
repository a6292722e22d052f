"""Object storage that speaks S3, below a prefix. Credentials and endpoint are boto3's own affair.

They come from its environment and its files, are never asked for and never shown.
"""

from __future__ import annotations

import base64
import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import boto3
from botocore import exceptions
from botocore.config import Config

from generator.problems import quoted
from generator.publishing.headers import headers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE: Final = 8
"""Requests at the same time."""
_OURS: Final = "sha256"
"""What we say of each object that we put there: so it is told from those of others."""
_CONFIG: Final = Config(
    connect_timeout=20,
    read_timeout=60,
    max_pool_connections=AT_ONCE,
    # Much storage that speaks S3 knows no others than the checksum that we send ourselves.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
_NO_OBJECT: Final = ("NoSuchKey", "404")
_NO_CONDITIONS: Final = ("NotImplemented", "NotSupported")
_CHECK_KEYS: Final = "请核对环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY"
_REASONS: Final = {
    "NoSuchBucket": "没有这个存储桶：请核对名称和 AWS_ENDPOINT_URL",
    "AccessDenied": "没有权限：帐号要能列出、读取、写入、删除这个前缀下的对象",
    "403": "没有权限：帐号要能列出、读取、写入、删除这个前缀下的对象",
    "InvalidAccessKeyId": f"凭据不对：{_CHECK_KEYS}",
    "SignatureDoesNotMatch": f"凭据不对：{_CHECK_KEYS}",
    "ExpiredToken": "临时凭据已过期：请重新取得",
    "RequestTimeTooSkewed": "这台电脑的时钟不准：请校准",
    "PermanentRedirect": "存储桶在别的区域：请核对环境变量 AWS_DEFAULT_REGION",
    "SlowDown": "存储繁忙：请过后再试",
}


class RefusedError(Exception):
    """The storage refuses or does not answer; says why, and what to do."""


class Bucket:
    """The objects below a prefix, by their path from there."""

    def __init__(self, name: str, prefix: str) -> None:
        """`prefix` is empty or ends with a slash. Raises RefusedError if nothing tells where."""
        self._name = name
        self._prefix = prefix
        with _in_words():
            session = boto3.session.Session()
            self._client = session.client("s3", config=_CONFIG)
            endpoint = self._client.meta.endpoint_url
        if session.region_name is None and endpoint.endswith(".amazonaws.com"):
            message = "不知道存储在哪里：请设置环境变量 AWS_ENDPOINT_URL（存储服务商给的网址）"
            raise RefusedError(message)

    def listing(self) -> dict[str, str]:
        """Return the mark (ETag) of each object by its path."""
        listing = self._client.get_paginator("list_objects_v2")
        with _in_words():
            pages = listing.paginate(Bucket=self._name, Prefix=self._prefix)
            objects = [each for page in pages for each in page.get("Contents", ())]
        paths = ((each["Key"].removeprefix(self._prefix), each["ETag"].lower()) for each in objects)
        return {path: mark for path, mark in paths if path}

    def read(self, path: str) -> bytes | None:
        """Return the content of an object; None if there is none."""
        with _in_words():
            try:
                answer = self._client.get_object(**self._named(path))
                content: bytes = answer["Body"].read()
            except exceptions.ClientError as error:
                if _code(error) in _NO_OBJECT:
                    return None
                raise
            return content

    def checksum(self, path: str) -> str:
        """Return the SHA-256 with which we put an object there; "" if somebody else did."""
        with _in_words():
            said = self._client.head_object(**self._named(path))["Metadata"]
            return str(said.get(_OURS, ""))

    def put(self, path: str, content: bytes) -> None:
        """Put an object there, in the place of what is there, whole or not at all."""
        with _in_words():
            self._put(path, content)

    def put_new(self, path: str, content: bytes) -> None:
        """Put an object there if there is none; storage that knows no conditions, in any case.

        Who wants to know whether it was has to read it: an answer may be lost, and the request be
        made again.
        """
        with _in_words():
            try:
                self._put(path, content, IfNoneMatch="*")
            except exceptions.ClientError as error:
                if _code(error) in _NO_CONDITIONS:
                    self._put(path, content)
                elif _code(error) != "PreconditionFailed":
                    raise

    def delete(self, path: str) -> None:
        """Remove an object, if it is there."""
        with _in_words():
            self._client.delete_object(**self._named(path))

    def _named(self, path: str) -> dict[str, str]:
        return {"Bucket": self._name, "Key": self._prefix + path}

    def _put(self, path: str, content: bytes, **conditions: str) -> None:
        self._client.put_object(
            **self._named(path),
            **headers_of(path),
            **conditions,
            Body=content,
            ContentMD5=base64.b64encode(_md5(content).digest()).decode(),
            Metadata={_OURS: hashlib.sha256(content).hexdigest()},
        )


def mark_of(content: bytes) -> str:
    """Return the mark that an object with a content has, unless the storage encrypts it."""
    return f'"{_md5(content).hexdigest()}"'


def _md5(content: bytes) -> hashlib._Hash:
    return hashlib.md5(content, usedforsecurity=False)


def _code(error: exceptions.ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def _in_words() -> Iterator[None]:
    """Have what boto3 raises said in a sentence, without what it knows of credentials."""
    try:
        yield
    except exceptions.ClientError as error:
        reason = _REASONS.get(_code(error), f"存储不接受（{quoted(_code(error))}）")
        raise RefusedError(reason) from error
    except (exceptions.NoCredentialsError, exceptions.PartialCredentialsError) as error:
        message = "没有凭据：请设置环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY"
        raise RefusedError(message) from error
    except (exceptions.HTTPClientError, exceptions.ConnectionError) as error:
        message = "连不上存储，或者连接中断：请核对网络和环境变量 AWS_ENDPOINT_URL"
        raise RefusedError(message) from error
    except exceptions.ParamValidationError as error:
        message = "存储桶的名称不对：只能用小写字母、数字、点和连字符"
        raise RefusedError(message) from error
    except (exceptions.BotoCoreError, ValueError) as error:
        message = f"设置不对（{type(error).__name__}）：请核对 AWS_ 开头的环境变量"
        raise RefusedError(message) from error
