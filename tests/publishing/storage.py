"""Object storage on this machine, as far as moto is like it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from itertools import count
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

KEYS = {
    "AWS_ACCESS_KEY_ID": "somebody",
    "AWS_SECRET_ACCESS_KEY": "secret-of-somebody",
    # A test does not wait and try again.
    "AWS_MAX_ATTEMPTS": "1",
    # What the person who runs the tests has set up for themselves.
    "AWS_CONFIG_FILE": "/nowhere",
    "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_NUMBERS = count()


@contextmanager
def storage() -> Iterator[str]:
    """Give the address of object storage that is empty."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    with redirect_stdout(io.StringIO()):
        server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def use(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have boto3 find the storage, and nothing else, by its own environment."""
    for name, value in {**KEYS, "AWS_ENDPOINT_URL": endpoint}.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def client() -> Any:  # noqa: ANN401 - boto3 makes its classes while running
    """Return what looks into the storage from outside; to make one takes a while."""
    return _client(os.environ["AWS_ENDPOINT_URL"])


@cache
def _client(_: str) -> Any:  # noqa: ANN401 - likewise
    return boto3.session.Session().client("s3")


def new_bucket() -> str:
    """Return the name of a new bucket."""
    name = f"bucket-{next(_NUMBERS)}"
    client().create_bucket(Bucket=name)
    return name


def contents(bucket: str) -> dict[str, bytes]:
    """Return all objects of a bucket."""
    there = client()
    pages = there.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    keys = [each["Key"] for page in pages for each in page.get("Contents", ())]
    return {key: there.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}
