// The documents and their facts, as the page was given them.

const DATA = JSON.parse($("data").textContent);
const KINDS = DATA.kinds;
const NUMBERS = ["value", "low", "high"];
const NATION = "100000";
const SIGNS = { about: "≈", over: ">", at_least: "≥", under: "<", at_most: "≤" };
const ARROWS = { up: "↑", down: "↓", flat: "→" };
/** The fields that a person may correct, in the order of the contract. */
const EDITABLE = [
  "kind", "metric", "value", "low", "high", "unit", "qualifier", "direction", "basis", "role", "of",
  "region", "region_code", "agency", "agency_type", "period", "period_text", "start", "end",
];

const codeOf = new Map(Object.entries(DATA.regions).map(([code, name]) => [name, code]));
/** Names that several divisions share (朝阳区) and so name none of them. */
const shared = new Set();
for (const [code, name] of Object.entries(DATA.regions)) if (codeOf.get(name) !== code) shared.add(name);

const documents = DATA.documents.map((source, index) => {
  const same = DATA.documents.slice(0, index).filter((other) => other.digest === source.digest).length;
  // What is decided about a text is kept under this name, apart for a text that comes twice.
  const doc = { ...source, index, kept: `zhstat:${source.digest}${same || ""}`, offsets: new Offsets(source.text) };
  doc.facts = source.facts.map((row) => {
    const fact = { doc: source.name, home: doc, review: "", was: null };
    DATA.fields.forEach((name, place) => { fact[name] = row[place]; });
    const [begin, end] = row.slice(DATA.fields.length);
    fact.sentenceSpan = [begin, end];
    return settle(fact);
  });
  return doc;
});

/** Work out what follows from a fact's fields: where it stands, what it is searched and sorted by. */
function settle(fact) {
  const { offsets, text } = fact.home;
  fact.from = offsets.units(fact.start);
  fact.to = offsets.units(fact.end);
  fact.text = text.slice(fact.from, fact.to);
  fact.number = numberOf(fact);
  fact.indicator = DATA.indicators[fact.id] || null;
  const words = [fact.metric, fact.indicator, fact.region, fact.agency, fact.agency_type, fact.text, fact.unit, fact.period,
    fact.period_text, fact.value, fact.doc];
  fact.words = words.filter(Boolean).join("\n").toLowerCase();
  return fact;
}

function numberOf(fact) {
  if (fact.kind === "date") return null;
  const digits = fact.value ?? fact.low ?? fact.high;
  return digits === null ? null : Number(digits);
}

/** All facts, in the order of the documents and of their places. */
let facts = [];

function gather() {
  facts = documents.flatMap((doc) => doc.facts);
}
gather();

/** A fact by its id among those of its document. */
function factById(doc, id) {
  return id === null ? undefined : doc.facts.find((fact) => fact.id === id);
}

/** A value as it is read: ≈40, >900, 3–5, with all its digits. */
function amount(fact, write = grouped) {
  if (fact.kind === "date") return fact.value ?? "";
  if (fact.value !== null) return (SIGNS[fact.qualifier] || "") + write(fact.value);
  if (fact.low === null && fact.high === null) return "";
  const [low, high] = [fact.low, fact.high].map((end) => (end === null ? "" : write(end)));
  return `${low}–${high}`;
}

/** What a change says: ↑ 同比, ↓ 2020, ↑ 止. */
function changeOf(fact) {
  return [
    ARROWS[fact.direction],
    fact.role && say(fact.role),
    fact.basis && (fact.basis === "yoy" || fact.basis === "mom" ? say(fact.basis) : fact.basis),
  ].filter(Boolean).join(" ");
}

/** Whether a fact says by how much something changed, and not what level it has or reached. */
function moves(fact) {
  return Boolean(fact.direction) && !fact.role;
}

/** The digits that the codes of all places in a division begin with: 42 for 420000. */
function stem(code) {
  return code === NATION ? NATION : code.replace(/(?:00){1,2}$/, "");
}

/** The division that one lies in: of 421281 it is 421200, or 420000 where no prefecture stands between. */
function parentOf(code) {
  if (code === NATION) return null;
  if (code.endsWith("0000")) return NATION;
  const prefecture = `${code.slice(0, 4)}00`;
  return prefecture !== code && DATA.regions[prefecture] ? prefecture : `${code.slice(0, 2)}0000`;
}

/** Provinces, prefectures and counties that a code lies in, itself last. */
function pathOf(code) {
  const path = [];
  for (let at = code; at && at !== NATION; at = parentOf(at)) path.unshift(at);
  return path;
}
