// The table. Only the rows in view exist, so that ten thousand cost what thirty do.

const COLUMNS = [
  { name: "review", label: "status", cell: reviewCell },
  { name: "kind", label: "kind", cell: kindCell },
  { name: "metric", label: "metric", cell: metricCell },
  { name: "value", label: "value", cell: valueCell },
  { name: "unit", label: "unit", cell: (fact) => textCell(fact.unit) },
  { name: "change", label: "change", cell: changeCell },
  { name: "region", label: "region", cell: (fact) => textCell(fact.region) },
  { name: "agency", label: "agency", cell: (fact) => textCell(fact.agency) },
  { name: "period", label: "period", cell: (fact) => textCell(fact.period || fact.period_text) },
  { name: "place", label: "quote", cell: (fact) => textCell(fact.text) },
  { name: "doc", label: "doc", cell: (fact) => textCell(fact.doc) },
];
const MARGIN = 8;
const REVIEW_SIGNS = { "": "", accepted: "✓", rejected: "✕", corrected: "✎", added: "＋" };

const grid = { body: $("rows"), box: $("grid"), height: 36, at: -1, whole: false, drawn: "" };

function textCell(text) {
  return h("span", { class: "cut", title: text || null }, text || "");
}

function metricCell(fact) {
  const doubt = isDoubted(fact) ? h("span", { class: "doubt", title: faults(fact.findings).map((finding) => finding.message).join("\n") }, "!") : null;
  return fact.metric ? h("span", { class: "cut", title: fact.metric }, doubt, fact.metric) : h("span", { class: "cut unnamed" }, fact.text);
}

function valueCell(fact) {
  return h("span", { class: "cut", title: amount(fact) }, shortAmount(fact));
}

function shortAmount(fact) {
  return amount(fact, (number) => compact(number, language === 1));
}

function reviewCell(fact) {
  const name = fact.review || "unreviewed";
  return h("span", { class: `sign ${name}`, title: say(name) }, REVIEW_SIGNS[fact.review], h("span", { class: "aloud" }, say(name)));
}

function kindCell(fact) {
  return h("span", { class: `kind k-${fact.kind}` }, say(fact.kind));
}

/** The cells of a row of two lines: what and how much; where, by whom and when. */
const STACKED = [
  { name: "review", cell: reviewCell },
  { name: "metric", cell: metricCell },
  { name: "value", cell: (fact) => h("span", {}, ARROWS[fact.direction] ? h("span", { class: fact.direction }, `${ARROWS[fact.direction]} `) : null, shortAmount(fact), h("small", {}, fact.unit || "")) },
  { name: "kind", cell: kindCell },
  { name: "region", cell: (fact) => textCell([fact.region, fact.agency].filter(Boolean).join(" · ")) },
  { name: "period", cell: (fact) => textCell(fact.period || fact.period_text) },
];

function changeCell(fact) {
  return h("span", { class: `cut ${fact.direction || ""}` }, changeOf(fact));
}

function columns() {
  return documents.length > 1 ? COLUMNS : COLUMNS.slice(0, -1);
}

function drawHead() {
  $("head").replaceChildren(
    ...columns().map((column, index) => {
      const sorted = order.column === column.name;
      const button = h("button", { type: "button", tabindex: "-1", onclick: () => setOrder(column.name) },
        h("span", {}, say(column.label)),
        h("span", { class: "arrow", "aria-hidden": "true" }, sorted && column.name !== "place" ? (order.down ? "▼" : "▲") : ""));
      if (column.name === "review") button.replaceChildren(h("span", { class: "aloud" }, say("status")), h("span", { "aria-hidden": "true" }, "✓"));
      return h("div", {
        role: "columnheader", class: `c-${column.name}`, "aria-colindex": index + 1, title: `${say("sortBy")} ${say(column.label)}`,
        "aria-sort": sorted ? (order.down ? "descending" : "ascending") : "none",
      }, button);
    }));
  grid.box.classList.toggle("single", documents.length < 2);
}

/** Which rows are in view or close to it; all of them for print. */
function inView() {
  if (grid.whole) return [0, shown.length];
  const top = Math.max(0, grid.box.scrollTop - $("head").offsetHeight);
  const first = Math.max(0, Math.floor(top / grid.height) - MARGIN);
  return [first, Math.min(shown.length, Math.ceil((top + grid.box.clientHeight) / grid.height) + MARGIN)];
}

