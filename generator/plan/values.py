"""What a single value of a plan file may be: a date, an id, a line, a name.

Each type is the text that was written, checked and no further changed than `verbatim` says; a
refusal carries its code and a Chinese sentence that ends in the cure. What an editor can check by
itself of it stands in its JSON Schema, with the sentence that the editor then shows.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.plan.names import ONE_NAME

_BLANKS = " \t\r\u00a0\u3000"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_LENGTH = 64
# Windows cannot store the first, MkDocs gives the others a meaning of their own.
_RESERVED = (
    {"con", "nul", "aux", "prn", "index", "readme", "404"}
    | {f"com{n}" for n in range(10)}
    | {f"lpt{n}" for n in range(10)}
)
NAMED = "named"
_TITLE_LENGTH = 1_000
_TEXT_LENGTH = 50_000
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_URL = re.compile(r"[!#-;=?-\[\]_a-zA-Z~\u00b7-\uffff]+")
_ENDINGS = ("已废止", "已失效")
_DISCLOSED = "主动公开"
_TIME = re.compile(f"{_DATE.pattern}( ([01][0-9]|2[0-3]):[0-5][0-9])?")


def verbatim(text: str) -> str:
    """Return issued text as it is published: blanks at line ends and empty lines dropped."""
    lines = (line.strip(_BLANKS) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def refused(kind: str, message: str) -> PydanticCustomError:
    """Return what a value is refused with: the code of the problem, and the rest of a sentence."""
    return PydanticCustomError(
        "disclosure", "{code}\n{message}", {"code": kind, "message": message}
    )


def _no_longer_than(length: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > length:
            raise refused(
                "too-long", f"有 {len(text)} 个字，最多 {length} 个字，请检查是否缺了分段"
            )
        return text

    return AfterValidator(check)


def _one_line(text: str) -> str:
    if "\n" in text:
        raise refused("several-lines", "只能写一行，请去掉换行")
    return text


def is_id(text: str) -> bool:
    """Whether `text` can be part of an address on every system."""
    return bool(_ID.fullmatch(text)) and len(text) <= _ID_LENGTH and text not in _RESERVED


def is_reserved(text: str) -> bool:
    """Whether some system or the site itself has another use for a name."""
    return text in _RESERVED


def _id(text: str) -> str:
    if len(text) > _ID_LENGTH:
        message = f"编号有 {len(text)} 个字符，最多 {_ID_LENGTH} 个，请缩短"
        raise refused("bad-id", message)
    if not _ID.fullmatch(text):
        message = f"“{text}”不能用作编号，只能用小写字母、数字和单个连字符，如 1-1-1、office"
        raise refused("bad-id", message)
    if text in _RESERVED:
        raise refused("bad-id", f"“{text}”是系统保留的名字，请换一个编号")
    return text


def _id_of_unit(text: str) -> str:
    if not is_id(text):
        raise refused("bad-id", f"“{text[:40]}”不是单位的编号：请写它登记的 id，不写名称")
    return text


def _date(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise refused("bad-date", f"“{text[:40]}”不是日期，请写成“2021-06-16”的形式")
    _real_date(text)
    return text


def _time(text: str) -> str:
    if not _TIME.fullmatch(text):
        message = f"“{text[:40]}”不是时间，请写成“2021-06-16”或“2021-06-16 10:00”的形式"
        raise refused("bad-date", message)
    _real_date(text[:10])
    return text


def _real_date(text: str) -> None:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        raise refused("bad-date", f"没有“{text}”这一天，请核对年月日") from None


def _year(text: str) -> str:
    if not _YEAR.fullmatch(text):
        raise refused("bad-year", f"“{text[:40]}”不是年份，请写四位数字，如 2021")
    return text


def _url(text: str) -> str:
    if text.startswith(("“", "”", "‘", "’")):
        raise refused("bad-url", "网址两边用了中文引号，请改为英文双引号")
    if not _is_web_address(text):
        message = (
            f"“{text[:40]}”不是网址，请写以 https:// 或 http:// 开头的完整网址，网址中不能有空格"
        )
        raise refused("bad-url", message)
    return text


def not_empty(text: str) -> str:
    """Require that something is written."""
    if not text:
        message = "后面没有内容：不填请删去这一栏；若用了全角冒号，请改为半角冒号加空格"
        raise refused("no-value", message)
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_whole and not parts.username and bool(_URL.fullmatch(text))


def _party_name(text: str) -> str:
    if "\n" in text or not re.fullmatch(ONE_NAME, text):
        message = f"名称“{text[:40]}”里有顿号、逗号或分号，会与单位之间的分隔混淆，请一个单位写一条"
        raise refused("bad-name", message)
    return text


def named_or_list(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    """Require a list, or ``named``, which becomes a list of that one word."""
    if value == NAMED:
        return [NAMED]
    if isinstance(value, str):
        message = "请写 named（指方案写到的全部单位），或写单位名称的列表，如 [办公室, 监督处]"
        raise refused("bad-members", message)
    return value


def _ended(text: str) -> str:
    """Require that a reason says whether something was repealed (废止) or has lapsed (失效)."""
    if not text.startswith(_ENDINGS):
        raise refused(
            "bad-reason", "请以“已废止”或“已失效”开头，再写原因，如“已废止：并入任务 1-1-2”"
        )
    return text


def _disclosed(text: str) -> str:
    """Require 主动公开: nothing else may be published (条例第十三条)."""
    if text != _DISCLOSED:
        message = f"公开方式是“{text[:40]}”，只有“主动公开”的文件可以发布，请勿把这份文件放进本栏目"
        raise refused("not-public", message)
    return text


def _string(pattern: str, cure: str) -> WithJsonSchema:
    """Return what editors are told of a text: its form, and the sentence where it differs.

    YAML takes no text of such a form for anything but a string.
    """
    return WithJsonSchema({"type": ["string"], "pattern": pattern, "patternErrorMessage": cure})


Line = Annotated[
    str, AfterValidator(verbatim), AfterValidator(_one_line), _no_longer_than(_TITLE_LENGTH)
]
Title = Annotated[str, AfterValidator(verbatim), _no_longer_than(_TITLE_LENGTH)]
Text = Annotated[str, AfterValidator(verbatim), _no_longer_than(_TEXT_LENGTH)]
Cell = Annotated[Text, AfterValidator(not_empty)]
Name = Annotated[
    Line,
    AfterValidator(_party_name),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{ONE_NAME}$",
            "patternErrorMessage": "名称里不能有顿号、逗号、分号，请一个单位写一条",
        }
    ),
]
_ID_IN_EDITORS = WithJsonSchema(
    {
        "type": "string",
        "pattern": f"^{_ID.pattern}$",
        "patternErrorMessage": "编号只能用小写字母、数字和单个连字符，如 1-1-1、office",
    }
)
Id = Annotated[str, AfterValidator(_id), _ID_IN_EDITORS]
IdOfUnit = Annotated[str, AfterValidator(_id_of_unit), _ID_IN_EDITORS]
Year = Annotated[
    str,
    AfterValidator(_year),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": f"^{_YEAR.pattern}$",
            "minimum": 1900,
            "maximum": 2099,
            "patternErrorMessage": "请写四位数字，如 2021",
        }
    ),
]
Date = Annotated[
    str, AfterValidator(_date), _string(f"^{_DATE.pattern}$", "请写成 2021-06-16 的形式")
]
Time = Annotated[
    str,
    AfterValidator(_time),
    _string(f"^{_TIME.pattern}$", "请写成 2021-06-16 或 2021-06-16 10:00 的形式"),
]
Url = Annotated[
    str,
    AfterValidator(_url),
    _string(r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$", "请写以 https:// 或 http:// 开头的完整网址"),
]
Ending = Annotated[
    Line,
    AfterValidator(_ended),
    _string(rf"^\s*({'|'.join(_ENDINGS)})", f"请以“{_ENDINGS[0]}”或“{_ENDINGS[1]}”开头，再写原因"),
]
Disclosure = Annotated[
    Line,
    AfterValidator(_disclosed),
    _string(rf"^\s*{_DISCLOSED}\s*$", f"只能写“{_DISCLOSED}”，其他文件不能放进本栏目"),
]
