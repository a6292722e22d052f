"""Random plans, and random edits of them, each with the changes that it makes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import yaml

from generator.history.compare import Act

Expected = tuple[Act, str, str, str]
"""What an edit does: act, kind, id and the field."""
Fields = dict[str, Any]

WORDS = (
    "公开",
    "规划",
    "预算",
    "政策",
    "解读",
    "数据",
    "年报",
    "指南",
    "会议",
    "监督",
    "“十四五”",
    "2024年",
)


class Draft:
    """A plan that is being edited; no element is touched by two edits."""

    def __init__(self, chance: random.Random, plan: Fields | None = None) -> None:
        self.chance = chance
        self.plan = plan or self._plan()
        self.touched: set[str] = set()
        self.expected: set[Expected] = set()

    def copy(self, seed: int) -> Draft:
        """Return another draft of the same plan."""
        other = Draft(random.Random(seed), deepcopy(self.plan))
        other.touched = set(self.touched)
        return other

    @property
    def text(self) -> str:
        """The plan file, one field a line."""
        # Drafts are made by the hundred; the dumper in C takes a tenth of the time.
        how = yaml.CSafeDumper
        return yaml.dump(self.plan, None, how, allow_unicode=True, sort_keys=False, width=10_000)

    def edit(self, times: int) -> None:
        """Make some edits."""
        ways: list[Callable[[], bool]] = [
            *(self._reword, self._state, self._leave_out, self._file_elsewhere, self._link),
            *(self._withdraw, self._amend, self._add, self._remove, self._rename, self._move),
            *(self._telephone, self._head),
        ]
        while times:
            times -= self.chance.choice(ways)()

    def _plan(self) -> Fields:
        sections = []
        for section in range(1, self.chance.randint(2, 4)):
            themes = [
                {
                    "id": f"{section}-{theme}",
                    "title": self._words(2),
                    "tasks": [self._task(f"{section}-{theme}-{n}") for n in range(1, 6)],
                }
                for theme in (1, 2, 3)
            ]
            sections.append({"id": str(section), "title": self._words(2), "themes": themes})
        return {
            "format": 1,
            "id": "2024",
            "year": 2024,
            "title": "虚构市示例局2024年政务公开工作方案",
            "document": {"title": "虚构市示例局通知", "issuer": "虚构市示例局"},
            "departments": [{"id": f"unit-{n}", "name": f"第{n}处"} for n in range(1, 6)],
            "topics": [{"id": f"topic-{n}", "name": f"主题{n}"} for n in range(1, 6)],
            "sections": sections,
        }

    def _task(self, id_: str) -> Fields:
        task: Fields = {"id": id_, "title": self._words(3)}
        if self.chance.random() < 0.7:
            task["requirement"] = self._words(12)
        if self.chance.random() < 0.5:
            task["deadline"] = f"{self.chance.randint(1, 12)}月底前"
        task["topics"] = [f"topic-{self.chance.randint(1, 5)}"]
        return task

    def _words(self, count: int) -> str:
        return "".join(self.chance.choice(WORDS) for _ in range(count)) + "。"

    def _themes(self) -> Iterator[Fields]:
        for section in self.plan["sections"]:
            yield from section["themes"]

    def _take(self) -> tuple[Fields, Fields] | None:
        """Return a task that no edit has touched yet, with its theme."""
        free = [
            (theme, task)
            for theme in self._themes()
            for task in theme["tasks"]
            if task["id"] not in self.touched
        ]
        if not free:
            return None
        theme, task = self.chance.choice(free)
        self.touched.add(task["id"])
        return theme, task

    def _did(self, act: Act, id_: str, field: str = "", kind: str = "任务") -> bool:
        self.expected.add((act, kind, id_, field))
        return True

    def _reword(self) -> bool:
        if found := self._take():
            task = found[1]
            task["title"] = task["title"].replace(
                "。", self.chance.choice(("，按月更新。", "情况。"))
            )
            return self._did(Act.CHANGED, task["id"], "title")
        return False

    def _state(self) -> bool:
        if found := self._take():
            found[1]["extra"] = {"备注": self._words(2)}
            return self._did(Act.CHANGED, found[1]["id"], "extra")
        return False

    def _leave_out(self) -> bool:
        if (found := self._take()) and found[1].pop("requirement", None):
            return self._did(Act.CHANGED, found[1]["id"], "requirement")
        return False

    def _file_elsewhere(self) -> bool:
        if found := self._take():
            task = found[1]
            task["topics"] = [*task["topics"], "topic-1"] if task["topics"] != ["topic-1"] else []
            return self._did(Act.CHANGED, task["id"], "topics")
        return False

    def _link(self) -> bool:
        if found := self._take():
            found[1]["links"] = [{"title": self._words(1), "url": "https://www.xugou.example/"}]
            return self._did(Act.CHANGED, found[1]["id"], "links")
        return False

    def _withdraw(self) -> bool:
        if found := self._take():
            found[1]["withdrawn"] = {"on": "2024-06-01", "reason": "已废止：不再需要"}
            return self._did(Act.CHANGED, found[1]["id"], "withdrawn")
        return False

    def _amend(self) -> bool:
        if found := self._take():
            task = found[1]
            task["deadline"] = f"每年{self.chance.randint(1, 4)}次"
            task["amended"] = [{"on": "2024-06-01", "kind": "修订", "basis": self._words(1)}]
            self._did(Act.CHANGED, task["id"], "deadline")
            return self._did(Act.CHANGED, task["id"], "amended")
        return False

    def _add(self) -> bool:
        theme = self.chance.choice([*self._themes()])
        id_ = f"{theme['id']}-n{self.chance.randint(1, 10**9)}"
        self.touched.add(id_)
        theme["tasks"].insert(self.chance.randint(0, len(theme["tasks"])), self._task(id_))
        return self._did(Act.ADDED, id_)

    def _remove(self) -> bool:
        if found := self._take():
            theme, task = found
            theme["tasks"].remove(task)
            return self._did(Act.REMOVED, task["id"])
        return False

    def _rename(self) -> bool:
        if found := self._take():
            task = found[1]
            former, task["id"] = task["id"], f"{task['id']}-r{self.chance.randint(1, 10**9)}"
            task["moved_from"] = [former]
            self.touched.add(task["id"])
            return self._did(Act.RENAMED, task["id"])
        return False

    def _move(self) -> bool:
        if found := self._take():
            theme, task = found
            other = self.chance.choice([each for each in self._themes() if each is not theme])
            theme["tasks"].remove(task)
            other["tasks"].insert(self.chance.randint(0, len(other["tasks"])), task)
            return self._did(Act.MOVED, task["id"])
        return False

    def _telephone(self) -> bool:
        unit = self.chance.choice(self.plan["departments"])
        if unit["id"] in self.touched:
            return False
        self.touched.add(unit["id"])
        unit["phone"] = "000-00000009"
        return self._did(Act.CHANGED, unit["id"], "phone", "单位")

    def _head(self) -> bool:
        theme = self.chance.choice([*self._themes()])
        if theme["id"] in self.touched:
            return False
        self.touched.add(theme["id"])
        theme["title"] = f"新的{theme['title']}"
        return self._did(Act.CHANGED, theme["id"], "title", "方面")
