// Finds pages. The page /search/ and the worker behind the box both run this.
//
// A query is exact: it finds the pages that hold every word of it, all of them and no others. Only
// where there is none, related pages are looked for, and called so.
"use strict";

var disclosureSearch = (() => {
  const { LONGEST_QUERY, beginning, normalise, wordsIn } = disclosureText;
  const { Index, LABEL, NAME } = disclosureIndex;
  const RELATED_AT_MOST = 20;
  // As many hits as the box shows are known first.
  const SHOWN = 6;
  const OTHERS_AT_MOST = 5;
  const PAIRS_AT_MOST = 40;
  // Han characters of questions, not of matters. The longer ones first.
  const QUESTION_WORDS =
    /请问|我想(?:知道|了解|查询?|问问?)|(?:是|应)?由?(?:谁|哪个(?:部门|处室|单位)|哪些(?:部门|处室|单位)|什么(?:部门|处室|单位))(?:来)?(?:牵头)?(?:负责|主管|管|办)?|负责(?:什么|哪些)(?:工作|任务)?|(?:在|到|从)?哪里|哪儿|在哪|(?:什么|啥)(?:时候|时间)|何时|几时|为什么|为何|怎么样?|怎样|如何|什么|哪些|哪个|多少|多久|是否|能不能|可以|能否|有没有|有关|关于|查询|吗|呢|吧|啊|呀|的|了/gu;
  const PUNCTUATION = /[^\p{L}\p{N}\s]+/gu;
  const DOCUMENT_NUMBER = /\(?(\d{4})\)?年? ?第? ?(\d+) ?号/gu;
  // The kinds in generator/pages/page.py: how much a page counts, and whether it says something
  // itself, instead of listing what others say.
  const KINDS = {
    task: { weight: 1, speaks: true },
    handwritten: { weight: 0.9, speaks: true },
    section: { weight: 0.6 },
    topic: { weight: 0.8, speaks: true },
    department: { weight: 0.8 },
    plan: { weight: 0.4 },
    list: { weight: 0.3 },
    data: { weight: 0.3 },
    full: { weight: 0.3 },
    home: { weight: 0.35 },
  };
  // How much a hit counts that stands in a few words, in a sentence, in a name of the page.
  const LEVEL_WEIGHTS = [1, 2, 8];
  // On a page that only lists others, any hit but in its name is one of theirs.
  const LISTED_WEIGHTS = [0.5, 0.5, 8];
  // Related pages: how much of a query they hold, what counts how much.
  const HELD_AT_LEAST = 0.5;
  const STRANGE_COUNTS = 0.6;
  const UNKNOWN_COUNT = 0.5;

  const inOrder = (scores) =>
    [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || one - other);
  const unique = (items) => [...new Set(items)];
  const pairsOf = (text) => {
    const characters = Array.from(text);
    return characters.slice(1).map((character, index) => characters[index] + character);
  };

  /** What is published at an address, be it published anew while a page stays open. */
  class Column {
    constructor(root) {
      this.root = root;
    }

    /**
     * Do some work with the search of one edition; once more from the start with what is published
     * now if it fails, for the files of an edition go with it.
     */
    async search(work) {
      try {
        this.opened ??= this.#open("no-cache");
        return await work(await this.opened);
      } catch {
        // Not asking whether it has changed: where all files have one date, a server would deny it.
        this.opened = this.#open("reload");
        return work(await this.opened);
      }
    }

    async #open(cache) {
      return new Search(await Index.open(this.root, cache));
    }
  }

  class Search {
    /** Search the pages of one `index`. */
    constructor(index) {
      this.index = index;
      this.vocabulary = undefined;
    }

    /**
     * Find the pages for a query.
     *
     * Returns `{pages, terms, isRelated, instead, isCut}`: the pages, the best first; the words to
     * mark; whether no page holds the query itself; for which other words the pages were found;
     * whether the query was too long. `onFirst` is called with the same, as far as it is known,
     * if it takes longer to know all pages than to know the first.
     */
    async find(query, onFirst = () => {}) {
      const isCut = Array.from(query).length > LONGEST_QUERY;
      const asked = normalise(beginning(query, LONGEST_QUERY));
      const exact = (terms, pages) => ({ pages, terms, isRelated: false, instead: [], isCut });
      const asWritten = async (terms) => exact(terms, await this.#holdingAll(terms, (first) => onFirst(exact(terms, first))));
      const found = await asWritten(wordsIn(asked));
      if (found.pages.length || !found.terms.length) return found;
      this.vocabulary = await this.index.vocabulary();
      const text = this.vocabulary.simplify(asked);
      const simplified = text === asked ? found : await asWritten(wordsIn(text));
      return simplified.pages.length ? simplified : { instead: [], ...(await this.#related(text)), isCut };
    }

    /** Other words for a query that are worth a search of their own: some page holds them. */
    async otherWords(query) {
      this.vocabulary = await this.index.vocabulary();
      const others = this.#otherWords(wordsIn(this.vocabulary.simplify(normalise(query)))).slice(0, OTHERS_AT_MOST);
      const found = await Promise.all(others.map((other) => this.#holdingAll(wordsIn(other))));
      return others.filter((_, at) => found[at].length);
    }

    /** How a page is shown in a list: `{address, title, place, passage}`. */
    async show(page, terms) {
      const { address, title, place, passages } = await this.index.entry(page);
      const count = (text) => terms.filter((term) => normalise(text).includes(term)).length;
      // Of a long page the passages are not at hand; its place must do.
      const others = passages.filter((passage) => passage !== title);
      const sentences = others.filter((passage) => passage.endsWith("。"));
      const longest = (texts) => texts.reduce((one, other) => (other.length > one.length ? other : one), "");
      const most = Math.max(0, ...others.map(count));
      const best = longest(others.filter((passage) => most && count(passage) === most));
      // If the title holds the words, what the page is about tells more than a label or an entry.
      const isPoor = best.length <= this.index.meta.longestLabel || !this.#kind(page).speaks;
      const passage = isPoor && count(title) >= most ? (sentences[0] ?? "") : best;
      return { address, title, place, passage };
    }

    /** The pages that hold every one of some words, the best first. */
    async #holdingAll(terms, onFirst = () => {}) {
      if (!terms.length) return [];
      const found = await Promise.all(terms.map((term) => this.index.candidates(term)));
      const [rarest, ...rest] = [...found].sort((one, other) => one.pages.size - other.pages.size);
      const levels = new Map();
      for (const page of rarest.pages.keys()) {
        if (rest.every(({ pages }) => pages.has(page))) levels.set(page, found.map(({ pages }) => pages.get(page)));
      }
      const text = terms.join("");
      const unsure = new Map(terms.flatMap((term, at) => (found[at].isExact ? [] : [[term, [...found[at].pages.keys()]]])));
      if (!unsure.size) return this.#ranked(levels, text);
      const likely = this.#byScore(levels);
      // What a long page says is known from the short ones, all of them.
      const short = likely.filter((page) => !this.index.long.has(page));
      if (short.length > SHOWN) {
        const sure = await this.#read(short.slice(0, SHOWN), unsure, terms, levels);
        if (sure.size) onFirst(await this.#ranked(sure, text));
      }
      return this.#ranked(await this.#read(likely, unsure, terms, levels), text);
    }

    /** Those of `pages` that hold the words of which the index is not sure, with the levels of all words. */
    async #read(pages, unsure, terms, levels) {
      const asked = [...unsure].map(async ([term, candidates]) => [term, await this.index.read(pages, term, candidates)]);
      const read = new Map(await Promise.all(asked));
      const holding = pages.filter((page) => [...read.values()].every((found) => found.has(page)));
      return new Map(holding.map((page) => [page, terms.map((term, at) => read.get(term)?.get(page) ?? levels.get(page)[at])]));
    }

    /** The pages that hold one of several words for each of some terms, the best first. */
    async #holdingEither(ways) {
      const found = await Promise.all(ways.map((others) => this.#either(others)));
      const levels = new Map();
      for (const page of found[0]?.keys() ?? []) {
        if (found.every((pages) => pages.has(page))) levels.set(page, found.map((pages) => pages.get(page)));
      }
      return this.#ranked(levels, ways.map(([first]) => first).join(""));
    }

    async #either(others) {
      const found = new Map();
      for (const pages of await Promise.all(others.map((text) => this.#together(text)))) {
        for (const [page, level] of pages) found.set(page, Math.max(level, found.get(page) ?? LABEL));
      }
      return found;
    }

    /** The pages that hold all words of a text, each with the lowest level of them. */
    async #together(text) {
      const found = await Promise.all(wordsIn(text).map((word) => this.index.find(word)));
      const pages = new Map();
      for (const page of found[0]?.keys() ?? []) {
        const levels = found.map((others) => others.get(page));
        if (!levels.includes(undefined)) pages.set(page, Math.min(...levels));
      }
      return pages;
    }

    /** Pages by the levels at which they hold the words, and by what kind of page they are. */
    #byScore(levels) {
      const scores = new Map();
      for (const [page, some] of levels) {
        const weights = this.#kind(page).speaks ? LEVEL_WEIGHTS : LISTED_WEIGHTS;
        const counted = some.reduce((sum, level) => sum + weights[level], 0);
        scores.set(page, (this.#kind(page).weight * counted) / some.length);
      }
      return inOrder(scores);
    }

    /** As `#byScore`; of the best, those that are called just so come first. */
    async #ranked(levels, text) {
      const bare = (name) => normalise(name).replace(PUNCTUATION, "");
      const pages = this.#byScore(levels);
      const head = pages.slice(0, SHOWN).filter((page) => levels.get(page).includes(NAME));
      const entries = await Promise.all(head.map((page) => this.index.entry(page)));
      const first = head.filter((_, at) => entries[at].names.some((name) => bare(name) === bare(text)));
      return [...first, ...pages.filter((page) => !first.includes(page))];
    }

    #kind(page) {
      return KINDS[this.index.kindOf(page)];
    }

    /** Other words that the glossary or the registry of units has for what some terms hold. */
    #synonyms(term) {
      const others = [];
      for (const group of this.vocabulary.synonyms) {
        const held = group.filter((word) => term.includes(word)).sort((one, other) => other.length - one.length)[0];
        if (held) others.push(...group.filter((word) => word !== held && !term.includes(word)).map((word) => term.replace(held, () => word)));
      }
      return others;
    }

    #otherWords(terms) {
      const changed = terms.flatMap((term, at) =>
        this.#synonyms(term).map((other) => unique(terms.map((same, index) => (index === at ? other : same))).join(" ")),
      );
      return unique(changed).filter((other) => other !== terms.join(" "));
    }

    /** Pages with the number of a document, the words apart, other words for them, the matter of a question, or much of it. */
    async #related(text) {
      // However the brackets of a document number are typed, or if they are not.
      const numbered = wordsIn(text.replace(DOCUMENT_NUMBER, "($1)$2号"));
      // A single character apart from its neighbours means nothing.
      const several = (some) => some.filter((word) => Array.from(word).length > 1);
      const apart = several(wordsIn(text.replace(PUNCTUATION, " ")));
      const matter = several(wordsIn(text.replace(QUESTION_WORDS, " ").replace(PUNCTUATION, " ")));
      const found = await this.#inOtherWords([numbered, wordsIn(text), apart, matter]) ?? (await this.#similar(matter));
      // Whoever names a unit in a question may mean all that it does.
      const units = this.vocabulary.units.filter(([name]) => text.includes(name));
      const pages = unique([...units.map(([, page]) => page), ...found.pages]);
      return { ...found, pages, terms: unique([...found.terms, ...units.map(([name]) => name)]) };
    }

    async #inOtherWords(attempts) {
      const differing = new Map(attempts.map((terms) => [terms.join(" "), terms]));
      for (const terms of differing.values()) {
        const plain = await this.#holdingAll(terms);
        if (plain.length) return { pages: plain, terms, isRelated: true };
        const ways = terms.map((term) => [term, ...this.#synonyms(term)]);
        const pages = await this.#holdingEither(ways);
        if (pages.length) {
          const instead = unique(ways.flatMap(([, ...others]) => others));
          return { pages, terms: unique(ways.flat()), isRelated: true, instead };
        }
      }
      return null;
    }

    /** Pages that hold enough of the pairs of characters of some terms or of other words for them. */
    async #similar(terms) {
      const best = new Map();
      const marked = new Set();
      for (const variant of [terms, ...this.#otherWords(terms).map((other) => wordsIn(other))]) {
        const { scores, pairs } = await this.#resembling(variant);
        for (const [page, score] of scores) if (score > (best.get(page) ?? 0)) best.set(page, score);
        for (const pair of pairs) marked.add(pair);
      }
      return { pages: inOrder(best).slice(0, RELATED_AT_MOST), terms: [...marked], isRelated: true };
    }

    /** Pages that say something themselves, with the part of the weight of `terms` that they hold. */
    async #resembling(terms) {
      // Part of a number is another number.
      const pairs = unique(terms.flatMap(pairsOf))
        .filter((pair) => !/^\d\d$/.test(pair))
        .slice(0, PAIRS_AT_MOST);
      const postings = new Map(await Promise.all(pairs.map(async (pair) => [pair, await this.index.find(pair)])));
      const known = pairs.filter((pair) => postings.get(pair).size);
      const rarity = (count) => Math.log(1 + this.index.meta.pages / count);
      const weights = new Map(known.map((pair) => [pair, rarity(postings.get(pair).size)]));
      const sum = (some) => some.reduce((total, pair) => total + weights.get(pair), 0);
      // Characters that stand in no known pair: what they mean, no page speaks of.
      const strange = terms.flatMap((term) => {
        const inTerm = pairsOf(term).map((pair) => weights.has(pair));
        return Array.from(term).filter((_, at) => !inTerm[at] && !inTerm[at - 1]);
      });
      const whole = sum(known) + strange.length * STRANGE_COUNTS * rarity(UNKNOWN_COUNT);
      const scores = new Map();
      for (const page of new Set(known.flatMap((pair) => [...postings.get(pair).keys()]))) {
        if (!this.#kind(page).speaks) continue;
        const held = known.filter((pair) => postings.get(pair).has(page));
        if (sum(held) >= whole * HELD_AT_LEAST) scores.set(page, sum(held) * this.#kind(page).weight);
      }
      return { scores, pairs: known };
    }
  }

  return { Column, KINDS, SHOWN };
})();
