"""The JSON Schema of a plan file, for editors that underline, explain and complete.

An editor reads YAML by its own rules: `number: 1.` is a number to it, `deadline:` null. All text
is text to us, so the schema takes whatever the loader takes, as such an editor sees it; only
`null` in a required field, text to us, looks to it as if nothing were written. What is registered
in a plan is offered where it is named, and never required: a new name is no fault.

The forms are chosen for the language server of the YAML extension: it offers `true` and `null`
wherever a schema names these types, so they are let in by what they are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.plan.format import INSTEAD, Format, PlanFormat
from generator.plan.guidance import CHOICES, GUIDANCE
from generator.plan.parties import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.plan.model import Plan
    from generator.plan.parties import Party

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest that every editor knows."""

_EXPECTED = {
    "string": "应当是一段文字；文字以 [、{ 等符号开头的，请给整段文字加英文双引号",
    "array": "应当是列表，每行一项，以“- ”开头；只有文字的，也可以写成 [甲, 乙]",
    "object": "应当是若干行“名称: 内容”",
}
_KEPT = ("pattern", "patternErrorMessage", "minimum", "maximum", "maxItems", "maxProperties")
_OTHER_TEXT = {"not": {"type": ["object", "array", "string", "null"]}}
"""What YAML takes for a number or a truth value."""
_NOTHING = {"not": {"type": ["object", "array", "number", "boolean"]}, "pattern": r"^\s*$"}
"""What is read as if the field were not there."""


def plan_schema(plan: Plan | None) -> Schema:
    """Return the schema of plan files; units and topics of `plan` are offered for completion."""
    offers = {} if plan is None else _offers(plan)
    plain = PlanFormat.model_json_schema(ref_template="#/definitions/{model}")
    forms = {form.__name__: form for form in GUIDANCE}
    inner = {
        name: _group(forms[name], group, offers) for name, group in sorted(plain["$defs"].items())
    }
    return {"$schema": DRAFT, **_group(PlanFormat, plain, offers), "definitions": inner}


def _group(form: type[Format], plain: Schema, offers: Mapping[str, Schema]) -> Schema:
    """Return the schema of a group of fields, from the one that pydantic gives."""
    guidance = GUIDANCE[form]
    properties = {}
    for key, field in form.model_fields.items():
        known = {"title": field.title, "description": guidance.fields[key]}
        forms = _forms_of_field(plain["properties"][key], offers.get(key))
        # A list that is read item by item may be empty even where it must be there.
        if key in form.parts or not field.is_required():
            forms.append(_NOTHING)
        properties[key] = _any_of(known, forms)
    return {
        "title": form.noun.split(" ")[0],
        "description": guidance.group,
        "type": "object",
        "properties": properties,
        "required": plain.get("required", []),
        "additionalProperties": False,
    }


def _any_of(known: Schema, forms: list[Schema]) -> Schema:
    """Return the schema of what has one of `forms`; it is called as `known` says."""
    if len(forms) == 1:
        return known | forms[0]
    # Editors begin a list by themselves only if its items stand beside the forms.
    items = {key: form[key] for form in forms for key in ("items", "maxItems") if key in form}
    # A hover joins the titles of forms that cannot be told apart by their titles.
    told_apart = [
        {"title": known["title"], **form} if "not" in form else form
        for form in ({key: form[key] for key in form if key not in items} for form in forms)
    ]
    return known | items | {"anyOf": told_apart}


def _forms_of_field(plain: Schema, offer: Schema | None) -> list[Schema]:
    """Return what a field may hold when something is written in it."""
    branches = plain.get("anyOf", [plain])
    if INSTEAD in plain:
        branches = [plain[INSTEAD], *branches]
    return [
        form
        for branch in branches
        if branch.get("type") != "null"
        for form in _forms(branch, plain["title"], offer)
    ]


def _forms(plain: Schema, title: str, offer: Schema | None) -> list[Schema]:
    """Return the forms of one kind of value."""
    if "$ref" in plain:
        return [{"$ref": plain["$ref"]}]
    if "enum" in plain:
        return [_choice(plain["enum"])]
    kind = plain["type"]
    limits = {key: plain[key] for key in _KEPT if key in plain}
    if kind == "array":
        items = _inside(plain["items"], title, offer)
        return [{"type": kind, "items": items, **limits, "errorMessage": _EXPECTED[kind]}]
    if kind == "object":
        entries = _inside(plain["additionalProperties"], title, offer)
        limits["additionalProperties"] = entries
        return [{"type": kind, **limits, "errorMessage": _EXPECTED[kind]}]
    if kind == "string":
        offered = [offer] if offer else []
        text = {"type": kind, "minLength": 1, **limits, "errorMessage": _EXPECTED[kind]}
        return [*offered, text, _OTHER_TEXT]
    # A list of types is meant as it stands.
    return [{"type": kind, **limits, "errorMessage": plain["patternErrorMessage"]}]


def _inside(plain: Schema, title: str, offer: Schema | None) -> Schema:
    """Return the schema of what a list or mapping holds; a group has a title of its own."""
    known = {} if "$ref" in plain else {"title": title}
    return _any_of(known, _forms(plain, title, offer))


def _choice(values: list[str | int]) -> Schema:
    explained = [CHOICES[str(value)] for value in values]
    allowed = "、".join(map(str, values))
    return {
        "enum": values,
        "enumDescriptions": explained,
        "errorMessage": f"只能写：{allowed}",
    }


def _offers(plan: Plan) -> dict[str, Schema]:
    """Return what to offer in the fields that name something registered, by field."""
    units = [unit for unit in plan.departments if unit.withdrawn is None]
    departments = _names(units)
    parties = _offer(departments | _names(plan.groups))
    offers = {role.value: parties for role in Role}
    offers["members"] = _offer(departments)
    offers["successors"] = _offer({unit.id: unit.name for unit in units})
    topics = {topic.id: topic.name for topic in plan.topics if topic.withdrawn is None}
    return {key: offer for key, offer in (offers | {"topics": _offer(topics)}).items() if offer}


def _names(parties: Iterable[Party]) -> dict[str, str]:
    """Return each name of each party, with what an editor says of it."""
    return {
        name: party.id if name == party.name else f"{party.name}的别名"
        for party in parties
        for name in party.names
    }


def _offer(explained: Mapping[str, str]) -> Schema | None:
    """Return the schema that makes an editor offer words, with an explanation of each."""
    if not explained:
        return None
    return {
        "type": "string",
        "enum": list(explained),
        "enumDescriptions": list(explained.values()),
    }
