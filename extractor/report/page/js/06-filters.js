// What the reader has chosen to see. Every change goes through here, and whoever shows something of it is told.

const filter = {
  text: "", kinds: new Set(), region: "", agency: "", system: "", metric: "", period: "", status: "", doc: "", doubts: false,
};
const order = { column: "place", down: false };
/** The facts that pass the filters, in the order of the table. */
let shown = [];
let chosen = null;
const listeners = { filter: [], choose: [], review: [], language: [] };

function on(event, listener) {
  listeners[event].push(listener);
}

function tell(event, detail) {
  for (const listener of listeners[event]) listener(detail);
}

// --- Filters

/** Whether a check says that something is wrong with a fact. */
function isDoubted(fact) {
  return Boolean(fact.findings) && fact.findings.some((finding) => finding.level);
}

/** Make the test that a fact must pass, with one of the filters left out where that is asked for. */
function passing(except) {
  const texts = except === "text" ? [] : filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const kinds = except === "kinds" ? new Set() : filter.kinds;
  const region = except === "region" ? "" : filter.region;
  const code = codeFor(region);
  const prefix = code ? stem(code) : "";
  const [agency, metric, period] = ["agency", "metric", "period"].map((name) => filter[name].toLowerCase());
  const { system, status, doc } = filter;
  const doubts = filter.doubts && except !== "doubts";
  return (fact) =>
    (!kinds.size || kinds.has(fact.kind)) &&
    (!doc || fact.home.index === +doc) &&
    (!status || (fact.review || "unreviewed") === status) &&
    (!region || (prefix ? (fact.region_code || "").startsWith(prefix) : (fact.region || "").includes(region))) &&
    (!doubts || isDoubted(fact)) &&
    (!system || fact.agency_type === system) &&
    (!agency || (fact.agency || "").toLowerCase().includes(agency) || (fact.agency_type || "") === agency) &&
    (!metric || [fact.metric, fact.indicator].some((name) => name && name.toLowerCase().includes(metric))) &&
    (!period || (fact.period || "").toLowerCase().includes(period) || (fact.period_text || "").includes(period)) &&
    texts.every((text) => fact.words.includes(text));
}

/** The division that a name, a code, or both together mean; none where the name is shared. */
function codeFor(text) {
  const digits = /\d{6}$/.exec(text);
  if (digits && DATA.regions[digits[0]]) return digits[0];
  return shared.has(text) ? "" : codeOf.get(text) || "";
}

/** How a division is written where its name alone would not do. */
function regionLabel(code) {
  const name = DATA.regions[code] || code;
  return shared.has(name) ? `${name} ${code}` : name;
}

function filtered() {
  return Object.values(filter).some((value) => (value instanceof Set ? value.size : value));
}

/** Change some filters and show what is left. */
function setFilter(changes) {
  Object.assign(filter, changes);
  refresh();
}

function clearFilters() {
  setFilter({ text: "", kinds: new Set(), region: "", agency: "", system: "", metric: "", period: "", status: "", doc: "", doubts: false });
}

/** Filter and sort anew. */
function refresh() {
  shown = facts.filter(passing());
  sortShown();
  tell("filter");
}

const SORTS = {
  place: null,
  review: (fact) => fact.review,
  kind: (fact) => KINDS.indexOf(fact.kind),
  value: (fact) => fact.number ?? fact.value,
  change: (fact) => fact.direction,
  region: (fact) => fact.region_code,
};
const collator = new Intl.Collator("zh-Hans-CN");

/** Sort by a column; what has nothing there comes last either way, equal facts stay in their order. */
function sortShown() {
  if (order.column === "place") {
    if (order.down) shown.reverse();
    return;
  }
  const key = SORTS[order.column] || ((fact) => fact[order.column]);
  const turn = order.down ? -1 : 1;
  const keyed = shown.map((fact) => [key(fact), fact]);
  const missing = (value) => value === null || value === undefined || value === "";
  keyed.sort(([a], [b]) => {
    if (missing(a) || missing(b)) return missing(a) - missing(b);
    if (typeof a === "number" && typeof b === "number") return turn * (a - b);
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return turn * collator.compare(a, b);
  });
  shown = keyed.map(([, fact]) => fact);
}

function setOrder(column) {
  const again = order.column === column;
  if (again && order.down) Object.assign(order, { column: "place", down: false });
  else Object.assign(order, { column, down: again });
  refresh();
}

// --- The chosen fact

/** Choose a fact. `by` says where: its row, its mark, or elsewhere; the others move to it. */
function choose(fact, by) {
  chosen = fact;
  tell("choose", by);
}
