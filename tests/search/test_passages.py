"""The main text is what a reader reads, in pieces that no word goes across."""

from __future__ import annotations

import pytest

from generator.search.passages import read_main_text

READ = {
    "<p>公开<a href='x>y'>规划</a>。</p>": ["公开规划。"],
    "<p>一<br>二</p>": ["一", "二"],
    "<li>甲 <span class='n'>1 项</span></li><li>乙</li>": ["甲 1 项", "乙"],
    "<td>甲</td><td>乙</td>": ["甲", "乙"],
    "<p>&lt;b&gt; &#12298;甲&#12299;</p>": ["<b> 《甲》"],
    "<nav><ul><li>首页</li></ul></nav><p>正文</p>": ["正文"],
    "<p>前</p><nav><div>不读</div>不读<br>不读</nav><p>后</p>": ["前", "后"],
    "<script>不读</script><!-- 不读 --><p>a < b</p>": ["a < b"],
    "<form><p>不读<input>不读</p></form>正文": ["正文"],
    "<h1>标题</h1>\n<p>  多 \n 空白 </p>": ["标题", "多 空白"],
    "<P>公<B>开</B>规划</P><NAV>不读<BR>不读</nav><Form>不读</FORM><p>后</p>": ["公开规划", "后"],
    "": [],
}


TITLES = {
    "x<h1 id=a>规划<b>（一）</b><br>下</h1>y": ("规划（一）", "下"),
    "x<H1>规划<BR>下</H1>y": ("规划", "下"),
    "<p>规划</p>": (),
}


@pytest.mark.parametrize("html", READ)
def test_passages(html: str) -> None:
    """Blocks part the text, what stands in a line does not, and navigation is left out."""
    assert READ[html] == list(read_main_text(html).passages)


@pytest.mark.parametrize("html", TITLES)
def test_title(html: str) -> None:
    """The title is the main heading."""
    assert TITLES[html] == read_main_text(html).title
