"""What has been taken down from a published site: ``taken-down.json`` beside its releases.

It says where, when and why, never what: the words are the reason for taking them down. A site that
does not say of itself that it leaves all of this out is not shown here again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from generator.pages import routes
from generator.problems import CannotRunError
from generator.publishing.manifest import known_manifest
from generator.publishing.storing import sync, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publishing.manifest import Manifest

LEDGER: Final = "taken-down.json"
LEFT_OUT: Final = "taken_down"
"""The fact of a manifest that names the addresses which the site leaves out, between blanks."""


@dataclass(frozen=True, slots=True)
class TakenDown:
    """One thing that has been taken down."""

    address: str
    """From the root of the site: ``plan/2021/tasks/1-1-1/``, ``files/list.pdf``."""
    on: str
    reason: str
    former: tuple[str, ...] = ()
    """Addresses that led on to it."""


class Ledger:
    """What has been taken down from the site whose releases lie in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @cached_property
    def entries(self) -> tuple[TakenDown, ...]:
        """All of it; raises CannotRunError if the list makes no sense.

        Without it nothing may be shown: what it names might come back.
        """
        try:
            said = json.loads((self._root / LEDGER).read_bytes())
            return tuple(
                TakenDown(**{**fields, "former": tuple(fields["former"])})
                for fields in said["taken_down"]
            )
        except FileNotFoundError:
            return ()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            message = f"{LEDGER} 读不懂，不知道哪些内容已撤下，没有改动：请从备份恢复这个文件"
            raise CannotRunError(message) from error

    @property
    def addresses(self) -> set[str]:
        """Where it stood."""
        return {entry.address for entry in self.entries}

    def add(self, entry: TakenDown) -> None:
        """Write down one thing more, whole or not at all; what is there already stays as it is."""
        if entry.address in self.addresses:
            return
        said = {"format": 1, "taken_down": [asdict(each) for each in (*self.entries, entry)]}
        aside = self._root / f".{LEDGER}-new"
        write(aside, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())
        aside.replace(self._root / LEDGER)
        sync(self._root)

    def allows(self, release: Path) -> bool:
        """Whether a release says of itself that it leaves all of it out."""
        return self.addresses <= left_out(known_manifest(release).facts)

    def refuse(self, manifest: Manifest) -> None:
        """Raise CannotRunError if a site holds any of it, or does not say that it leaves it out."""
        refuse_return(manifest, self.addresses)


def refuse_return(manifest: Manifest, addresses: set[str]) -> None:
    """Raise CannotRunError if what has been taken down would come back with a site."""
    held = addresses - left_out(manifest.facts)
    held |= {
        address for address in addresses for file in manifest.files if routes.covers(address, file)
    }
    if held:
        message = (
            f"这个网站没有去掉已撤下的 {min(held)}，没有公布：请核对 "
            "content/takedowns.yaml 里写了它，再用 disclosure build 重新生成"
        )
        raise CannotRunError(message)


def left_out(facts: Mapping[str, str]) -> set[str]:
    """Return the addresses that a site says to leave out."""
    return set(facts.get(LEFT_OUT, "").split())
