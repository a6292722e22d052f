"""Whether the roles of a task are those that its printed cells say."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from generator.plan.meant import closest
from generator.plan.names import is_unit
from generator.plan.parties import Department, Role
from generator.plan.repetition import in_full, repeats
from generator.plan.responsibility import read_responsibility
from generator.problems import Problem, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.plan.model import Plan, Task
    from generator.plan.parties import Party
    from generator.plan.responsibility import PrintedRoles


_PERSON: Final = re.compile("[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,8}")
"""What may be the name of a person; who that is, nobody can tell by the signs."""


def roles_agree_with_print(task: Task, plan: Plan) -> Iterator[Problem]:
    """牵头、配合、责任单位要与责任分工原文一致：原文有的不能少，原文没有的不能多。"""
    in_print = _in_full(task, plan)
    cells = {heading: _closed_up(cell, plan) for heading, cell in in_print.items()}
    printed = read_responsibility(cells, plan.lead_note) if cells else None
    if printed is None or printed.is_lead_open:
        yield from _mentioned(task, in_print)
        return
    roles_in_print = _roles_by_name(printed, plan)
    for role in Role:
        said = {name: plan.party_named(name) for name in printed.names_as(role)}
        listed: tuple[Party, ...] = task.parties_as(role)
        present = {party.name for party in listed}
        named = {party.name for party in said.values() if party}
        misplaced = {
            party.name
            for other in Role
            for party in task.parties_as(other)
            if other != role and roles_in_print.get(party.name, other) == role
        }
        for name, party in said.items():
            if party is None:
                meant = _closest_party(name, plan)
                named |= {meant.name} if meant else set()
                yield _unregistered(task, role, name, meant)
            elif party.name not in present | misplaced:
                message = (
                    f"任务 {task.id} 的 {role}：原文写明{quoted(name)}{role.verb}，这里没有列出，"
                    f"请补上“{party.name}”"
                )
                yield Problem(task.origin.at(role), "role-missing", message)
        for index, party in enumerate(listed):
            if party.name not in named:
                said_role = roles_in_print.get(party.name)
                cure = "请删去"
                if said_role:
                    cure = f"请移到 {said_role}（原文写的是{said_role.verb}）"
                message = (
                    f"任务 {task.id} 的 {role}：原文没有写{quoted(party.name)}{role.verb}，{cure}"
                )
                yield Problem(task.origin.at(role, index), "role-not-printed", message)


def _in_full(task: Task, plan: Plan) -> Mapping[str, str]:
    """Return the printed cells of a task; where they say 同上, what stands above them."""
    rows, above = [task.responsibility], plan.placement(task).previous
    while above and repeats(rows[-1]):
        rows.append(above.responsibility)
        above = plan.placement(above).previous
    return functools.reduce(lambda upper, row: in_full(row, upper), reversed(rows))


def _mentioned(task: Task, cells: Mapping[str, str]) -> Iterator[Problem]:
    """Without cells that can be read, at least every listed party must stand in the text.

    Blanks and line ends may stand anywhere, as in a narrow cell.
    """
    text = _bare("\n".join(cells.values()) or f"{task.title}\n{task.requirement}")
    for role in Role:
        for index, party in enumerate(task.parties_as(role)):
            if not any(_bare(name) in text for name in party.names):
                message = (
                    f"任务 {task.id} 的 {role}：责任分工原文没有写到{quoted(party.name)}，"
                    "请与原件核对"
                )
                yield Problem(task.origin.at(role, index), "role-not-printed", message)


def _bare(text: str) -> str:
    return "".join(text.split())


def _closest_party(name: str, plan: Plan) -> Party | None:
    parties: tuple[Party, ...] = (*plan.departments, *plan.groups)
    meant = closest(name, (known for party in parties for known in party.names))
    return plan.party_named(meant) if meant else None


def _unregistered(task: Task, role: str, name: str, meant: Party | None) -> Problem:
    if not meant and _PERSON.fullmatch(name) and not is_unit(name):
        message = (
            f"任务 {task.id} 的 {role}：责任分工原文写到的{quoted(name)}没有登记：是单位的，请在"
            " departments 里登记，并列入这里；是人名的，不用登记，请记入 content/waivers.yaml"
        )
        return Problem(task.origin.at(role), "not-a-unit", message, Severity.WARNING)
    message = (
        f"任务 {task.id} 的 {role}：责任分工原文写到的{quoted(name)}没有登记，"
        + (f"是否指{quoted(meant.name)}？请与原件核对；{_renamed(name, meant)}" if meant else "")
        + "请在 departments 或 groups 里登记，并列入这里"
    )
    return Problem(task.origin.at(role), "role-missing", message)


def _renamed(name: str, meant: Party) -> str:
    """Say what to do if a plan prints a unit's former name: what is printed stays."""
    alias = f"它改过名的，在{quoted(meant.name)}那一行写 aliases: [{name}]；"
    return f"{alias if isinstance(meant, Department) else ''}确是另一个单位的，"


def _closed_up(cell: str, plan: Plan) -> str:
    """Return a printed cell in which no blank parts a name that is registered with it."""
    for name in sorted(plan.spaced_names, key=len, reverse=True):
        cell = cell.replace(name, "".join(name.split()))
    return cell


def _roles_by_name(printed: PrintedRoles, plan: Plan) -> dict[str, Role]:
    parties = ((plan.party_named(name), role) for role in Role for name in printed.names_as(role))
    return {party.name: role for party, role in parties if party is not None}
