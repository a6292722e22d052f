// Finds pages. The page /search/ and the worker behind the box both run this one script.
//
// The index is described in generator/search/index.py. A query is exact: it finds the pages that
// hold every word of it, all of them and no others. Only where there is none, related pages are
// looked for, and called so.
"use strict";

// A script that a worker imports speaks through a global.
var disclosureSearch = (() => {
  // Of the index: as FORMAT in generator/search/index.py.
  const FORMAT = 1;
  const FAILED = "检索暂时用不了，请刷新页面再试；也可以从任务、责任部门、主题查找。";
  const LONGEST_QUERY = 100;
  const QUOTED = 40;
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
  const KIND_WEIGHTS = { task: 1, handwritten: 0.9, department: 0.8, topic: 0.8, section: 0.6, plan: 0.4, home: 0.35, full: 0.3, list: 0.3, data: 0.3 };
  const LEVELS = 4;
  const [LABEL, TEXT, NAME] = [0, 1, 2];
  // How much a hit counts that stands in a few words, in a sentence, in a name of the page.
  const LEVEL_WEIGHTS = [1, 2, 8];
  // On a page that only lists others, any hit but in its name is one of theirs.
  const LISTED_WEIGHTS = [0.5, 0.5, 8];
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

  const inOrder = (scores) =>
    [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || one - other);
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

  /** Rising numbers from the differences that the index holds. */
  const rising = (differences) => {
    let last = 0;
    return differences.map((difference) => (last += difference));
  };

  /** Pages to the level of the passage that holds it, the highest, which comes last. */
  const readPosting = (differences) =>
    new Map(rising(differences).map((place) => [Math.floor(place / LEVELS), place % LEVELS]));

  const fetched = async (address, cache = "default") => {
    const answer = await fetch(address, { cache });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  };

  /** The index of one edition, which it never leaves: page numbers mean nothing in another. */
  class Index {
    /** Open the index of what is published now below the address `root`. */
    static async open(root, cache) {
      const meta = await fetched(new URL("search/meta.json", root), cache);
      if (meta.format !== FORMAT) throw new Error(`search/meta.json: format ${meta.format}`);
      return new Index(new URL(`search/${meta.folder}/`, root), meta);
    }

    constructor(folder, meta) {
      this.folder = folder;
      this.meta = meta;
      this.kinds = Object.entries(meta.kinds);
      this.firsts = rising(meta.texts);
      this.long = new Set(meta.long);
      this.files = new Map();
    }

    /** What helps where a query is not found: `{simplify, synonyms, units}`. */
    async words() {
      const { traditional, synonyms, units } = await this.piece("words");
      const characters = Array.from(traditional);
      const simplified = new Map();
      for (let at = 0; at < characters.length; at += 2) simplified.set(characters[at], characters[at + 1]);
      const simplify = (text) => Array.from(text, (character) => simplified.get(character) ?? character).join("");
      return {
        simplify,
        synonyms: synonyms.map((group) => group.map(simplify)),
        units: Object.entries(units).map(([name, page]) => [simplify(name), page]),
      };
    }

    /** One file of the index, fetched once; a failure is forgotten, so that the next try may work. */
    piece(name) {
      let file = this.files.get(name);
      if (!file) {
        file = fetched(new URL(`${name}.json`, this.folder));
        file.catch(() => this.files.delete(name));
        this.files.set(name, file);
      }
      return file;
    }

    kindOf(page) {
      let kind = "";
      for (const [name, first] of this.kinds) if (first <= page) kind = name;
      return kind;
    }

    /** Part of the tree: its grams in order, and the posting of each. */
    async part(number) {
      const postings = await this.piece(`grams-${number}`);
      // In an object of JSON, keys that look like numbers come first.
      return { grams: Object.keys(postings).sort(), postings };
    }

    /**
     * The first gram that begins with `text` with its posting; or else how many characters of
     * `text` some gram begins with.
     */
    async descend(text) {
      const { grams: starts } = this.meta;
      const number = lastUpTo(starts, text);
      const { grams, postings } = await this.part(number);
      const at = lastUpTo(grams, text);
      const next = grams[at] === text ? text : grams[at + 1];
      if (next?.startsWith(text)) return { posting: readPosting(postings[next]) };
      const start = starts[number + 1] ?? "";
      if (next === undefined && start.startsWith(text)) {
        const following = await this.part(number + 1);
        return { posting: readPosting(following.postings[following.grams[0]]) };
      }
      const near = [grams[at] ?? "", next ?? start];
      return { length: Math.max(...near.map((gram) => lengthInCommon(text, gram))) };
    }

    /**
     * The pages that hold `text`, which has no blank: `{pages, isExact}`. If not exact, these are
     * few pages among which all that hold it are.
     */
    async lookUp(text) {
      const { posting, length } = await this.descend(text);
      if (posting) return { pages: posting, isExact: true };
      // Never half of a character beyond the basic plane.
      const whole = /[\uD800-\uDBFF]/.test(text[length - 1] ?? "") ? length - 1 : length;
      const beginning = text.slice(0, whole);
      const nothing = { pages: new Map(), isExact: true };
      const known = Array.from(beginning).length;
      // Every pair of neighbours is in the tree.
      if (known < 2) return nothing;
      const { pages } = await this.lookUp(beginning);
      const isFollowed = pages.size > this.meta.few && known < this.meta.longestGram;
      return isFollowed ? nothing : { pages, isExact: false };
    }

    /** As `lookUp`, with fewer pages to be read. */
    async candidates(text) {
      const found = await this.lookUp(text);
      if (found.isExact) return found;
      const ending = await this.lookUp(Array.from(text).slice(-2).join(""));
      const pages = new Map([...found.pages].filter(([page]) => ending.pages.has(page)));
      return { pages, isExact: false };
    }

    /** The pages that hold `text`, which has no blank, each with the level at which it does. */
    async find(text) {
      const { pages, isExact } = await this.candidates(text);
      return isExact ? pages : this.read([...pages.keys()], text);
    }

    /**
     * Those of `pages` that hold `text`, each with the level at which it does; `candidates` are all
     * pages that may.
     */
    async read(pages, text, candidates = pages) {
      const found = new Map();
      const readShort = (some) =>
        Promise.all(some.filter((page) => !this.long.has(page)).map((page) => this.#readShort(page, text, found)));
      const leftLong = () => pages.filter((page) => this.long.has(page) && !found.has(page));
      await readShort(pages);
      // A long page says what any short one says, also one that is not asked for.
      if (leftLong().length && candidates !== pages) await readShort(candidates);
      await Promise.all(leftLong().map((page) => this.#readLong(page, text, found)));
      const asked = new Set(pages);
      return new Map([...found].filter(([page]) => asked.has(page)));
    }

    /** Add a page to `found` if it holds `text`, and the long pages that repeat the passage. */
    async #readShort(page, text, found) {
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
        if (indexes.some((index) => holding.has(index))) found.set(number, Math.max(level, found.get(number) ?? LABEL));
      }
    }

    async #readLong(page, text, found) {
      const passages = await this.piece(`long-${this.meta.long.indexOf(page)}`);
      if (passages.some((passage) => normalise(passage).includes(text))) found.set(page, TEXT);
    }

    /** The entry of a page: `{address, title, names, place, passages, onLong}`. */
    async entry(page) {
      const number = lastUpTo(this.firsts, page);
      const entries = await this.piece(`texts-${number}`);
      const [address, names, place, passages, onLong = {}] = entries[page - this.firsts[number]];
      return { address, title: names[0], names, place, passages, onLong };
    }
  }

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
      this.words = undefined;
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
      const characters = Array.from(query);
      const isCut = characters.length > LONGEST_QUERY;
      const asked = normalise(characters.slice(0, LONGEST_QUERY).join(""));
      const exact = (terms, pages) => ({ pages, terms, isRelated: false, instead: [], isCut });
      const asWritten = async (terms) => exact(terms, await this.#holdingAll(terms, (first) => onFirst(exact(terms, first))));
      const found = await asWritten(words(asked));
      if (found.pages.length || !found.terms.length) return found;
      this.words = await this.index.words();
      const text = this.words.simplify(asked);
      const simplified = text === asked ? found : await asWritten(words(text));
      return simplified.pages.length ? simplified : { instead: [], ...(await this.#related(text)), isCut };
    }

    /** Other words for a query that are worth a search of their own: some page holds them. */
    async otherWords(query) {
      this.words = await this.index.words();
      const others = this.#otherWords(words(this.words.simplify(normalise(query)))).slice(0, OTHERS_AT_MOST);
      const found = await Promise.all(others.map((other) => this.#holdingAll(words(other))));
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
      const isPoor = best.length <= this.index.meta.longestLabel || !this.#speaks(page);
      const passage = isPoor && count(title) >= most ? (sentences[0] ?? "") : best;
      return { address, title, place, passage };
    }

    /** For each facet and value of it the pages. */
    async facets() {
      const written = await this.index.piece("facets");
      // Ids may be called as what every object has.
      const facets = Object.create(null);
      facets.kind = {};
      const { kinds, meta } = this.index;
      kinds.forEach(([kind, first], at) => {
        const end = kinds[at + 1]?.[1] ?? meta.pages;
        facets.kind[kind] = new Set(Array.from({ length: end - first }, (_, index) => first + index));
      });
      for (const [facet, values] of Object.entries(written)) {
        facets[facet] = Object.create(null);
        for (const [value, differences] of Object.entries(values)) {
          facets[facet][value] = new Set(rising(differences));
        }
      }
      return facets;
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
      const found = await Promise.all(words(text).map((word) => this.index.find(word)));
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
        const weights = this.#speaks(page) ? LEVEL_WEIGHTS : LISTED_WEIGHTS;
        const counted = some.reduce((sum, level) => sum + weights[level], 0);
        scores.set(page, (this.#weight(page) * counted) / some.length);
      }
      return inOrder(scores);
    }

    /** As `#byScore`; of the best, those that are called just so come first. */
    async #ranked(levels, text) {
      const bare = (words) => normalise(words).replace(PUNCTUATION, "");
      const pages = this.#byScore(levels);
      const head = pages.slice(0, SHOWN).filter((page) => levels.get(page).includes(NAME));
      const entries = await Promise.all(head.map((page) => this.index.entry(page)));
      const first = head.filter((_, at) => entries[at].names.some((name) => bare(name) === bare(text)));
      return [...first, ...pages.filter((page) => !first.includes(page))];
    }

    /** Whether a page says something itself, instead of listing what others say. */
    #speaks(page) {
      return SPEAKING.has(this.index.kindOf(page));
    }

    #weight(page) {
      return KIND_WEIGHTS[this.index.kindOf(page)] ?? 0.5;
    }

    /** Other words that the glossary or the registry of units has for what some terms hold. */
    #synonyms(term) {
      const others = [];
      for (const group of this.words.synonyms) {
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
      const numbered = words(text.replace(DOCUMENT_NUMBER, "($1)$2号"));
      // A single character apart from its neighbours means nothing.
      const several = (some) => some.filter((word) => Array.from(word).length > 1);
      const apart = several(words(text.replace(PUNCTUATION, " ")));
      const matter = several(words(text.replace(QUESTION_WORDS, " ").replace(PUNCTUATION, " ")));
      const found = await this.#inOtherWords([numbered, words(text), apart, matter]) ?? (await this.#similar(matter));
      // Whoever names a unit in a question may mean all that it does.
      const units = this.words.units.filter(([name]) => text.includes(name));
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
      for (const variant of [terms, ...this.#otherWords(terms).map((other) => words(other))]) {
        const { scores, pairs } = await this.#resembling(variant);
        for (const [page, score] of scores) if (score > (best.get(page) ?? 0)) best.set(page, score);
        for (const pair of pairs) marked.add(pair);
      }
      const most = Math.max(0, ...best.values());
      for (const [page, score] of best) if (score < most * OF_THE_BEST) best.delete(page);
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
        if (!this.#speaks(page)) continue;
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
    const asked = `“${Array.from(query.trim()).slice(0, QUOTED).join("")}”`;
    if (!pages.length) return `没有找到${asked}。`;
    if (!isRelated) return `找到 ${pages.length} 个页面。`;
    const words = instead.slice(0, 3).map((word) => `“${word}”`).join("");
    const by = words ? `以下按近义词${words}查找` : "以下为相关结果";
    return `没有完全匹配${asked}，${by}，共 ${pages.length} 个页面。`;
  };

  return { Column, normalise, excerpt, marked, outcome, FAILED, LONGEST_QUERY, SHOWN };
})();
