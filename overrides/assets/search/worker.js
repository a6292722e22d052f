// Answers Material's search box: the messages are Material's, the search is ours. Small, because
// every page loads it; the search itself comes with the first query.
"use strict";

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;
const SHOWN = 8;
// One character more than a search uses, so that its page can say that it was too long.
const LONGEST_IN_ADDRESS = 101;
const ROOT = new URL("../../", self.location);

let search;
let latest = 0;

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

// The last entry leads to the page of all hits; what it says is read out as the outcome.
const wayOn = (query, words) => {
  const asked = new URLSearchParams({ q: Array.from(query).slice(0, LONGEST_IN_ADDRESS).join("") });
  return entry(`search/?${asked}`, `<span class="hit__all">${escape(words)}</span>`);
};

const outcome = ({ pages, isRelated }) => {
  if (!pages.length) return "没有找到，到检索页看看别的办法";
  return isRelated ? `没有完全匹配，在检索页查看 ${pages.length} 个相关结果` : `在检索页查看全部 ${pages.length} 个结果`;
};

const answer = async (query) => {
  if (!query.trim()) return [];
  try {
    if (!search) {
      importScripts("core.js");
      search = new disclosureSearch.Search(ROOT);
    }
    const found = await search.find(query);
    const hits = await Promise.all(found.pages.slice(0, SHOWN).map((page) => hit(page, found.terms)));
    return [...hits, wayOn(query, outcome(found))];
  } catch {
    return [wayOn(query, "检索暂时用不了，请稍后再试，或从任务、责任部门、主题查找")];
  }
};

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) self.postMessage({ type: READY });
  if (type !== QUERY) return;
  const turn = ++latest;
  const items = await answer(data);
  // What has been typed since is answered in its own turn.
  if (turn === latest) self.postMessage({ type: RESULT, data: { items } });
});
