// Large type, high contrast, copying and printing. Without this script every page can be read and every link followed.
(() => {
  "use strict";
  const root = document.documentElement;
  const switches = ["large", "contrast"];
  const key = (name) => `disclosure.${name}`;

  const remembered = (name) => {
    try {
      return localStorage.getItem(key(name)) === "on";
    } catch {
      return false;
    }
  };

  const remember = (name, isOn) => {
    try {
      localStorage.setItem(key(name), isOn ? "on" : "off");
    } catch {
      // Private windows may refuse; the switch works for this page all the same.
    }
  };

  root.classList.replace("no-js", "js");
  // There browsers let no script read another file.
  if (location.protocol === "file:") root.classList.add("no-search");
  // At once, while the page is still being read: nothing flashes.
  for (const name of switches) root.classList.toggle(name, remembered(name));

  const bindSwitch = (button) => {
    const name = button.dataset.switch;
    const show = () => button.setAttribute("aria-pressed", root.classList.contains(name));
    button.hidden = false;
    button.addEventListener("click", () => {
      remember(name, root.classList.toggle(name));
      show();
    });
    show();
  };

  const bindActs = () => {
    const said = document.querySelector(".acts__said");
    const acts = {
      print: () => print(),
      copy: async () => {
        const address = location.href.split("#")[0];
        try {
          await navigator.clipboard.writeText(address);
          said.textContent = "已复制";
        } catch {
          said.textContent = address;
        }
      },
    };
    for (const button of document.querySelectorAll("[data-act]")) {
      button.hidden = false;
      button.addEventListener("click", acts[button.dataset.act]);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-switch]").forEach(bindSwitch);
    document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
    bindActs();
  });
})();
