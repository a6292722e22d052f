// Finds pages. The page /search/ and the worker behind the box both run this one script.
//
// The index is described in generator/search/index.py. A query is exact: it finds the pages that
// hold every word of it, all of them and no others. Only where there is none, related pages are
// looked for, and called so.
"use strict";

// biome-ignore lint: a script that a worker imports speaks through a global
var disclosureSearch = (() => {
  const LONGEST_QUERY = 100;
  const RELATED_AT_MOST = 20;
  // Han characters of questions, not of matters. The longer ones first.
  const QUESTION_WORDS =
    /请问|我想(?:知道|了解|查询?|问问?)|(?:是|应)?由?(?:谁|哪个(?:部门|处室|单位)|哪些(?:部门|处室|单位)|什么(?:部门|处室|单位))(?:来)?(?:牵头)?(?:负责|主管|管|办)?|负责(?:什么|哪些)(?:工作|任务)?|(?:在|到|从)?哪里|哪儿|在哪|(?:什么|啥)(?:时候|时间)|何时|几时|为什么|为何|怎么样?|怎样|如何|什么|哪些|哪个|多少|多久|是否|能不能|可以|能否|有没有|有关|关于|查询|吗|呢|吧|啊|呀|的|了/gu;
  const PUNCTUATION = /[^\p{L}\p{N}\s]+/gu;
  const DOCUMENT_NUMBER = /\(?(\d{4})\)?年? ?第? ?(\d+) ?号/gu;
  const KIND_WEIGHTS = { task: 1, handwritten: 0.9, department: 0.8, topic: 0.8, section: 0.6, plan: 0.4, home: 0.35, full: 0.3, list: 0.3, data: 0.3 };
  const LEVELS = 4;
  const [LABEL, TEXT, NAME] = [0, 1, 2];
  // How much a hit counts that stands in a few words, in a sentence, in a name of the page.
  const LEVEL_WEIGHTS = [1, 2, 8];
  // Related pages: which kinds, how much of a query they hold, what counts how much.
  const SPEAKING = new Set(["task", "handwritten", "topic"]);
  const HELD_AT_LEAST = 0.5;
  const NAMED_BONUS = 0.3;
  const STRANGE_COUNTS = 0.6;
  const UNKNOWN_COUNT = 0.5;
  const OF_THE_BEST = 0.5;

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

  const unique = (items) => [...new Set(items)];
  const words = (text) => unique(text.split(" ").filter(Boolean));
  const pairsOf = (text) => {
    const characters = Array.from(text);
    return characters.slice(1).map((character, index) => characters[index] + character);
  };

  /** The number of the last of some rising values that is not above `value`. */
  const lastUpTo = (values, value) => {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const lengthInCommon = (one, other) => {
    let length = 0;
    while (length < one.length && one[length] === other[length]) length++;
    return length;
  };

  /** Pages to the level of the passage that holds it, from the differences that the index holds. */
  const readPosting = (differences) => {
    const posting = new Map();
    let place = 0;
    for (const difference of differences) {
      place += difference;
      posting.set(Math.floor(place / LEVELS), place % LEVELS);
    }
    return posting;
  };

  class Index {
    constructor(root) {
      this.root = root;
      this.files = new Map();
    }

    async open() {
      this.meta ??= await this.load("search/meta.json", "no-cache");
      this.kinds ??= Object.entries(this.meta.kinds);
      return this;
    }

    /** One file of the index, fetched once; a failure is forgotten, so that the next try may work. */
    load(path, cache = "default") {
      let file = this.files.get(path);
      if (!file) {
        file = fetch(new URL(path, this.root), { cache }).then((answer) => {
          if (!answer.ok) throw new Error(`${answer.status} ${path}`);
          return answer.json();
        });
        file.catch(() => this.files.delete(path));
        this.files.set(path, file);
      }
      return file;
    }

    piece(name) {
      return this.load(`search/${this.meta.folder}/${name}.json`);
    }

    kindOf(page) {
      let kind = "";
      for (const [name, first] of this.kinds) if (first <= page) kind = name;
      return kind;
    }

    async grams(number) {
      const postings = await this.piece(`grams-${number}`);
      // In an object of JSON, keys that look like numbers come first.
      return { postings, keys: Object.keys(postings).sort() };
    }

    /** The grams just before and from `text` on, in order. */
    async neighbours(text) {
      const firsts = this.meta.grams;
      const number = lastUpTo(firsts, text);
      if (number < 0) return { before: "", from: firsts[0] ?? "" };
      const { keys } = await this.grams(number);
      const at = lastUpTo(keys, text);
      if (keys[at] === text) return { before: keys[at], from: keys[at] };
      return { before: keys[at], from: keys[at + 1] ?? firsts[number + 1] ?? "" };
    }

    async posting(gram) {
      const { postings } = await this.grams(lastUpTo(this.meta.grams, gram));
      return readPosting(postings[gram]);
    }

    /**
     * The pages that hold `text`, which has no blank: `{pages, isExact}`. If not exact, these are
     * few pages among which all that hold it are.
     */
    async lookUp(text) {
      const { before, from } = await this.neighbours(text);
      if (from.startsWith(text)) return { pages: await this.posting(from), isExact: true };
      let length = Math.max(lengthInCommon(text, before), lengthInCommon(text, from));
      // Never half of a character beyond the basic plane.
      if (length && /[\uD800-\uDBFF]/.test(text[length - 1])) length--;
      const nothing = { pages: new Map(), isExact: true };
      if (length === 0 || Array.from(text.slice(0, length)).length < 2) return nothing;
      const known = await this.lookUp(text.slice(0, length));
      if (known.pages.size > this.meta.few) return nothing;
      return { pages: known.pages, isExact: false };
    }

    /** The entry of a page: `{address, title, names, place, passages, onLong}`. */
    async entry(page) {
      const number = lastUpTo(this.meta.texts, page);
      const entries = await this.piece(`texts-${number}`);
      const [address, names, place, passages, onLong = {}] = entries[page - this.meta.texts[number]];
      return { address, title: names[0], names, place, passages, onLong };
    }

    /** The pages that hold `text`, which has no blank, each with the level at which it does. */
    async find(text) {
      const { pages, isExact } = await this.lookUp(text);
      if (isExact || !pages.size) return pages;
      const ending = Array.from(text).slice(-2).join("");
      const last = await this.lookUp(ending);
      const candidates = [...pages.keys()].filter((page) => last.pages.has(page));
      const found = new Map();
      const isLong = (page) => this.meta.long.includes(page);
      await Promise.all(candidates.filter((page) => !isLong(page)).map((page) => this.#read(page, text, found)));
      const left = candidates.filter((page) => isLong(page) && !found.has(page));
      await Promise.all(left.map((page) => this.#read(page, text, found)));
      return found;
    }

    /** Add a page to `found` if it holds `text`, and the long pages that repeat the passage. */
    async #read(page, text, found) {
      const { names, passages, onLong } = await this.entry(page);
      const holding = new Set();
      let level = LABEL;
      passages.forEach((passage, index) => {
        if (!normalise(passage).includes(text)) return;
        holding.add(index);
        if (Array.from(passage).length > this.meta.longestLabel) level = TEXT;
      });
      if (!holding.size) return;
      found.set(page, names.some((name) => normalise(name).includes(text)) ? NAME : level);
      for (const [long, indexes] of Object.entries(onLong)) {
        const number = Number(long);
        if (indexes.some((index) => holding.has(index)) && !found.has(number)) found.set(number, level);
      }
    }
  }

  class Search {
    /** Search the site whose root has the address `root`. */
    constructor(root) {
      this.index = new Index(root);
    }

    /**
     * Find the pages for a query.
     *
     * Returns `{pages, terms, isRelated, isCut, also}`: the pages, the best first; the words to
     * mark; whether no page holds the query itself; whether the query was too long; and other
     * words for it that are worth a search of their own.
     */
    async find(query) {
      await this.index.open();
      const characters = Array.from(query);
      const isCut = characters.length > LONGEST_QUERY;
      const text = this.#simplified(normalise(characters.slice(0, LONGEST_QUERY).join("")));
      const found = (await this.#exact(words(text))) ?? (await this.#related(text));
      const also = found.isRelated ? [] : this.#otherWords(words(text));
      return { ...found, isCut, also };
    }

    /** How a page is shown in a list: `{address, title, place, passage}`. */
    async show(page, terms) {
      const { address, title, place, passages } = await this.index.entry(page);
      const count = (text) => terms.filter((term) => normalise(text).includes(term)).length;
      const others = passages.filter((passage) => passage !== title);
      const longest = (texts) => texts.reduce((one, other) => (other.length > one.length ? other : one), "");
      const most = Math.max(0, ...others.map(count));
      const best = longest(others.filter((passage) => most && count(passage) === most));
      // A label tells less than what the page is about, if its title holds the words already.
      const isLabel = best.length <= this.index.meta.longestLabel && count(title) >= most;
      return { address, title, place, passage: isLabel ? longest(others) : best };
    }

    /** For each facet and value of it the pages. */
    async facets() {
      await this.index.open();
      const written = await this.index.piece("facets");
      const facets = { kind: {} };
      const { kinds, meta } = this.index;
      kinds.forEach(([kind, first], at) => {
        const end = kinds[at + 1]?.[1] ?? meta.pages;
        facets.kind[kind] = new Set(Array.from({ length: end - first }, (_, index) => first + index));
      });
      for (const [facet, values] of Object.entries(written)) {
        facets[facet] = {};
        for (const [value, differences] of Object.entries(values)) {
          let page = 0;
          facets[facet][value] = new Set(differences.map((difference) => (page += difference)));
        }
      }
      return facets;
    }

    #simplified(text) {
      return Array.from(text, (character) => this.index.meta.traditional[character] ?? character).join("");
    }

    /** The pages that hold every one of some words; null if there is none. */
    async #exact(terms) {
      const pages = terms.length ? await this.#holding(terms.map((term) => [term])) : [];
      return pages.length || !terms.length ? { pages, terms, isRelated: false } : null;
    }

    /** The pages that hold one of several words for each of some terms, the best first. */
    async #holding(ways) {
      const found = await Promise.all(ways.map((others) => this.#either(others)));
      const [rarest, ...rest] = found.sort((one, other) => one.size - other.size);
      const scores = new Map();
      for (const page of rarest.keys()) {
        if (!rest.every((pages) => pages.has(page))) continue;
        const counted = found.reduce((sum, pages) => sum + LEVEL_WEIGHTS[pages.get(page)], 0);
        scores.set(page, (this.#weight(page) * counted) / found.length);
      }
      return this.#ranked(scores, ways.map(([first]) => first).join(""));
    }

    async #either(others) {
      const [first, ...more] = await Promise.all(others.map((text) => this.#together(text)));
      for (const pages of more) {
        for (const [page, level] of pages) first.set(page, Math.max(level, first.get(page) ?? LABEL));
      }
      return first;
    }

    /** The pages that hold all words of a text, each with the lowest level of them. */
    async #together(text) {
      const [first, ...more] = await Promise.all(words(text).map((word) => this.index.find(word)));
      const pages = new Map();
      for (const [page, level] of first ?? []) {
        if (more.every((others) => others.has(page))) pages.set(page, Math.min(level, ...more.map((others) => others.get(page))));
      }
      return pages;
    }

    /** Pages by falling score; of the best, those that are called just so come first. */
    async #ranked(scores, text) {
      const pages = [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || one - other);
      const head = pages.slice(0, 10);
      const titled = await Promise.all(
        head.map(async (page) => {
          const { names } = scores.get(page) > this.#weight(page) ? await this.index.entry(page) : { names: [] };
          return names.some((name) => normalise(name).replace(PUNCTUATION, "") === text.replace(PUNCTUATION, ""));
        }),
      );
      const first = head.filter((_, at) => titled[at]);
      return [...first, ...pages.filter((page) => !first.includes(page))];
    }

    #weight(page) {
      return KIND_WEIGHTS[this.index.kindOf(page)] ?? 0.5;
    }

    /** Other words that the glossary or the registry of units has for what some terms hold. */
    #synonyms(term) {
      const others = [];
      for (const group of this.index.meta.synonyms) {
        const held = group.filter((word) => term.includes(word)).sort((one, other) => other.length - one.length)[0];
        if (held) others.push(...group.filter((word) => word !== held && !term.includes(word)).map((word) => term.replace(held, word)));
      }
      return others;
    }

    #otherWords(terms) {
      return unique(
        terms.flatMap((term, at) => this.#synonyms(term).map((other) => terms.with?.(at, other) ?? terms.map((same, index) => (index === at ? other : same)))).map((changed) => changed.join(" ")),
      );
    }

    /** Pages with the number of a document, the words apart, other words for them, the matter of a question, or much of it. */
    async #related(text) {
      // However the brackets of a document number are typed, or if they are not.
      const numbered = words(text.replace(DOCUMENT_NUMBER, "($1)$2号"));
      const apart = words(text.replace(PUNCTUATION, " "));
      const matter = words(text.replace(QUESTION_WORDS, " ").replace(PUNCTUATION, " "));
      const found = await this.#inOtherWords([numbered, words(text), apart, matter]) ?? (await this.#similar(matter));
      // Whoever names a unit in a question may mean all that it does.
      const units = Object.entries(this.index.meta.units).filter(([name]) => text.includes(name));
      const pages = unique([...units.map(([, page]) => page), ...found.pages]);
      return { ...found, pages, terms: unique([...found.terms, ...units.map(([name]) => name)]) };
    }

    async #inOtherWords(attempts) {
      for (const terms of attempts) {
        const plain = await this.#exact(terms);
        if (plain?.pages.length) return { ...plain, isRelated: true };
        const ways = terms.map((term) => [term, ...this.#synonyms(term)]);
        const pages = terms.length ? await this.#holding(ways) : [];
        if (pages.length) return { pages, terms: unique(ways.flat()), isRelated: true };
      }
      return null;
    }

    /** Pages that hold enough of the pairs of characters of some terms or of other words for them. */
    async #similar(terms) {
      const best = new Map();
      const marked = new Set();
      for (const variant of [terms, ...this.#otherWords(terms).map((other) => words(other))]) {
        const { scores, pairs } = await this.#resembling(variant);
        for (const [page, score] of scores) if (score > (best.get(page) ?? 0)) best.set(page, score);
        for (const pair of pairs) marked.add(pair);
      }
      const most = Math.max(0, ...best.values());
      for (const [page, score] of best) if (score < most * OF_THE_BEST) best.delete(page);
      const pages = await this.#ranked(best, terms.join(""));
      return { pages: pages.slice(0, RELATED_AT_MOST), terms: [...marked], isRelated: true };
    }

    /** Pages that say something themselves, with the part of the weight of `terms` that they hold. */
    async #resembling(terms) {
      const pairs = unique(terms.flatMap(pairsOf));
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
        if (!SPEAKING.has(this.index.kindOf(page))) continue;
        const held = known.filter((pair) => postings.get(pair).has(page));
        const named = held.filter((pair) => postings.get(pair).get(page) === NAME);
        if (sum(held) >= whole * HELD_AT_LEAST) scores.set(page, (sum(held) + NAMED_BONUS * sum(named)) * this.#weight(page));
      }
      return { scores, pairs: known };
    }
  }

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
      const characters = Array.from(piece).slice(at ? 0 : start, at ? undefined : start + length);
      if (left > 0) shown.push([characters.slice(0, left).join(""), isMarked]);
      left -= characters.length;
    });
    if (start) shown.unshift(["……", false]);
    if (left < 0) shown.push(["……", false]);
    return shown;
  };

  return { Search, normalise, excerpt, marked, LONGEST_QUERY };
})();
