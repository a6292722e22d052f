// The page of all hits: what is asked stands in its address, so that a list of hits can be sent on.
(() => {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src);
  const AT_ONCE = 20;
  const FAILED = "检索暂时用不了，请稍后再试；也可以从任务、责任部门、主题查找。";
  const search = new disclosureSearch.Search(ROOT);
  const ROLES = ["lead", "responsible", "supporting"];

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

  const filled = ({ address, title, place, passage }, terms) => {
    const link = element("a");
    link.href = new URL(address, ROOT);
    withMarks(link, disclosureSearch.marked(title, terms));
    const hit = element("li", "", "hit");
    const heading = element("h2");
    heading.append(link);
    hit.append(heading, element("p", place, "hit__place"));
    if (passage) hit.append(withMarks(element("p"), disclosureSearch.excerpt(passage, terms)));
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
    const names = new Map(selects.flatMap((select) => [...select.options].map((option) => [option, option.textContent])));
    let latest = 0;
    let shown = [];
    let terms = [];

    const asked = () => Object.fromEntries(selects.map((select) => [select.name, select.value]));

    const read = () => {
      const address = new URLSearchParams(location.search);
      form.elements.q.value = address.get("q") ?? "";
      for (const select of form.querySelectorAll("select")) {
        const wanted = address.get(select.name) ?? "";
        select.value = wanted;
        if (select.selectedIndex < 0) select.selectedIndex = 0;
      }
    };

    const write = () => {
      const address = new URL(location);
      const longest = disclosureSearch.LONGEST_QUERY + 1;
      const given = [...new FormData(form)].filter(([, value]) => value.trim());
      address.search = new URLSearchParams(given.map(([name, value]) => [name, Array.from(value).slice(0, longest).join("")]));
      if (address.href !== location.href) history.pushState({}, "", address);
    };

    const count = (pages, facets) => {
      for (const select of selects) {
        const left = narrowed(pages, facets, asked(), select.name);
        for (const option of select.options) {
          const within = option.value ? pagesOf(facets, select.name, option.value, { ...asked(), [select.name]: option.value }) : null;
          const number = within ? left.filter((page) => within.has(page)).length : left.length;
          option.textContent = `${names.get(option)}（${number}）`;
          option.disabled = Boolean(option.value) && number === 0 && !option.selected;
        }
      }
    };

    const showMore = async () => {
      const turn = latest;
      const from = list.children.length;
      const pages = shown.slice(from, from + AT_ONCE);
      const hits = await Promise.all(pages.map((page) => search.show(page, terms)));
      if (turn !== latest) return;
      list.append(...hits.map((hit) => filled(hit, terms)));
      const left = shown.length - list.children.length;
      more.hidden = left === 0;
      more.textContent = `再显示一些（还有 ${left} 个）`;
      if (from) list.children[from].querySelector("a").focus();
    };

    const sentence = ({ pages, isRelated, isCut }, query, left) => {
      const cut = isCut ? `检索词太长，只用了前 ${disclosureSearch.LONGEST_QUERY} 个字。` : "";
      if (!query) return left.length === pages.length ? "" : `共 ${left.length} 个页面。`;
      if (!pages.length) return `${cut}没有找到“${query}”。`;
      const reduced = left.length === pages.length ? "" : `，符合所选条件的 ${left.length} 个`;
      if (isRelated) return `${cut}没有完全匹配“${query}”，以下为相关结果，共 ${pages.length} 个页面${reduced}。`;
      return `${cut}找到 ${pages.length} 个页面${reduced}。`;
    };

    const suggest = (words) => {
      also.hidden = words.length === 0;
      also.replaceChildren("也可以检索：");
      words.slice(0, 5).forEach((word, at) => {
        const link = element("a", word);
        const address = new URL(location);
        address.searchParams.set("q", word);
        link.href = address;
        also.append(at ? "、" : "", link);
      });
    };

    const everything = (facets) => Object.values(facets.kind).flatMap((pages) => [...pages]);

    const run = async () => {
      const turn = ++latest;
      const query = form.elements.q.value.trim();
      const isAsked = query !== "" || Object.values(asked()).some(Boolean);
      try {
        const facets = await search.facets();
        const found = query ? await search.find(query) : { pages: everything(facets), terms: [], also: [] };
        if (turn !== latest) return;
        const left = narrowed(found.pages, facets, asked());
        shown = isAsked ? left : [];
        if (form.elements.sort.value === "place") shown.sort((one, other) => one - other);
        terms = found.terms;
        count(found.pages, facets);
        list.replaceChildren();
        more.hidden = true;
        none.hidden = !isAsked || shown.length > 0;
        suggest(found.also);
        const words = isAsked ? sentence(found, Array.from(query).slice(0, 40).join(""), left) : "";
        await showMore();
        if (turn === latest) said.textContent = words;
      } catch {
        if (turn !== latest) return;
        list.replaceChildren();
        more.hidden = true;
        none.hidden = false;
        said.textContent = FAILED;
      }
    };

    form.hidden = false;
    const facets = form.querySelector("details");
    const isWide = matchMedia("(min-width: 60em)").matches;
    const isNarrowed = () => [...form.querySelectorAll("select")].some((select) => select.value);
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
    more.addEventListener("click", showMore);
    addEventListener("popstate", () => {
      read();
      run();
    });
    read();
    facets.open = isWide || isNarrowed();
    run();
  };

  const form = document.querySelector("form.search");
  if (form) bind(form, document.querySelector(".hits"));
})();
