// Stands where Material expects its worker, and speaks as it does. Every page loads this, so it is
// small: the search itself comes with the first query.
"use strict";

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;
// As in text.js, which may be just what cannot be loaded.
const LONGEST_IN_ADDRESS = 101;

let latest = 0;

const load = () => {
  try {
    if (typeof disclosureAnswers === "undefined") importScripts("text.js", "index.js", "search.js", "answers.js");
    return disclosureAnswers.answer;
  } catch (error) {
    console.warn(error);
    const title = '<span class="hit__all" data-said="检索暂时用不了，请刷新页面再试。">打开检索页</span>';
    return (query, show) => {
      const q = Array.from(query).slice(0, LONGEST_IN_ADDRESS).join("");
      const location = `search/?${new URLSearchParams({ q })}`;
      show([[{ location, title, text: "", score: 1, terms: {} }]]);
    };
  }
};

self.addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) self.postMessage({ type: READY });
  if (type !== QUERY) return;
  const turn = ++latest;
  const show = (items) => {
    // What has been typed since is answered in its own turn.
    if (turn === latest) self.postMessage({ type: RESULT, data: { items } });
  };
  if (data.trim()) load()(data, show);
  else show([]);
});
