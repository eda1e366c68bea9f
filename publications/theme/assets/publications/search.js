/* The search of the site. site.js loads it, and this loads the index, when the search is first opened. */

/* How many results are shown, and how many letters of a text that has a word. */
const MOST = 50;
const EXCERPT = 180;
/* Scripts that write no blanks: there a word may begin anywhere. */
const UNBROKEN = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;

const make = (tag, name, ...inside) => {
  const element = document.createElement(tag);
  if (name) element.className = `site-search__${name}`;
  element.append(...inside);
  return element;
};
const plain = (html) => new DOMParser().parseFromString(html, "text/html").body;

/* A text folded letter by letter, and for each folded letter the place where it came from. */
const folds = new Map();
const trace = (text, fold) => {
  let folded = "";
  const places = [];
  let place = 0;
  for (const letter of text) {
    if (!folds.has(letter))
      folds.set(letter, fold(letter) || (/[\p{M}\p{Cf}]/u.test(letter) ? "" : " "));
    const letters = folds.get(letter);
    for (let count = letters.length; count; count--) places.push(place);
    folded += letters;
    place += letter.length;
  }
  places.push(place);
  return { folded, places };
};

/* The parts of a text that match, as pairs of begin and end, in order. */
const matches = (text, words, fold) => {
  const { folded, places } = trace(text, fold);
  const pairs = words.flatMap((word) => [...folded.matchAll(word)])
    .map((match) => [places[match.index], places[match.index + match[0].length]]);
  return pairs.sort((one, other) => one[0] - other[0]);
};

const marked = (text, words, fold) => {
  const parts = [];
  let done = 0;
  for (const [begin, end] of matches(text, words, fold)) {
    if (begin < done) continue;
    parts.push(text.slice(done, begin), make("mark", "", text.slice(begin, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
};

/* The paragraph that has most of the words, cut to what stands around the first of them. */
const excerpt = (html, words, fold) => {
  const body = plain(html);
  const text = (part) => part.textContent.replace(/\s+/g, " ").replace(/ (?=[.,)])/g, "").trim().normalize();
  const hits = (text) => words.filter((word) => fold(text).search(word) >= 0).length;
  let best = text(body), most = 0;
  for (const part of [...body.querySelectorAll("p, pre, li")].map(text))
    if (hits(part) > most) best = part, most = hits(part);
  const [first] = matches(best, words, fold);
  if (!first || best.length <= EXCERPT) return first ? best : "";
  const begin = first[0] < EXCERPT / 2 ? 0 : best.lastIndexOf(" ", first[0] - EXCERPT / 3) + 1;
  const end = best.indexOf(" ", begin + EXCERPT);
  return `${begin ? "… " : ""}${end < 0 ? best.slice(begin) : `${best.slice(begin, end)} …`}`;
};

/* The entries of the index, as MkDocs writes it (docs) or Zensical (items). */
const load = async (address, fold) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const index = await answer.json();
  /* Only the signs < > & are references there, and folding leaves none of them. */
  const key = (html) => fold(html.replace(/<[^>]*>|&(?:lt|gt|amp);/g, " "));
  const entries = (index.docs ?? index.items)
    .map((entry) => ({ ...entry, keys: [key(entry.title), key(entry.text)] }));
  const pages = new Map(entries.map((entry) => [entry.location, entry.title]));
  for (const entry of entries) {
    const [page, section] = entry.location.split("#");
    entry.byline ??= section && pages.get(page) !== entry.title ? pages.get(page) : "";
  }
  return entries;
};

/* Those that have every word, the best first: what is in a title counts more than what is in a text. */
const look = (entries, words) => {
  const score = ({ keys: [title, text] }) => {
    let sum = 0;
    for (const word of words) {
      const value = 4 * (title.search(word) >= 0) + (text.search(word) >= 0);
      if (!value) return 0;
      sum += value;
    }
    return sum;
  };
  const scored = entries.map((entry) => [score(entry), entry]).filter(([value]) => value);
  return scored.sort(([one], [other]) => other - one).map(([, entry]) => entry);
};

export default async (dialog, fold) => {
  const field = dialog.querySelector("input");
  const state = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ol");
  const address = new URL(dialog.dataset.index, location);
  /* The pages are below the folder that the index is addressed from. */
  const root = new URL(dialog.dataset.root, location);
  const entries = await load(address, fold);

  const result = (entry, words) => {
    const text = (html) => plain(html).textContent.normalize();
    const link = make("a", "title", ...marked(text(entry.title), words, fold));
    link.href = new URL(entry.location, root);
    if (entry.lang) link.lang = entry.lang;
    const lines = [
      ["byline", text(entry.byline ?? "")],
      ["excerpt", excerpt(entry.text, words, fold)],
    ].filter(([, line]) => line).map(([name, line]) => make("p", name, ...marked(line, words, fold)));
    const item = make("li", "result", link, ...lines);
    for (const part of item.children) part.dir = "auto";
    return item;
  };
  const say = (found) => {
    const { none, one, several, many } = dialog.dataset;
    if (!found.length) return none.replace("{query}", () => field.value.trim());
    if (found.length === 1) return one;
    const words = found.length <= MOST ? several : many;
    return words.replace("{count}", found.length).replace("{most}", MOST);
  };
  const search = () => {
    const words = fold(field.value).split(" ").filter(Boolean)
      .map((word) => new RegExp(UNBROKEN.test(word) ? word : `(?<=^| )${word}`, "gu"));
    const found = words.length ? look(entries, words) : [];
    list.replaceChildren(...found.slice(0, MOST).map((entry) => result(entry, words)));
    list.parentNode.scrollTop = 0;
    state.textContent = words.length ? say(found) : "";
  };

  field.addEventListener("input", search);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  dialog.querySelector("form").addEventListener("reset", () => {
    if (!field.value) dialog.close();
    else field.focus();
    setTimeout(search);
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const stops = [field, ...list.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + step;
    stops[(next + stops.length) % stops.length].focus();
  });
  search();
};
