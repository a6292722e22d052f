// Makes a combobox of Material's search box: its field has a list of hits below, the arrow keys
// choose one, Enter opens it or the page of all hits, Escape closes the list.
(() => {
  "use strict";

  const LEADS_ON = ".hit__all";
  // As in text.js, which is not loaded for the box.
  const LONGEST_IN_ADDRESS = 101;

  const bind = (box, toggle) => {
    const field = box.querySelector("input");
    const list = box.querySelector(".md-search-result__list");
    const meta = box.querySelector(".md-search-result__meta");

    // Links of this site lead to folders, or name the page there; hits do the same.
    const pageName = box.closest("[data-page]").dataset.page.replace(/^.*\//, "");

    let chosenBefore = "";
    let looked = "";
    let isComposing = false;

    const options = () => [...list.querySelectorAll("a")];
    const chosen = () => list.querySelector("[aria-selected=true]");
    const isOpen = () => toggle.checked && options().length > 0;

    const named = (address) => {
      const page = new URL(address);
      if (page.pathname.endsWith("/")) page.pathname += pageName;
      return page.href;
    };

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
        option.href = named(option.href);
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
      if (toggle.checked === isOn) return;
      toggle.checked = isOn;
      toggle.dispatchEvent(new CustomEvent("change"));
    };
    const close = () => turn(false);
    const open = () => turn(true);

    // After the last option comes the field itself.
    const move = (inOrder) => {
      open();
      choose(inOrder[inOrder.indexOf(chosen()) + 1] ?? null);
    };

    const keys = {
      ArrowDown: () => move(options()),
      ArrowUp: () => move(options().reverse()),
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
    toggle.addEventListener("change", () => {
      // Nobody opens what is hidden.
      if (!toggle.checked) choose(null);
      show();
    });
    // Material looks when a key goes up; pasted, dictated and composed text brings no key.
    const look = () => {
      open();
      choose(null);
      // Material does not ask the same again, so that no answer would follow.
      if (field.value !== looked) meta.textContent = field.value.trim() ? "正在检索……" : "";
      looked = field.value;
      field.dispatchEvent(new KeyboardEvent("keyup"));
    };
    field.addEventListener("compositionstart", () => {
      isComposing = true;
    });
    field.addEventListener("compositionend", () => {
      isComposing = false;
      look();
    });
    field.addEventListener("input", () => {
      if (!isComposing) look();
    });
    field.addEventListener("click", () => {
      if (field.value.trim()) open();
    });
    field.addEventListener("keyup", (event) => {
      if (isComposing) event.stopImmediatePropagation();
    }, true);
    // Ahead of Material, which would move the focus into the list.
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return event.stopPropagation();
      if (!(event.key in keys)) return;
      event.stopPropagation();
      event.preventDefault();
      keys[event.key]();
    }, true);
    document.addEventListener("click", (event) => {
      if (!box.contains(event.target)) close();
    });
    box.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (next && !box.contains(next)) close();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[data-md-component=search]");
    const toggle = document.getElementById("__search");
    if (box && toggle) bind(box, toggle);
  });
})();
