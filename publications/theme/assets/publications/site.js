"use strict";
/* Scheme, search and menu; publications.js has what publications need. Everything else works without a
   script. Listeners sit on the document: parts may be replaced while the page stays. */
(() => {
  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => from.querySelectorAll(selector);

  /* ---- Scheme: system, light, dark, and round again. layout.html sets the stored one early. -- */

  const order = ["", "light", "dark"];
  const show = () => {
    for (const name of all("[data-site-scheme-name]"))
      name.textContent = name.dataset[root.dataset.scheme || "system"];
  };
  const turn = () => {
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

  /* ---- Search: its script and its index are loaded when it is first opened. ------------------- */

  let loaded;
  const search = () => {
    const dialog = find(".site-search");
    if (!dialog) return;
    if (!dialog.open) dialog.showModal();
    find("input", dialog).select();
    loaded ??= import("./search.js").then((module) => module.default(dialog, publications.fold)).catch(() => {
      loaded = undefined;
      find("[role=status]", dialog).textContent = dialog.dataset.failed;
    });
  };

  /* ---- Clicks and keys ------------------------------------------------------------------------ */

  /* What a click elsewhere, or Escape, closes: the menu of a phone, the panel of a section. */
  const menus = ".site-menu[open], .site-tabs [open]";

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-site-scheme], [data-site-search]");
    for (const menu of all(menus))
      if (!menu.contains(event.target)) menu.open = false;
    /* A click on the veil is one on the dialog itself; a link to another place of this page stays here. */
    if (event.target.matches(".site-search") || event.target.closest(".site-search a"))
      find(".site-search").close();
    if (!target) return;
    if ("siteScheme" in target.dataset) turn();
    else search();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".site-search form")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const menu = find(menus);
    if (event.key === "Escape" && menu) {
      menu.open = false;
      find("summary", menu).focus();
    }
    /* The search's field keeps the focus for a moment after it is closed. */
    if (event.ctrlKey || event.metaKey || event.altKey
      || event.target.closest("input, textarea, select, [contenteditable]")?.checkVisibility()) return;
    /* Of the theme's keys only "/" is left: letters would act for who speaks to the computer. */
    if (/^[fspn,./]$/.test(event.key)) event.stopPropagation();
    if (event.key === "/") {
      event.preventDefault();
      search();
    }
  });

  /* ---- Now, and again if the theme puts another page in place of this one --------------------- */

  const start = () => {
    show();
    find(".md-dialog")?.setAttribute("role", "status");
  };
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
