// The index of one edition, as generator/search/index.py writes it.
"use strict";

var disclosureIndex = (() => {
  const { normalise } = disclosureText;
  // As FORMAT in generator/search/index.py.
  const FORMAT = 2;
  const LEVELS = 4;
  // As _NONE in generator/search/postings.py.
  const NONE = { x: 3, y: 9, z: 27 };
  const [LABEL, TEXT, NAME] = [0, 1, 2];

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

  /** Pages to the level of the passage that holds it, the highest, from a digit for each page. */
  const readDigits = (digits) => {
    if (!/^[0-7xyz]*$/.test(digits)) throw new Error("search: a posting with another digit");
    const pages = new Map();
    let page = 0;
    for (const digit of digits) {
      if (digit > "0" && !NONE[digit]) pages.set(page, Math.floor(Math.log2(Number(digit))));
      page += NONE[digit] ?? 1;
    }
    return pages;
  };

  /** Pages to the level of the passage that holds it, the highest, which comes last. */
  const readNumbers = (differences) =>
    new Map(rising(differences).map((place) => [Math.floor(place / LEVELS), place % LEVELS]));

  const readPosting = (posting) => (typeof posting === "string" ? readDigits(posting) : readNumbers(posting));

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
      this.firstPages = rising(meta.firstPages);
      this.long = new Set(meta.long);
      this.files = new Map();
    }

    /** What helps where a query is not found: `{simplify, synonyms, units}`. */
    async vocabulary() {
      const { traditional, synonyms, units } = await this.piece("vocabulary");
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
      const { grams, postings } = await this.part(lastUpTo(this.meta.boundaries, text));
      const at = lastUpTo(grams, text);
      const next = grams[at] === text ? text : grams[at + 1];
      if (next?.startsWith(text)) return { posting: readPosting(postings[next]) };
      // A boundary has no more in common with `text` than the gram before it: only its last
      // character is another.
      const near = [grams[at] ?? "", next ?? ""];
      return { length: Math.max(...near.map((gram) => lengthInCommon(text, gram))) };
    }

    /**
     * The pages that hold `text`, which has no blank: `{pages, isExact}`. If not exact, these are
     * few pages among which all that hold it are.
     */
    async lookUp(text) {
      const { posting, length } = await this.descend(text);
      if (posting) return { pages: posting, isExact: true };
      // It ends within a character beyond the basic plane only where no page holds `text`.
      const beginning = text.slice(0, length);
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

    /** For each facet and value of it the pages. */
    async facets() {
      const written = await this.piece("facets");
      // Ids may be called as what every object has.
      const facets = Object.create(null);
      facets.kind = {};
      this.kinds.forEach(([kind, first], at) => {
        const end = this.kinds[at + 1]?.[1] ?? this.meta.pages;
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

    /** The entry of a page: `{address, title, names, place, passages, onLong}`. */
    async entry(page) {
      const number = lastUpTo(this.firstPages, page);
      const entries = await this.piece(`texts-${number}`);
      const [address, names, place, passages, onLong = {}] = entries[page - this.firstPages[number]];
      return { address, title: names[0], names, place, passages, onLong };
    }
  }

  return { Index, LABEL, NAME };
})();
