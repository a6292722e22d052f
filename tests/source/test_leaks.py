"""Numbers of persons and marks of secrecy, as people write them. All numbers are made up."""

from __future__ import annotations

import pytest

from generator.problems import Report
from generator.source.leaks import find_leaks, with_masks

FOUND = {
    "13800138000": "mobile-number",
    "138 0013 8000": "mobile-number",
    "138-0013-8000": "mobile-number",
    "138–0013–8000": "mobile-number",
    "138—0013—8000": "mobile-number",
    "138.0013.8000": "mobile-number",
    "138·0013·8000": "mobile-number",
    "138 001 38000": "mobile-number",
    "138\u00a00013\u00a08000": "mobile-number",
    "138\u30000013\u30008000": "mobile-number",
    "１３８－００１３－８０００": "mobile-number",
    "+8613800138000": "mobile-number",
    "+86-138-0013-8000": "mobile-number",
    "0086 13800138000": "mobile-number",
    "110101199003074178": "identity-card",
    "110101 19900307 4178": "identity-card",
    "110101-19900307-4178": "identity-card",
    "ID110101199003074178": "identity-card",
    "11010119900307002x": "identity-card",
    "6222021234567890128": "bank-card",
    "6222 0212 3456 7890 128": "bank-card",
    "622202 1234567890128": "bank-card",
    "机密★": "secrecy-mark",
    "秘 密★1年": "secrecy-mark",
    "★三年": "secrecy-mark",
    "机密 ☆": "secrecy-mark",
    "内部资料，严禁外传": "internal-mark",
    "此件不公开": "internal-mark",
    "此件依申请公开": "internal-mark",
}
LEFT_ALONE = (
    "138****8000",
    "110101********4178",
    "110101199003074170",
    "110101199013074178",
    "0591-87881126",
    "11350000003591037R",
    "闽科办函〔2021〕53号",
    "2021-06-16 10:00",
    "150.00 3000.00 280.00",
    "0.55046112384929",
    "2021138001380001",
    "此件主动公开",
    "严格保守国家秘密",
    "依申请公开",
)


@pytest.mark.parametrize(("text", "code"), FOUND.items())
def test_found(text: str, code: str) -> None:
    """A number or mark is found once, whatever blanks and dashes stand in it."""
    report = Report()

    find_leaks(f"联系人{text}。", "plan.yaml", report)

    assert [code] == [problem.code for problem in report.problems]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text: str) -> None:
    """Masked numbers, wrong check digits, document numbers and amounts are no findings."""
    report = Report()

    find_leaks(f"内容{text}。", "plan.yaml", report)

    assert () == report.problems


@pytest.mark.parametrize("number", ["13800138000", "+86 138-0013-8000", "１３８００１３８０００"])
def test_number_is_not_repeated_in_the_message(number: str) -> None:
    """A message does not spread what it warns of."""
    report = Report()

    find_leaks(f"电话{number}", "plan.yaml", report)

    message = report.problems[0].message
    assert "****8000，请删去或遮盖" in message
    assert number not in message


def test_masks() -> None:
    """In words that are shown, numbers of persons are masked; all else stays, marks too."""
    text = "110101199003074178、+8613800138000\n机密★，第138号，6222021234567890128"

    assert "110****4178、861****8000\n机密★，第138号，622****0128" == with_masks(text)
