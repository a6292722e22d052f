// What Material's box is given to show: HTML, in which all text is escaped.
"use strict";

// biome-ignore lint: a script that a worker imports speaks through a global
var disclosureAnswers = ((root) => {
  const SHOWN = 8;
  // One character more than a search uses, so that its page can say that it was too long.
  const LONGEST_IN_ADDRESS = disclosureSearch.LONGEST_QUERY + 1;
  const search = new disclosureSearch.Search(root);

  const escape = (text) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const html = (pieces) =>
    pieces.map(([piece, isMarked]) => (isMarked ? `<mark>${escape(piece)}</mark>` : escape(piece))).join("");

  const entry = (location, title, text = "") => [{ location, title, text, score: 1, terms: {} }];

  const hit = async (page, terms) => {
    const { address, title, place, passage } = await search.show(page, terms);
    const excerpt = passage ? `<p>${html(disclosureSearch.excerpt(passage, terms))}</p>` : "";
    const heading = html(disclosureSearch.marked(title, terms));
    return entry(address || "./", heading, `<p class="hit__place">${escape(place)}</p>${excerpt}`);
  };

  /** The last entry leads to the page of all hits; what it says is read out as the outcome. */
  const wayOn = (query, words) => {
    const asked = new URLSearchParams({ q: Array.from(query).slice(0, LONGEST_IN_ADDRESS).join("") });
    return entry(`search/?${asked}`, `<span class="hit__all">${escape(words)}</span>`);
  };

  const outcome = ({ pages, isRelated }) => {
    if (!pages.length) return "没有找到，到检索页看看别的办法";
    return isRelated ? `没有完全匹配，在检索页查看 ${pages.length} 个相关结果` : `在检索页查看全部 ${pages.length} 个结果`;
  };

  const listed = async (query, { pages, terms }, words) => {
    const hits = await Promise.all(pages.slice(0, SHOWN).map((page) => hit(page, terms)));
    return [...hits, wayOn(query, words)];
  };

  /** Call `show` with the entries for a query, at first perhaps with those that are known so far. */
  const answer = async (query, show) => {
    try {
      const first = async (found) => show(await listed(query, found, "正在核对其余结果……"));
      const found = await search.find(query, first);
      show(await listed(query, found, outcome(found)));
    } catch {
      show([wayOn(query, "检索暂时用不了，请稍后再试，或从任务、责任部门、主题查找")]);
    }
  };

  return { answer };
})(new URL("../../", self.location));
