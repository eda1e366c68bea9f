"use strict";
/* Scheme, search and menu. Everything else on the site works without a script. */
(() => {
  const root = document.documentElement;
  const names = { "": "as the system", light: "light", dark: "dark" };

  /* Scheme: system, light, dark, and round again. main.html sets the stored one before the first paint. */
  const show = () => {
    for (const name of document.querySelectorAll("[data-site-scheme-name]"))
      name.textContent = names[root.dataset.scheme || ""];
  };
  const turn = () => {
    const order = Object.keys(names);
    const next = order[(order.indexOf(root.dataset.scheme || "") + 1) % order.length];
    if (next) root.dataset.scheme = next;
    else delete root.dataset.scheme;
    try {
      if (next) localStorage.setItem("site-scheme", next);
      else localStorage.removeItem("site-scheme");
    } catch {
      /* Storage may be forbidden; the choice then lasts as long as the page. */
    }
    show();
  };
  show();

  /* Search: the theme opens its panel by a hidden checkbox, which only a mouse reaches. */
  const toggle = document.getElementById("__search");
  const query = document.querySelector("[data-md-component=search-query]");
  let opener = null;
  const search = (from) => {
    if (!toggle || !query) return;
    opener = from;
    if (!toggle.checked) toggle.click();
    query.focus();
    query.select();
  };
  toggle?.addEventListener("change", () => {
    if (!toggle.checked && opener) opener.focus();
  });

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-site-scheme], [data-site-search]");
    if (target) "siteScheme" in target.dataset ? turn() : search(target);
    for (const menu of document.querySelectorAll(".site-menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".site-menu[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search(document.activeElement);
    }
  });
})();
