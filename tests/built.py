"""A built page, as tests read it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from lxml import html


class Built:
    """A built page; text is that of the document, its line breaks as line ends."""

    def __init__(self, path: Path) -> None:
        self.root = html.fromstring(path.read_bytes().decode())

    def all(self, xpath: str) -> list[html.HtmlElement]:
        """Return the elements that `xpath` finds."""
        return cast("list[html.HtmlElement]", self.root.xpath(xpath))

    def texts(self, xpath: str) -> list[str]:
        """Return the texts of these elements."""
        return [text_of(element) for element in self.all(xpath)]

    def text(self, xpath: str) -> str:
        """Return the text of the first element that `xpath` finds."""
        return self.texts(f"({xpath})[1]")[0]

    def described(self, term: str) -> list[str]:
        """Return what the list of facts says of `term`."""
        found: list[str] = []
        for element in self.all("//dl[@class='facts']/*"):
            if element.tag == "dt":
                is_meant = text_of(element) == term
            elif is_meant:
                found.append(text_of(element))
        return found

    def listed(self, heading: str) -> list[str]:
        """Return the tasks that are listed under the heading with an id."""
        return self.texts(f"//h3[@id='{heading}']/following::ul[1]/li/a")


def text_of(element: html.HtmlElement) -> str:
    """Return the text of an element."""
    for line_break in element.iter("br"):
        line_break.text = "\n"
    return str(element.text_content()).replace("\n\n", "\n")
