// Makes a combobox of Material's search box: its field has a list of hits below, the arrow keys
// choose one, Enter opens it or the page of all hits, Escape closes the list.
(() => {
  "use strict";

  const LEADS_ON = ".hit__all";
  // One character more than a search uses, so that its page can say that it was too long.
  const LONGEST_IN_ADDRESS = 101;

  const bind = (box, toggle) => {
    const field = box.querySelector("input");
    const list = box.querySelector(".md-search-result__list");
    const meta = box.querySelector(".md-search-result__meta");

    let chosenBefore = "";

    const options = () => [...list.querySelectorAll("a")];
    const chosen = () => list.querySelector("[aria-selected=true]");
    const isOpen = () => toggle.checked && options().length > 0;

    const choose = (option) => {
      for (const other of options()) other.setAttribute("aria-selected", String(other === option));
      chosenBefore = option?.href ?? "";
      if (option) {
        field.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else field.removeAttribute("aria-activedescendant");
    };

    const show = () => {
      // Material calls this a list of links; here it is what the field offers.
      list.setAttribute("role", "listbox");
      options().forEach((option, at) => {
        option.id = `hit-${at}`;
        option.setAttribute("role", "option");
        // Material's headings and articles would hide the words of an option.
        for (const part of [option.closest("li"), ...option.querySelectorAll("article, h1, h2")]) {
          part.setAttribute("role", "presentation");
        }
      });
      // The list is made anew when the rest of the hits is known.
      choose(options().find((option) => option.href === chosenBefore) ?? null);
      meta.textContent = list.querySelector(LEADS_ON)?.dataset.said ?? "";
      field.setAttribute("aria-expanded", String(isOpen()));
    };

    // Those who listen to the toggle, `show` among them, follow.
    const turn = (isOn) => {
      toggle.checked = isOn;
      toggle.dispatchEvent(new CustomEvent("change"));
    };
    const close = () => turn(false);
    const open = () => turn(true);

    const move = (step) => {
      if (!toggle.checked) open();
      const all = options();
      const at = all.indexOf(chosen());
      // Before the first and behind the last is the field itself.
      choose(all[(at + 1 + step + all.length + 1) % (all.length + 1) - 1] ?? null);
    };

    const keys = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => {
        const target = chosen();
        if (target) location.assign(target.href);
        else if (field.value.trim()) {
          const page = new URL(box.closest("[data-page]").dataset.page, location);
          page.searchParams.set("q", Array.from(field.value).slice(0, LONGEST_IN_ADDRESS).join(""));
          location.assign(page);
        }
      },
      Escape: () => {
        if (toggle.checked) close();
        else field.value = "";
      },
    };

    box.removeAttribute("role");
    box.querySelector(".md-search__options").hidden = true;
    // Whatever scrolls has a name and can have the focus.
    const scroll = box.querySelector(".md-search__scrollwrap");
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "检索结果");
    meta.setAttribute("role", "status");
    list.id = "hits";
    list.setAttribute("aria-label", "检索结果");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("enterkeyhint", "search");
    show();

    new MutationObserver(show).observe(list, { childList: true });
    toggle.addEventListener("change", show);
    // Material looks when a key goes up; pasted, dictated and composed text brings no key.
    const look = () => {
      if (!toggle.checked) open();
      choose(null);
      meta.textContent = field.value.trim() ? "正在检索……" : "";
      field.dispatchEvent(new KeyboardEvent("keyup"));
    };
    let isComposing = false;
    field.addEventListener("compositionstart", () => (isComposing = true));
    field.addEventListener("compositionend", () => {
      isComposing = false;
      look();
    });
    field.addEventListener("input", () => isComposing || look());
    field.addEventListener("click", () => toggle.checked && isOpen() || field.value.trim() === "" || open());
    field.addEventListener("keyup", (event) => isComposing && event.stopImmediatePropagation(), true);
    // Ahead of Material, which would move the focus into the list.
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return event.stopPropagation();
      if (!(event.key in keys)) return;
      event.stopPropagation();
      event.preventDefault();
      keys[event.key]();
    }, true);
    document.addEventListener("click", (event) => box.contains(event.target) || !toggle.checked || close());
    box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && toggle.checked && close());
  };

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[data-md-component=search]");
    const toggle = document.getElementById("__search");
    if (box && toggle) bind(box, toggle);
  });
})();
