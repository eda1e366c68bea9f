// Publications of refs.bib in its order: key, title, abstract, and the reference in the style APA.
import { readFileSync } from "node:fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";

const cite = new Cite(readFileSync("refs.bib", "utf8"));
const style = { format: "html", template: "apa", nosort: true, asEntryArray: true };
const references = new Map(cite.format("bibliography", style));

export default cite.data.map((entry) => ({
  key: entry.id,
  title: entry.title,
  abstract: entry.abstract,
  reference: references.get(entry.id),
}));
