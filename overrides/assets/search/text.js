// Texts: which count as the same, what of them is shown, the sentences of the search.
"use strict";

// A script that a worker imports speaks through a global.
var disclosureText = (() => {
  const FAILED = "检索暂时用不了，请刷新页面再试；也可以从任务、责任部门、主题查找。";
  const LONGEST_QUERY = 100;
  // One character more than a search uses, so that its page can say that it was too long.
  const LONGEST_IN_ADDRESS = 101;
  const LONGEST_QUOTED = 40;

  const normalForms = new Map();

  const normalForm = (character) => {
    let form = normalForms.get(character);
    if (form === undefined) {
      form = "";
      for (const part of character.normalize("NFKC").toLowerCase()) {
        if (/^['"`\p{Pi}\p{Pf}\p{Cf}]$/u.test(part)) continue;
        if (/^\p{Ps}$/u.test(part)) form += "(";
        else if (/^\p{Pe}$/u.test(part)) form += ")";
        else form += /^[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]$/u.test(part) ? " " : part;
      }
      normalForms.set(character, form);
    }
    return form;
  };

  /** The normal form of a text, as generator/search/normalise.py makes it. */
  const normalise = (text) => Array.from(text, normalForm).join("");

  /** The words of a query in normal form, each once. */
  const wordsIn = (text) => [...new Set(text.split(" ").filter(Boolean))];

  /** At most so many characters of a text. */
  const beginning = (text, length) => Array.from(text).slice(0, length).join("");

  /** `text` in pieces `[piece, isMarked]`: marked is what one of the terms, in normal form, is. */
  const marked = (text, terms) => {
    const characters = Array.from(text);
    const forms = characters.map(normalForm);
    // For each character of the normal form the place in the text that it comes from.
    const origins = forms.flatMap((form, at) => new Array(form.length).fill(at));
    const whole = forms.join("");
    const isMarked = new Array(characters.length).fill(false);
    for (const term of terms) {
      for (let at = whole.indexOf(term); term && at >= 0; at = whole.indexOf(term, at + 1)) {
        isMarked.fill(true, origins[at], origins[at + term.length - 1] + 1);
      }
    }
    const pieces = [];
    characters.forEach((character, at) => {
      const last = pieces.at(-1);
      if (last && last[1] === isMarked[at]) last[0] += character;
      else pieces.push([character, isMarked[at]]);
    });
    return pieces;
  };

  /** The part of a passage around the first mark, in the pieces of `marked`. */
  const excerpt = (passage, terms, length = 90) => {
    const pieces = marked(passage, terms);
    const before = pieces[0]?.[1] === false ? Array.from(pieces[0][0]) : [];
    const start = pieces.length > 1 && before.length > length / 3 ? before.length - Math.floor(length / 3) : 0;
    let left = length;
    const shown = [];
    pieces.forEach(([piece, isMarked], at) => {
      const characters = Array.from(piece).slice(at ? 0 : start);
      if (left > 0) shown.push([characters.slice(0, left).join(""), isMarked]);
      left -= characters.length;
    });
    if (start) shown.unshift(["……", false]);
    if (left < 0) shown.push(["……", false]);
    return shown;
  };

  /** What was found for a query, in a sentence. */
  const outcome = (query, { pages, isRelated, instead }) => {
    const asked = `“${beginning(query.trim(), LONGEST_QUOTED)}”`;
    if (!pages.length) return `没有找到${asked}。`;
    if (!isRelated) return `找到 ${pages.length} 个页面。`;
    const others = instead.slice(0, 3).map((word) => `“${word}”`).join("");
    const by = others ? `以下按近义词${others}查找` : "以下为相关结果";
    return `没有完全匹配${asked}，${by}，共 ${pages.length} 个页面。`;
  };

  return { FAILED, LONGEST_QUERY, LONGEST_QUOTED, LONGEST_IN_ADDRESS, beginning, excerpt, marked, normalise, outcome, wordsIn };
})();
