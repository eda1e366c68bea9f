"use strict";
/* The filter of publications, and copying references. Everything else works without a script. Listeners
   sit on the document: parts may be replaced while the page stays. */
(() => {
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => from.querySelectorAll(selector);

  /* ---- Filter: the state is in the address, so that it can be sent, and Back works. ---------- */

  const letters = {
    ß: "ss", ς: "σ", æ: "ae", œ: "oe", þ: "th", ŋ: "ng", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i",
    ȷ: "j", ħ: "h", ŧ: "t", ĸ: "k", ƶ: "z", ɨ: "i", ƀ: "b",
  };
  /* As tex.fold of the package: no accents, no case, no punctuation. */
  const fold = (text) =>
    text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u20d0-\u20ff]/g, "")
      .replace(/[^\0-\x7f]/g, (letter) => letters[letter] ?? letter).normalize("NFKC")
      .replace(/\p{Cf}/gu, "").replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();

  /* What an item is found by: what it shows, and what data-search adds to that. */
  const key = (item) => {
    const shown = () => [...all("p:not(.site-legend)", item)].map((part) => part.textContent);
    return (item.siteKey ??= `${fold(shown().join(" "))} ${item.dataset.search}`);
  };

  const filter = (form) => {
    const words = fold(form.elements.q.value).split(" ");
    const type = form.elements.type.value;
    const topic = find("select", form);
    const filtered = Boolean(type || words[0] || topic?.value);
    const counts = {};
    const count = (value) => (counts[value] = (counts[value] || 0) + 1);
    let shown = 0, total = 0;
    for (const group of all(".site-group", form.parentNode)) {
      group.hidden = true;
      for (const item of all(".site-item", group)) {
        const kind = item.dataset.type;
        const topics = item.dataset.topics?.split("|") || [];
        const found = words.every((word) => !word || key(item).includes(word));
        const typed = !type || type === kind;
        const about = !topic?.value || topics.includes(topic.value);
        if (found && about) count("type"), count(`type ${kind}`);
        if (found && typed) topics.forEach(count);
        item.hidden = !(found && typed && about);
        if (!item.hidden) group.hidden = false, shown += 1;
        total += 1;
      }
      const folded = find(".site-fold", group);
      if (folded && folded.siteFiltered !== filtered) folded.open = folded.siteFiltered = filtered;
      const year = `nav li [href="#${group.getAttribute("aria-labelledby")}"]`;
      for (const link of all(year)) link.dataset.empty = group.hidden;
    }
    for (const radio of all("[name=type]", form))
      find(".site-number", radio.parentNode).textContent = counts[`type ${radio.value}`.trim()] || 0;
    for (const option of all("[data-label]", form))
      option.textContent = `${option.dataset.label} (${counts[option.value] || 0})`;
    const state = find("output span", form);
    const text = shown < total ? form.dataset.shown.replace("{shown}", shown).replace("{total}", total) : `${total}`;
    if (state.textContent !== text) state.textContent = text;
    find("[type=reset]", form).hidden = !filtered;
    find(".site-filter__none", form).hidden = shown > 0;
  };
  /* Who filters far down the list sees the first that is left, and the field stays where it is. */
  const refilter = (form, fromTop) => {
    const list = form.parentNode;
    const stuck = list.getBoundingClientRect().top < 0;
    if (stuck) list.style.minHeight = "100vh";
    filter(form);
    if (stuck && fromTop) scrollBy(0, Math.ceil(list.getBoundingClientRect().top));
  };
  /* One step of history for each change of type, and for each text however many keys it took. */
  let typing = false;
  const read = () => {
    const form = find(".site-filter");
    if (!form) return;
    const state = new URLSearchParams(location.search);
    form.elements.q.value = state.get("q") || "";
    for (const [index, radio] of all("[name=type]", form).entries())
      if (!index || radio.value === state.get("type")) radio.checked = true;
    for (const option of all("option", form))
      if (!option.value || option.value === state.get(option.parentNode.name)) option.selected = true;
    filter(form);
    typing = false;
  };
  const write = (form, text) => {
    const state = new URLSearchParams(location.search);
    for (const name of ["q", "type", find("select", form)?.name ?? "q"]) {
      const value = form.elements[name].value.trim();
      if (value) state.set(name, value);
      else state.delete(name);
    }
    const url = location.pathname + `?${state}`.replace(/^\?$/, "");
    if (text && typing) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    typing = text;
  };

  document.addEventListener("input", ({ target }) => {
    const form = target.closest(".site-filter");
    if (!form) return;
    refilter(form, target.name === "q");
    write(form, target.name === "q");
  });
  document.addEventListener("reset", ({ target }) => {
    if (!target.matches(".site-filter")) return;
    setTimeout(() => {
      refilter(target, true);
      write(target, false);
      target.elements.q.focus();
    });
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".site-filter")) event.preventDefault();
  });
  document.addEventListener("focusout", () => (typing = false));
  addEventListener("popstate", read);

  /* ---- Folds: a year that an address leads to is opened. -------------------------------------- */

  const unfold = () =>
    find(`[id="${CSS.escape(location.hash.slice(1))}"] ~ .site-fold`)?.setAttribute("open", "");
  addEventListener("hashchange", unfold);

  /* ---- Cite: copies the .bib that it leads to; where that fails, one gets the file. ----------- */

  const blob = (text, type) => new Blob([text], { type });
  /* Says so at the button for two seconds, and to those who listen: in the footer's status of the theme
     `publications`, by Material's message elsewhere. */
  const copy = async (item, button, what) => {
    const words = button.closest("[data-copied]").dataset, said = words[`${what}Copied`];
    await navigator.clipboard.write([new ClipboardItem(item)]);
    const word = button.firstChild, before = button.dataset.word ??= word.data;
    word.data = words.copied;
    const status = find(".site-footer [role=status]");
    if (status) status.replaceChildren(said);
    else window.alert$?.next(said);
    setTimeout(() => (word.data = before), 2000);
  };
  const cite = async (link) => {
    const text = fetch(link.href).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return blob(await answer.text(), "text/plain");
    });
    try {
      /* A promise, because Safari lets a page copy only in the moment of the click. */
      await copy({ "text/plain": text }, link, "bibtex");
    } catch {
      location.href = link.href;
    }
  };
  /* A reference with its italics; where copying fails, it is selected. */
  const quote = async (text, button) => {
    getSelection().selectAllChildren(text);
    const item = { "text/plain": blob(text.textContent, "text/plain") };
    if (text.matches("p")) item["text/html"] = blob(text.outerHTML, "text/html");
    return copy(item, button, "reference");
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("a")?.hash === location.hash) unfold();
    const target = event.target.closest("[data-site-copy], [data-rel=cite]");
    if (!target) return;
    if ("siteCopy" in target.dataset) quote(target.previousElementSibling, target).catch(() => {});
    else if (window.ClipboardItem && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      cite(target);
    }
  });

  /* ---- Now, and again if the theme puts another page in place of this one ----------------------- */

  const start = () => {
    read();
    unfold();
  };
  if (window.document$) window.document$.subscribe(start);
  else start();

  /* The theme's search folds as the filter does. */
  window.publications = { fold };
})();
