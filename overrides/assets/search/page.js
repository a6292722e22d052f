// The page of all hits: what is asked stands in its address, so that a list of hits can be sent on.
(() => {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src);
  const AT_ONCE = 20;
  const { FAILED, LONGEST_IN_ADDRESS, LONGEST_QUERY, LONGEST_QUOTED, beginning, excerpt, marked, outcome } = disclosureText;
  const EMPTY = "请输入检索词，或选择条件。";
  const SEARCHING = "正在检索……";
  const column = new disclosureSearch.Column(ROOT);
  const ROLES = ["lead", "responsible", "supporting", "shared"];

  const element = (name, text = "", className = "") => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  };

  const withMarks = (parent, pieces) => {
    for (const [piece, isMarked] of pieces) parent.append(isMarked ? element("mark", piece) : piece);
    return parent;
  };

  const filled = ({ address, title, place, passage }, terms, pageName) => {
    const link = element("a");
    link.href = new URL(`${address}${pageName}`, ROOT);
    withMarks(link, marked(title, terms));
    const hit = element("li", "", "hit");
    const heading = element("h2");
    heading.append(link);
    hit.append(heading, element("p", place, "hit__place"));
    if (passage) hit.append(withMarks(element("p"), excerpt(passage, terms)));
    return hit;
  };

  /** Which pages each value of each facet leaves, by the names of the fields of the form. */
  const pagesOf = (facets, field, value, asked) => {
    if (field === "department") {
      const roles = asked.role ? [asked.role] : ROLES;
      return new Set(roles.flatMap((role) => [...(facets[role]?.[value] ?? [])]));
    }
    if (field === "role") {
      const units = asked.department ? [asked.department] : Object.keys(facets[value] ?? {});
      return new Set(units.flatMap((unit) => [...(facets[value]?.[unit] ?? [])]));
    }
    return facets[field]?.[value] ?? new Set();
  };

  const narrowed = (pages, facets, asked, without = "") =>
    Object.entries(asked)
      .filter(([field, value]) => value && field !== without)
      .map(([field, value]) => pagesOf(facets, field, value, { ...asked, [without]: "" }))
      .reduce((left, allowed) => left.filter((page) => allowed.has(page)), pages);

  const bind = (form, part) => {
    const selects = [...form.querySelectorAll("select[data-facet]")];
    const said = part.querySelector(".hits__said");
    const list = part.querySelector(".hits__list");
    const more = part.querySelector(".hits__more");
    const also = part.querySelector(".hits__also");
    const none = part.querySelector(".hits__none");
    const labels = new Map(selects.flatMap((select) => [...select.options].map((option) => [option, option.textContent])));
    const chosen = form.querySelector(".search__chosen");
    const clear = form.querySelector(".search__clear");
    const title = document.title;
    // Links of this site lead to folders, or name the page there; hits do the same.
    const pageName = form.getAttribute("action").replace("./", "");
    let latest = 0;
    let settled = 0;
    let asking = "";
    // Values in the address that no condition has.
    let unknown = [];
    // What is listed: the pages of one edition, the search that knows them, for which address.
    let listed = { pages: [], terms: [], search: null, address: null };

    const describe = () => {
      const names = selects.filter((select) => select.value).map((select) => labels.get(select.selectedOptions[0]));
      chosen.textContent = names.length ? `（已选：${names.join("、")}）` : "";
      clear.hidden = names.length === 0;
      const query = queried();
      document.title = query ? `${beginning(query, LONGEST_QUOTED)} - ${title}` : title;
    };

    const asked = () => Object.fromEntries(selects.map((select) => [select.name, select.value]));
    const isNarrowed = () => Object.values(asked()).some(Boolean);
    // Words that stand in the field, but are not sent yet, are no question.
    const queried = () => (new URLSearchParams(location.search).get("q") ?? "").trim();
    const isAsked = () => queried() !== "" || isNarrowed();

    /** The option for what stands in an address, be it what stood for it in former ones. */
    const optionFor = (select, value) =>
      [...select.options].find((option) => option.value === value || option.dataset.former?.split(" ").includes(value));

    const read = () => {
      const address = new URLSearchParams(location.search);
      form.elements.q.value = address.get("q") ?? "";
      unknown = [];
      for (const select of form.querySelectorAll("select")) {
        const value = address.get(select.name) ?? "";
        const option = optionFor(select, value);
        if (!option) unknown.push(value);
        (option ?? select.options[0]).selected = true;
      }
    };

    const write = () => {
      unknown = [];
      const address = new URL(location);
      const given = [...new FormData(form)].filter(([, value]) => value.trim());
      address.search = new URLSearchParams(given.map(([name, value]) => [name, beginning(value, LONGEST_IN_ADDRESS)]));
      if (address.href !== location.href) history.pushState({}, "", address);
    };

    const count = (pages, facets) => {
      for (const select of selects) {
        const left = narrowed(pages, facets, asked(), select.name);
        for (const option of select.options) {
          const within = option.value ? pagesOf(facets, select.name, option.value, { ...asked(), [select.name]: option.value }) : null;
          const number = within ? left.filter((page) => within.has(page)).length : left.length;
          option.textContent = `${labels.get(option)}（${number}）`;
          option.disabled = Boolean(option.value) && number === 0 && !option.selected;
        }
      }
    };

    const hitsOf = async (search, pages, terms) => {
      const hits = await Promise.all(pages.map((page) => search.show(page, terms)));
      return hits.map((hit) => filled(hit, terms, pageName));
    };

    const offerMore = () => {
      const left = listed.pages.length - list.children.length;
      more.hidden = left === 0;
      more.disabled = false;
      more.textContent = `再显示一些（还有 ${left} 个）`;
    };

    const showMore = async () => {
      const turn = latest;
      const from = list.children.length;
      const { search, pages, terms } = listed;
      more.disabled = true;
      try {
        const hits = await hitsOf(search, pages.slice(from, from + AT_ONCE), terms);
        if (turn !== latest) return;
        list.append(...hits);
        offerMore();
      } catch {
        // Their edition may be gone: the pages of another have other numbers.
        if (turn !== latest || !(await run(from + AT_ONCE))) return;
      }
      list.children[from]?.querySelector("a").focus();
      // Whoever comes back finds as many again.
      history.replaceState({ shown: list.children.length }, "");
    };

    const sentence = (found, query, left) => {
      if (!query) return `共 ${left.length} 个页面。`;
      const cut = found.isCut ? `检索词太长，只用了前 ${LONGEST_QUERY} 个字。` : "";
      const number = left.length ? `其中符合所选条件的 ${left.length} 个。` : "其中没有符合所选条件的。";
      return `${cut}${outcome(query, found)}${left.length === found.pages.length ? "" : number}`;
    };

    const leftOut = () => {
      const values = unknown.map((value) => `“${beginning(value, LONGEST_QUOTED)}”`).join("");
      return values && `网址里的条件${values}不存在，已略去。`;
    };

    const suggest = (words) => {
      also.hidden = words.length === 0;
      also.replaceChildren("也可以检索：");
      words.forEach((word, at) => {
        const link = element("a", word);
        const address = new URL(location);
        address.searchParams.set("q", word);
        link.href = address;
        also.append(at ? "、" : "", link);
      });
    };

    const everything = (facets) => Object.values(facets.kind).flatMap((pages) => [...pages]);

    const fail = (error) => {
      console.warn(error);
      settled = latest;
      said.textContent = FAILED;
      also.hidden = true;
      more.disabled = false;
      // What has been found for this question stays.
      if (listed.address === asking) return;
      list.replaceChildren();
      more.hidden = true;
      none.hidden = false;
    };

    /** Show the first hits while it is not known yet which others there are. */
    const preview = async (search, { pages, terms }, turn) => {
      const hits = await hitsOf(search, pages, terms);
      if (turn !== latest || settled === turn || listed.address === asking) return;
      list.replaceChildren(...hits);
      more.hidden = true;
      listed.address = null;
    };

    /** Answer what the form asks from one edition, and show up to `wanted` hits. */
    const answer = async (search, wanted, turn) => {
      const query = queried();
      const isPlain = !isNarrowed() && !form.elements.sort.value;
      const facets = await search.index.facets();
      const first = (some) => isPlain && preview(search, some, turn).catch(console.warn);
      const found = query ? await search.find(query, first) : { pages: everything(facets), terms: [] };
      if (turn !== latest) return;
      const left = narrowed(found.pages, facets, asked());
      const pages = isAsked() ? [...left] : [];
      if (form.elements.sort.value === "place") pages.sort((one, other) => one - other);
      const hits = await hitsOf(search, pages.slice(0, wanted), found.terms);
      if (turn !== latest) return;
      settled = turn;
      listed = { pages, terms: found.terms, search, address: asking };
      list.replaceChildren(...hits);
      none.hidden = !isAsked() || pages.length > 0;
      said.textContent = (isAsked() ? sentence(found, query, left) : EMPTY) + leftOut();
      count(found.pages, facets);
      offerMore();
      const words = query && !found.isRelated ? await search.otherWords(query) : [];
      if (turn === latest) suggest(words);
    };

    /** Ask what the form asks; returns whether it is answered, and not asked otherwise since. */
    const run = async (wanted = Math.max(AT_ONCE, history.state?.shown ?? 0)) => {
      const turn = ++latest;
      asking = location.search;
      describe();
      more.disabled = true;
      said.textContent = isAsked() ? SEARCHING : "";
      try {
        await column.search((search) => answer(search, wanted, turn));
      } catch (error) {
        if (turn === latest) fail(error);
        return false;
      }
      return turn === latest;
    };

    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      write();
      run();
    });
    form.addEventListener("change", (event) => {
      if (event.target === form.elements.q) return;
      write();
      run();
    });
    clear.addEventListener("click", () => {
      for (const select of selects) select.value = "";
      write();
      run();
      form.elements.q.focus();
    });
    more.addEventListener("click", showMore);
    addEventListener("popstate", () => {
      // A jump within the page is no other question.
      if (location.search === asking) return;
      read();
      run();
    });
    read();
    run();
  };

  const form = document.querySelector("form.search");
  const isOff = document.documentElement.classList.contains("no-search");
  if (form && !isOff) bind(form, document.querySelector(".hits"));
})();
