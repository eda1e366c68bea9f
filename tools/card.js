/* Makes the card of shared links of the first page, whatever stands there: the site's name, large;
   above it the eyebrow where there is one; below it the lead, or the first paragraph before a
   heading, or the page's description; and the record's frames, if the page has them. Returns the characters
   that no font here has, which would be boxes. */
(() => {
  const article = document.querySelector("article") ?? document.body;

  /* Words without the marks of footnotes and what is for scripts or listeners only. */
  const words = (element) => {
    const copy = element.cloneNode(true);
    for (const part of copy.querySelectorAll("sup, .headerlink, .site-sr, script, style"))
      part.remove();
    return copy.textContent.replace(/\s+/g, " ").replace(/ ([.,;:!?])/g, "$1").trim();
  };
  const meta = (selector) => document.querySelector(selector)?.content.trim() ?? "";

  const firstParagraph = () => {
    for (const element of article.children) {
      if (/^H[2-6]$/.test(element.tagName)) break;
      if (element.matches("p:not([class])") && words(element)) return words(element);
    }
    return "";
  };
  const eyebrow = article.querySelector(".site-eyebrow");
  const lead = article.querySelector(".site-lead");
  const texts = {
    eyebrow: eyebrow ? words(eyebrow) : "",
    name: meta("meta[property='og:site_name']") || document.title,
    lead: (lead && words(lead)) || firstParagraph() || meta("meta[name=description]"),
  };

  const card = document.createElement("main");
  card.className = "card";
  for (const [part, text] of Object.entries(texts)) {
    if (!text) continue;
    const element = document.createElement(part === "name" ? "h1" : "p");
    element.className = `card__${part}`;
    element.dir = "auto";
    element.textContent = text;
    card.append(element);
  }
  const drawing = article.querySelector(".site-record__frames");
  if (drawing) card.append(drawing);
  document.body.replaceChildren(card);

  /* The largest name of at most two lines that leaves room for the rest. */
  const name = card.querySelector(".card__name");
  const last = card.querySelector(".card__lead") ?? name;
  const bottom = drawing ? drawing.getBoundingClientRect().top - 28 : 630 - 60;
  const fits = () => {
    const range = document.createRange();
    range.selectNodeContents(name);
    const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
    const broken = name.textContent.split(" ").length < lines.size;
    const inside = card.firstChild.getBoundingClientRect().top >= 60 - 20
      && last.getBoundingClientRect().bottom <= bottom;
    return lines.size <= 2 && !broken && inside;
  };
  const shrink = () => {
    for (let lines = drawing ? 3 : 5; lines > 0; lines -= 1) {
      card.style.setProperty("--card-lines", lines);
      for (let size = 128; size >= 44; size -= 4) {
        card.style.setProperty("--card-name", `${size}px`);
        if (fits()) return;
      }
    }
  };
  shrink();

  /* A character is missing where it looks like one that no font has: the last before U+10FFFF. */
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.font = `32px ${getComputedStyle(name).fontFamily}`;
  const picture = (character) => {
    context.clearRect(0, 0, 64, 64);
    context.fillText(character, 8, 44);
    return context.getImageData(0, 0, 64, 64).data.join();
  };
  const box = picture("\u{10fffd}");
  const written = new Set(Object.values(texts).join(""));
  return [...written].filter((character) => picture(character) === box).join("");
})();
