"""A plan file becomes a Plan: shape, values, references. Collects every problem."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from generator.plan import conversion, model, parties
from generator.plan import format as form
from generator.plan.checks import run_checks
from generator.plan.deadline import read_deadline
from generator.plan.meant import closest
from generator.plan.registry import Registry
from generator.plan.validation import Item, read_item, read_items
from generator.plan.values import NAMED
from generator.problems import possessive, quoted
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.problems import Report


def read_plan(text: str, file: str, report: Report) -> model.Plan | None:
    """Return the plan that `text` says and report what is wrong with it.

    After errors the plan holds placeholders: it serves to find further problems and must not be
    published. None if nothing of it can be read.
    """
    node = parse_yaml(text, file, report)
    item = None if node is None else read_item(form.PlanFormat, node, "方案", report)
    if item is None:
        return None
    plan = _PlanReader(item, report).plan()
    run_checks(plan, report)
    return plan


@dataclass
class _PlanReader:
    """Reads the parts of one plan file; holds the units and topics that tasks refer to."""

    item: Item[form.PlanFormat]
    report: Report
    unknown: set[str] = field(default_factory=set)
    """Units that are named, not registered, and reported."""

    def plan(self) -> model.Plan:
        fields, origin = self.item.fields, self.item.origin
        self._mentions = Counter(_names_in_roles(origin))
        departments = tuple(
            self._department(item)
            for item in read_items(form.DepartmentFormat, origin, "departments", self.report)
        )
        self._parties: Registry[parties.Party] = Registry()
        self._enter(departments)
        self._parties.look_through(origin.get("departments"), "name")
        groups = tuple(
            self._group(item, departments)
            for item in read_items(form.GroupFormat, origin, "groups", self.report)
        )
        self._enter(groups)
        self._parties.look_through(origin.get("groups"), "name")
        topics = tuple(
            self._topic(item)
            for item in read_items(form.TopicFormat, origin, "topics", self.report)
        )
        self._topics = Registry({topic.id: topic for topic in topics})
        self._topics.look_through(origin.get("topics"), "id")
        sections = tuple(
            self._section(item)
            for item in read_items(form.SectionFormat, origin, "sections", self.report)
        )
        return model.Plan(
            id=fields.id,
            year=int(fields.year),
            title=fields.title,
            text=fields.text,
            document=conversion.document(fields.document),
            columns=fields.columns,
            departments=departments,
            groups=groups,
            topics=topics,
            sections=sections,
            amended=conversion.amended(fields.amended),
            withdrawn=conversion.withdrawal(fields.withdrawn),
            moved_from=tuple(fields.moved_from),
            origin=origin,
        )

    def _enter(self, added: Iterable[parties.Party]) -> None:
        for party in added:
            for name in party.names:
                self._parties.known.setdefault(name, party)

    def _department(self, item: Item[form.DepartmentFormat]) -> parties.Department:
        fields = item.fields
        return parties.Department(
            id=fields.id,
            name=fields.name,
            full_name=fields.full_name,
            aliases=tuple(fields.aliases),
            kind=fields.kind,
            phone=fields.phone,
            until=conversion.date(fields.until),
            successors=tuple(fields.successors),
            withdrawn=conversion.withdrawal(fields.withdrawn),
            moved_from=tuple(fields.moved_from),
            origin=item.origin,
        )

    def _group(
        self, item: Item[form.GroupFormat], departments: tuple[parties.Department, ...]
    ) -> parties.Group:
        fields = item.fields
        basis: Literal["named", "listed", "open"] = "open"
        members: tuple[parties.Department, ...] = ()
        if fields.members == [NAMED]:
            basis, members = "named", self._named(departments)
        elif fields.members is not None:
            found = self._resolve(item, "members", fields.members)
            basis = "listed"
            members = tuple(party for party in found if isinstance(party, parties.Department))
        return parties.Group(
            id=fields.id,
            name=fields.name,
            members=members,
            basis=basis,
            moved_from=tuple(fields.moved_from),
            origin=item.origin,
        )

    def _named(self, departments: tuple[parties.Department, ...]) -> tuple[parties.Department, ...]:
        """Return the departments that some task of the plan names."""
        return tuple(unit for unit in departments if any(map(self._mentions.get, unit.names)))

    def _topic(self, item: Item[form.TopicFormat]) -> model.Topic:
        fields = item.fields
        return model.Topic(
            id=fields.id,
            name=fields.name,
            summary=fields.summary,
            withdrawn=conversion.withdrawal(fields.withdrawn),
            moved_from=tuple(fields.moved_from),
            origin=item.origin,
        )

    def _section(self, item: Item[form.SectionFormat]) -> model.Section:
        fields, origin = item.fields, item.origin
        return model.Section(
            id=fields.id,
            number=fields.number,
            title=fields.title,
            text=fields.text,
            themes=tuple(
                self._theme(theme)
                for theme in read_items(form.ThemeFormat, origin, "themes", self.report)
            ),
            own_tasks=self._tasks(origin),
            amended=conversion.amended(fields.amended),
            withdrawn=conversion.withdrawal(fields.withdrawn),
            moved_from=tuple(fields.moved_from),
            origin=origin,
        )

    def _theme(self, item: Item[form.ThemeFormat]) -> model.Theme:
        fields = item.fields
        return model.Theme(
            id=fields.id,
            number=fields.number,
            title=fields.title,
            text=fields.text,
            tasks=self._tasks(item.origin),
            amended=conversion.amended(fields.amended),
            withdrawn=conversion.withdrawal(fields.withdrawn),
            moved_from=tuple(fields.moved_from),
            origin=item.origin,
        )

    def _tasks(self, parent: Mapping) -> tuple[model.Task, ...]:
        return tuple(
            self._task(item) for item in read_items(form.TaskFormat, parent, "tasks", self.report)
        )

    def _task(self, item: Item[form.TaskFormat]) -> model.Task:
        fields = item.fields
        year = int(self.item.fields.year)
        return model.Task(
            id=fields.id,
            number=fields.number,
            title=fields.title,
            requirement=fields.requirement,
            responsibility=fields.responsibility or {},
            lead=self._resolve(item, "lead", fields.lead),
            supporting=self._resolve(item, "supporting", fields.supporting),
            responsible=self._resolve(item, "responsible", fields.responsible),
            deadline=read_deadline(fields.deadline, year) if fields.deadline else None,
            extra=fields.extra,
            topics=self._file_under(item),
            links=tuple(model.Link(title=link.title, url=link.url) for link in fields.links),
            amended=conversion.amended(fields.amended),
            withdrawn=conversion.withdrawal(fields.withdrawn),
            moved_from=tuple(fields.moved_from),
            origin=item.origin,
        )

    def _resolve(self, item: Item[Any], field: str, names: list[str]) -> tuple[parties.Party, ...]:
        found: dict[str, parties.Party] = {}
        for index, name in enumerate(names):
            party = self._parties.known.get(name)
            if party is None:
                self._report_unknown(item, field, index, name)
            elif party.name in found:
                message = f"{possessive(item.name, field)}：{quoted(name)}写了两次，请删去一个"
                self.report.error(item.origin.at(field, index), "repeated-unit", message)
            else:
                found[party.name] = party
        return tuple(found.values())

    def _report_unknown(self, item: Item[Any], field: str, index: int, name: str) -> None:
        def message() -> str:
            meant = closest(name, self._parties.known)
            is_several = re.search("[、，；]", name)
            if is_several:
                cure = "单位之间请用半角逗号加空格隔开，如 [甲, 乙]"
            elif meant:
                cure = f"是否指{quoted(meant)}？"
            else:
                cure = "请先在 departments 里登记，名称与方案一致"
            said = "" if is_several else self._of_a_former_name(item, name)
            gap = "" if cure.endswith("？") or not said else "；"
            unit = f"未登记的单位{quoted(name)}"
            return f"{possessive(item.name, field)}：{unit}，{cure}{gap}{said}"

        place = item.origin.at(field, index)
        if not self._parties.lacks(name):
            self.report.mark(place)
        elif not self._parties.known:
            register = "方案没有登记单位：请补上 departments，列入任务里写到的全部单位，每行一个"
            example = "“- {id: office, name: 办公室}”"
            self.report.error(self.item.origin.location, "missing-field", register + example)
            self.report.mark(place)
        elif not self.report.has_error_at(place):
            # That a unit was renamed is said once, however often it is named.
            if name in self.unknown and self._is_renamed(name):
                self.report.mark(place)
            else:
                self.report.error(place, "unknown-unit", message)
            self.unknown.add(name)

    def _is_renamed(self, name: str) -> bool:
        """Whether a unit that is not registered is named so often that it must have been."""
        return self._mentions[name] >= _MENTIONS_OF_A_FORMER_NAME

    def _of_a_former_name(self, item: Item[Any], name: str) -> str:
        """Return what is to be done where a unit seems to have been renamed; "" where not."""
        if not self._is_renamed(name) and not _is_printed(item, name):
            return ""
        others = self._mentions[name] - 1
        also = f"另有 {others} 处这样写，不再逐条列出：" if self._is_renamed(name) else ""
        return f"{also}单位改了名的，在它的登记里写 aliases: [{name}]"

    def _file_under(self, item: Item[form.TaskFormat]) -> tuple[model.Topic, ...]:
        topics: dict[str, model.Topic] = {}
        for index, id_ in enumerate(item.fields.topics):
            topic = self._topics.known.get(id_)
            if topic is None:
                self._report_unknown_topic(item, index, id_)
            else:
                topics[id_] = topic
        return tuple(topics.values())

    def _report_unknown_topic(self, item: Item[form.TaskFormat], index: int, id_: str) -> None:
        def message() -> str:
            named = (topic.id for topic in self._topics.known.values() if topic.name == id_)
            meant = closest(id_, self._topics.known)
            if by_name := next(named, None):
                cure = f"这里写主题的编号，请改为“{by_name}”"
            elif meant:
                cure = f"是否指“{meant}”？"
            else:
                cure = "请先在 topics 里登记"
            return f"{possessive(item.name, 'topics')}：未登记的主题{quoted(id_)}，{cure}"

        place = item.origin.at("topics", index)
        if not self._topics.lacks(id_):
            self.report.mark(place)
        elif not self.report.has_error_at(place):
            self.report.error(place, "unknown-topic", message)


_MENTIONS_OF_A_FORMER_NAME = 3
"""So many are no slips."""
_ROLE_FIELDS = frozenset(role.value for role in parties.Role)


def _is_printed(item: Item[Any], name: str) -> bool:
    """Whether a task prints a unit that it names: then that was its name when it was issued."""
    cells = getattr(item.fields, "responsibility", None) or {}
    return any(name in cell for cell in cells.values())


def _names_in_roles(node: Node) -> Iterator[str]:
    """Yield what stands in the role lists of all tasks below `node`."""
    if isinstance(node, Sequence):
        for entry in node:
            yield from _names_in_roles(entry)
    elif isinstance(node, Mapping):
        for key, value in node.entries.items():
            if key in ("sections", "themes", "tasks"):
                yield from _names_in_roles(value)
            elif key in _ROLE_FIELDS and isinstance(value, Sequence):
                yield from (name.value for name in value if isinstance(name, Scalar))
