// What Material's box is given to show: HTML, in which all text is escaped.
"use strict";

// A script that a worker imports speaks through a global.
var disclosureAnswers = ((root) => {
  const { FAILED, LONGEST_IN_ADDRESS, beginning, excerpt, marked, outcome } = disclosureText;
  const { SHOWN } = disclosureSearch;
  const column = new disclosureSearch.Column(root);

  const escape = (text) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const html = (pieces) =>
    pieces.map(([piece, isMarked]) => (isMarked ? `<mark>${escape(piece)}</mark>` : escape(piece))).join("");

  const entry = (location, title, text = "") => [{ location, title, text, score: 1, terms: {} }];

  const hit = async (search, page, terms) => {
    const { address, title, place, passage } = await search.show(page, terms);
    const sentence = passage ? `<p>${html(excerpt(passage, terms))}</p>` : "";
    const heading = html(marked(title, terms));
    return entry(address || "./", heading, `<p class="hit__place">${escape(place)}</p>${sentence}`);
  };

  /** The last entry leads to the page of all hits, and carries what the box says of the outcome. */
  const wayOn = (query, words, said) => {
    const asked = new URLSearchParams({ q: beginning(query, LONGEST_IN_ADDRESS) });
    return entry(`search/?${asked}`, `<span class="hit__all" data-said="${escape(said)}">${escape(words)}</span>`);
  };

  const listed = async (search, query, { pages, terms }, said) => {
    const hits = await Promise.all(pages.slice(0, SHOWN).map((page) => hit(search, page, terms)));
    return [...hits, wayOn(query, pages.length ? "在检索页查看全部结果" : "到检索页换个说法", said)];
  };

  /** Call `show` with the entries for a query, at first perhaps with those that are known so far. */
  const answer = async (query, show) => {
    try {
      await column.search(async (search) => {
        const first = (found) => listed(search, query, found, "正在核对其余结果……").then(show, console.warn);
        const found = await search.find(query, first);
        show(await listed(search, query, found, outcome(query, found)));
      });
    } catch (error) {
      console.warn(error);
      show([wayOn(query, "打开检索页", FAILED)]);
    }
  };

  return { answer };
})(new URL("../../", self.location));