/** Draw the rows that are in view. */
function drawRows() {
  const { box, body } = grid;
  body.style.height = grid.whole ? "auto" : `${shown.length * grid.height}px`;
  const [first, last] = inView();
  grid.drawn = `${first} ${last} ${grid.height}`;
  const rows = [];
  for (let index = first; index < last; index += 1) rows.push(row(shown[index], index));
  body.replaceChildren(...rows);
  const active = grid.at >= first && grid.at < last ? `row-${grid.at}` : null;
  if (active) box.setAttribute("aria-activedescendant", active);
  else box.removeAttribute("aria-activedescendant");
}

/** Draw them where others have come into view; rows that stay are left as they are. */
function drawMoved() {
  rowHeight();
  const [first, last] = inView();
  if (grid.drawn !== `${first} ${last} ${grid.height}`) drawRows();
}

function row(fact, index) {
  const element = h("div", {
    role: "row", id: `row-${index}`, class: `row r-${fact.review || "unreviewed"}${fact.kind === "date" ? " dated" : ""}`, "aria-rowindex": index + 2,
    "aria-selected": fact === chosen ? "true" : "false",
  }, (narrow.matches && !grid.whole ? STACKED : columns()).map((column, place) =>
    h("div", { role: "gridcell", class: `c-${column.name}`, "aria-colindex": place + 1 }, column.cell(fact))));
  if (!grid.whole) element.style.transform = `translateY(${index * grid.height}px)`;
  return element;
}

function rowHeight() {
  grid.height = parseFloat(getComputedStyle(grid.box).getPropertyValue("--row")) || 36;
}

/** Bring a row into view. */
function scrollToRow(index, centre) {
  const { box, height } = grid;
  const head = $("head").offsetHeight;
  const room = box.clientHeight - head;
  const top = index * height;
  if (top < box.scrollTop || top + height > box.scrollTop + room) {
    box.scrollTop = centre ? top - room / 2 + height / 2 : top < box.scrollTop ? top : top + height - room;
  }
}

/** Make a row the current one, and its fact the chosen one. */
function goToRow(index) {
  if (!shown.length) return;
  const at = Math.max(0, Math.min(shown.length - 1, index));
  choose(shown[at], "table");
}

function tableFilterChanged() {
  grid.at = chosen ? shown.indexOf(chosen) : -1;
  grid.box.setAttribute("aria-rowcount", shown.length + 1);
  $("empty").hidden = shown.length > 0;
  drawHead();
  grid.body.style.height = `${shown.length * grid.height}px`;
  if (grid.at >= 0) scrollToRow(grid.at, true);
  drawRows();
}

function tableChosen(by) {
  grid.at = chosen ? shown.indexOf(chosen) : -1;
  if (grid.at >= 0) scrollToRow(grid.at, by !== "table");
  drawRows();
}

function tableKeys(event) {
  if (event.target !== grid.box || event.ctrlKey || event.metaKey || event.altKey) return;
  const page = Math.max(1, Math.floor(grid.box.clientHeight / grid.height) - 2);
  const steps = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: page, PageUp: -page };
  if (event.key in steps) goToRow(grid.at < 0 ? 0 : grid.at + steps[event.key]);
  else if (event.key === "Home") goToRow(0);
  else if (event.key === "End") goToRow(shown.length - 1);
  else if (event.key === "Enter") {
    if (!chosen) goToRow(0);
    showInText(true);
  }
  else return;
  event.preventDefault();
}

function startTable() {
  const { box, body } = grid;
  rowHeight();
  let waiting = false;
  box.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; drawMoved(); });
  }, { passive: true });
  body.addEventListener("click", (event) => {
    const element = event.target.closest(".row");
    if (!element) return;
    box.focus({ preventScroll: true });
    goToRow(+element.id.slice(4));
  });
  box.addEventListener("keydown", tableKeys);
  new ResizeObserver(drawMoved).observe(box);
  on("filter", tableFilterChanged);
  on("choose", tableChosen);
  on("language", () => { drawHead(); drawRows(); });
  narrow.addEventListener("change", () => { rowHeight(); drawRows(); });
}
