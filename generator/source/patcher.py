"""Makes a file say something else, and changes no line that says the same as before.

Comments, blank lines, the order of fields and every habit of writing stay where they are. Only
fields that say something else are written anew. What two people have changed in different ways
stands in the file twice, between the marks that git uses.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.source import writing
from generator.source.lines import usual_end
from generator.source.nodes import Mapping, Scalar, Sequence
from generator.source.values import Conflict, as_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.source.nodes import Node
    from generator.source.values import Value

_ALIKE: Final = 0.5
"""Part of the fields of a group that must be the same for it to be the same under another id."""
MARKS: Final = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def patched(text: str, root: Mapping, wanted: dict[str, Value]) -> str:
    """Return `text`, of which `root` is the content, made to say `wanted`.

    Each line keeps its end; a new one ends as most do. Fields keep their places; new ones stand
    behind the one that comes before them in `wanted`. Entries of lists stand in the order of
    `wanted`; groups with an ``id`` are recognised by it, wherever in the file they stood.
    """
    end = usual_end(text)
    is_ended = text.endswith("\n")
    lines = (text if is_ended else f"{text}{end}").split("\n")
    patcher = _Patcher(lines, root, end.removesuffix("\n"))
    made = patcher.fields(root, wanted, 0, root.span.column - 1)
    patch = "\n".join((*made, *lines[patcher.last_line(root) + 1 :]))
    return patch if is_ended else patch.removesuffix(end)


class _Patcher:
    """Gives the new lines of each part of a file; lines are counted from 0.

    Lines hold what comes before LF: with `end`, nothing or CR, those that are new.
    """

    def __init__(self, lines: list[str], root: Mapping, end: str) -> None:
        self._lines = lines
        self._end = end
        self._homes = dict(self._find_homes(root))

    def _find_homes(self, node: Mapping) -> Iterator[tuple[tuple[str, str], tuple[Mapping, int]]]:
        """Yield every group with an id, and the line at which what belongs to it begins.

        The key is the name of the list it stands in, and the id.
        """
        for name, value in node.entries.items():
            if isinstance(value, Mapping):
                yield from self._find_homes(value)
            elif isinstance(value, Sequence) and not self._is_bracketed(value):
                for group, start in self._with_starts(value, node.keys[name].span.line):
                    if isinstance(group, Mapping):
                        id_ = group.entries.get("id")
                        if isinstance(id_, Scalar):
                            yield (name, id_.value), (group, start)
                        yield from self._find_homes(group)

    def _with_starts(self, node: Sequence, start: int) -> list[tuple[Node, int]]:
        """Return each entry of a list with the line at which what belongs to it begins."""
        ends = (self.last_line(each, each.span.line - 1) + 1 for each in node.items)
        return list(zip(node.items, (start, *ends), strict=False))

    def last_line(self, node: Node, at_least: int = 0) -> int:
        """Return the last line on which something of a node stands."""
        if isinstance(node, Scalar):
            if node.is_empty and not node.style:
                return at_least
            last = node.span.last_line - 1
            while node.style in ("|", ">") and last > at_least and self._is_outside(last, node):
                last -= 1
            return last
        if self._is_bracketed(node):
            return node.span.last_line - 1
        if isinstance(node, Mapping):
            last = at_least
            for key, value in node.entries.items():
                last = max(last, self.last_line(value, node.keys[key].span.line - 1))
            return last
        return max(self.last_line(each, each.span.line - 1) for each in node.items)

    def fields(self, node: Mapping, wanted: dict[str, Value], start: int, indent: int) -> list[str]:
        """Return the lines of a group of fields; what belongs to it begins at line `start`."""
        blocks: dict[str, list[str]] = {}
        for key, value in node.entries.items():
            key_line = node.keys[key].span.line - 1
            end = self.last_line(value, key_line) + 1
            if key in wanted:
                above = self._lines[start:key_line]
                at = range(key_line, end)
                blocks[key] = [*above, *self._field(key, value, wanted[key], at, indent)]
            start = end
        on_top: list[str] = []
        behind: dict[str, list[str]] = {key: [] for key in node.entries if key in wanted}
        known = ""
        for key, new in wanted.items():
            if key in behind:
                known = key
                continue
            (behind[known] if known else on_top).append(key)
            blocks[key] = self._new_field(key, new, indent)
        order = [*on_top, *(each for key in behind for each in (key, *behind[key]))]
        return [line for key in order for line in blocks[key]]

    def _field(self, key: str, node: Node, wanted: Value, at: range, indent: int) -> list[str]:
        """Return the lines of a field that stands at the lines `at`, to say `wanted`."""
        is_open = not self._is_bracketed(node)
        if as_value(node) == wanted:
            return self._lines[at.start : at.stop]
        if is_open and isinstance(node, Mapping) and isinstance(wanted, dict):
            inside = self.fields(node, wanted, at.start + 1, node.span.column - 1)
            return [self._lines[at.start], *inside]
        if is_open and isinstance(node, Sequence) and isinstance(wanted, list) and wanted:
            return [self._lines[at.start], *self._items(key, node, wanted, at.start + 1)]
        if isinstance(wanted, Conflict):
            return self._on_each_side(wanted, lambda side: self._field(key, node, side, at, indent))
        return self._new_field(key, wanted, indent)

    def _new_field(self, key: str, value: Value, indent: int) -> list[str]:
        if isinstance(value, Conflict):
            return self._on_each_side(value, lambda side: self._new_field(key, side, indent))
        if isinstance(value, list) and any(isinstance(each, dict | Conflict) for each in value):
            head = self._written(writing.entry(key, "", indent))
            items = (self._new_item(key, each, indent + writing.STEP) for each in value)
            return [*head, *chain.from_iterable(items)]
        return self._written(writing.entry(key, value, indent))

    def _items(self, name: str, node: Sequence, wanted: list[Value], start: int) -> list[str]:
        """Return the lines of a list; what belongs to it begins at line `start`."""
        there = [_There(each, at, as_value(each)) for each, at in self._with_starts(node, start)]
        dash = self._dash(node.items[0])
        in_brackets = all(map(self._is_bracketed, node.items))
        made: list[str] = []
        expected = {_id(_any_side(value)) for value in wanted} - {""}
        for value in wanted:
            match = _taken(there, value, expected)
            if match is None:
                made += self._new_item(name, value, dash, in_brackets=in_brackets)
            else:
                made += self._item(match.node, match.start, value, dash)
        return made

    def _new_item(
        self, name: str, wanted: Value, dash: int, *, in_brackets: bool = False
    ) -> list[str]:
        if isinstance(wanted, Conflict):
            return self._on_each_side(
                wanted, lambda side: self._new_item(name, side, dash, in_brackets=in_brackets)
            )
        home = self._homes.get((name, _id(wanted)))
        if home and not self._is_bracketed(home[0]):
            node, start = home
            moved = self._item(node, start, wanted, self._dash(node))
            return _moved(moved, dash - self._dash(node))
        if isinstance(wanted, dict) and not in_brackets and _is_deep(wanted):
            fields = (
                self._new_field(key, value, dash + writing.STEP) for key, value in wanted.items()
            )
            return _with_dash([*chain.from_iterable(fields)], dash)
        return self._written(writing.item(wanted, dash, in_brackets=in_brackets))

    def _item(self, node: Node, start: int, wanted: Value, dash: int) -> list[str]:
        """Return the lines of an entry that is there; what belongs to it begins at `start`."""
        line = node.span.line - 1
        first, end = self._dash_line(line), self.last_line(node, line) + 1
        above = self._lines[start:first]
        if as_value(node) == wanted:
            return [*above, *self._lines[first:end]]
        if isinstance(wanted, Conflict):
            sides = self._on_each_side(wanted, lambda side: self._item(node, first, side, dash))
            return [*above, *sides]
        if isinstance(node, Mapping) and isinstance(wanted, dict) and not self._is_bracketed(node):
            dashed = self._lines[first]
            self._lines[first] = f"{dashed[:dash]} {dashed[dash + 1 :]}"
            made = self.fields(node, wanted, first, node.span.column - 1)
            self._lines[first] = dashed
            return [*above, *_with_dash(made if made[0].strip() else made[1:], dash)]
        in_brackets = self._is_bracketed(node)
        return [*above, *self._written(writing.item(wanted, dash, in_brackets=in_brackets))]

    def _dash_line(self, line: int) -> int:
        """Return where the dash of an entry stands whose content begins at `line`."""
        while not self._lines[line].lstrip().startswith("-"):
            line -= 1
        return line

    def _dash(self, node: Node) -> int:
        return self._lines[self._dash_line(node.span.line - 1)].index("-")

    def _is_bracketed(self, node: Node) -> bool:
        if isinstance(node, Scalar):
            return True
        return self._lines[node.span.line - 1][node.span.column - 1] in "[{"

    def _is_outside(self, line: int, text: Scalar) -> bool:
        """Whether a line behind a text of several lines is blank or a comment."""
        bare = self._lines[line].lstrip()
        field = self._lines[text.span.line - 1]
        indent = len(field) - len(field.lstrip(" -"))
        return not bare or (bare[0] == "#" and len(self._lines[line]) - len(bare) <= indent)

    def _on_each_side(self, conflict: Conflict, write: Callable[[Value], list[str]]) -> list[str]:
        """Return what `write` makes of each side of a conflict, between the marks."""
        made: list[str] = []
        for head, side in (
            (f"{MARKS[0]} 本分支：{conflict.label}", conflict.ours),
            (f"{MARKS[1]} 原来", conflict.base),
            (MARKS[2], conflict.theirs),
        ):
            made += [*self._written(head), *([] if side is None else write(side))]
        return [*made, *self._written(f"{MARKS[3]} 对方")]

    def _written(self, text: str) -> list[str]:
        """Return the lines of a text that is new."""
        return [f"{line}{self._end}" for line in text.removesuffix("\n").split("\n")]


class _There(NamedTuple):
    """An entry of a list that is in the file."""

    node: Node
    start: int
    """The line at which what belongs to it begins."""
    says: Value


def _taken(there: list[_There], wanted: Value, expected: set[str]) -> _There | None:
    """Take what is meant by `wanted` out of the entries that are there.

    That has its id; or else it says nearly the same, and its own id is none of those `expected`.
    """
    value = _any_side(wanted)
    ids = [_id(each.says) for each in there]
    if _id(value) and _id(value) in ids:
        return there.pop(ids.index(_id(value)))
    likeness = [
        0 if id_ in expected else _likeness(each.says, value)
        for each, id_ in zip(there, ids, strict=True)
    ]
    best = max(likeness, default=0)
    return there.pop(likeness.index(best)) if best >= _ALIKE else None


def _any_side(value: Value) -> Value:
    """Return one side of a conflict, or what is in none."""
    if not isinstance(value, Conflict):
        return value
    return next(side for side in (value.ours, value.base, value.theirs, "") if side is not None)


def _id(value: Value) -> str:
    id_ = value.get("id") if isinstance(value, dict) else None
    return id_ if isinstance(id_, str) else ""


def _likeness(one: Value, other: Value) -> float:
    if isinstance(one, dict) and isinstance(other, dict):
        same = sum(one.get(key) == value for key, value in other.items())
        return same / max(len(one), len(other), 1)
    return float(one == other)


def _is_deep(group: dict[str, Value]) -> bool:
    """Whether a group of fields holds lists of groups, or what two people disagree on."""
    return any(
        isinstance(value, Conflict)
        or (isinstance(value, list) and any(isinstance(each, dict | Conflict) for each in value))
        for value in group.values()
    )


def _with_dash(lines: list[str], dash: int) -> list[str]:
    """Return the lines of a group with its dash, on every side of a conflict in its first field."""
    made: list[str] = []
    is_missing = True
    is_first = True
    """Whether no line comes before that is none of a conflict in the first field."""
    for line in lines:
        bare = line.lstrip()
        if line.startswith(MARKS):
            is_missing = is_first
            is_first = is_first and not line.startswith(MARKS[-1])
        elif is_missing and bare and bare[0] != "#":
            made.append(f"{line[:dash]}-{line[dash + 1 :]}")
            is_missing = False
            is_first = is_first and bool(made[0].startswith(MARKS[0]))
            continue
        made.append(line)
    return made


def _moved(lines: list[str], by: int) -> list[str]:
    """Return lines with another indentation."""
    if by >= 0:
        return [f"{' ' * by}{line}" if line.strip() else line for line in lines]
    return [line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines]
