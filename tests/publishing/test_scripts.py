"""What readers get of a script."""

from __future__ import annotations

from generator.publishing.scripts import as_published


def test_comments_stay_at_home() -> None:
    """Comments go, texts that look like some stay, and other files are as they were."""
    script = "// 说明\nconst to = `a // ${x}\n  b`; /* 说明 */ const of = /\\/\\/ '/;\n"

    assert (
        b"const to=`a // ${x}\n  b`;const of=/\\/\\/ '/;"
        == as_published("assets/x.js", script.encode()).strip()
    )
    assert b"/* a */" == as_published("assets/x.css", b"/* a */")
