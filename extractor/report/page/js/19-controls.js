// The search, the filters, the views, the looks, and the keys.

const BOXES = ["region", "agency", "system", "metric", "period"];

function startControls() {
  $("search").addEventListener("input", () => setFilter({ text: $("search").value }));
  for (const name of BOXES) {
    const box = $(`filter-${name}`);
    box.addEventListener("input", () => setFilter({ [name]: box.value.trim() }));
  }
  for (const name of ["status", "doc"]) $(`filter-${name}`).addEventListener("change", (event) => setFilter({ [name]: event.target.value }));
  for (const element of document.querySelectorAll("[data-clear]")) element.addEventListener("click", clearFilters);
  for (const element of document.querySelectorAll("[data-go]")) element.addEventListener("click", () => showView(element.dataset.go));
  for (const element of document.querySelectorAll("dialog [data-close]")) element.addEventListener("click", () => element.closest("dialog").close());
  $("help").addEventListener("click", () => $("help-box").showModal());
  $("theme").addEventListener("click", turnTheme);
  $("language").addEventListener("click", () => speak(1 - language));
  document.addEventListener("keydown", keys);
  on("filter", drawFilters);
  on("language", () => { fillChoices(); drawFilters(); });
  on("review", () => whenIdle(fillLists));
  addEventListener("beforeprint", () => forPaper(true));
  addEventListener("afterprint", () => forPaper(false));
  document.querySelector(".boxes").open = !narrow.matches;
}

/** Show text and table, or the charts. On a narrow screen text and table are views of their own. */
function showView(name) {
  document.body.dataset.view = name;
  for (const element of document.querySelectorAll("[data-go]")) {
    const on = element.dataset.go === name || (element.closest(".views") && element.dataset.go === "text" && name === "table" && !narrow.matches);
    element.setAttribute("aria-pressed", on ? "true" : "false");
  }
  if (name === "charts") {
    drawMap();
    drawPlots();
  } else if (name === "checks") drawChecks();
  else {
    drawRows();
    if (chosen) showInText(false);
    drawCard();
  }
}

/** Draw all that paper is to show, or only what is in view again. */
function forPaper(paper) {
  grid.whole = paper;
  drawRows();
  if (document.body.dataset.view === "charts") drawPlots();
  if (paper) while (reader.doc && reader.drawn < reader.blocks.length) drawBlocks(AT_ONCE);
}

function drawFilters() {
  const passes = passing("kinds");
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  for (const fact of facts) if (passes(fact)) counts[fact.kind] += 1;
  $("kinds").replaceChildren(...KINDS.map((kind) => h("button", {
    type: "button", class: `chip k-${kind}`, "data-kind": kind, "aria-pressed": filter.kinds.has(kind) ? "true" : "false",
    onclick: () => turnKind(kind),
  }, h("span", { class: `kind k-${kind}` }, say(kind)), h("span", { class: "count" }, counts[kind].toLocaleString("en")))), doubtChip());
  if ($("search").value !== filter.text) $("search").value = filter.text;
  for (const name of BOXES) if ($(`filter-${name}`).value.trim() !== filter[name]) $(`filter-${name}`).value = filter[name];
  for (const name of BOXES) $(`filter-${name}`).classList.toggle("set", Boolean(filter[name]));
  for (const name of ["status", "doc"]) {
    $(`filter-${name}`).value = filter[name];
    $(`filter-${name}`).classList.toggle("set", filter[name] !== "");
  }
  const all = facts.length.toLocaleString("en");
  $("result").textContent = filtered() ? `${shown.length.toLocaleString("en")} / ${all}` : counted(facts.length, "facts");
  $("clear").hidden = !filtered();
}

/** A chip for the facts of which a check says that something is wrong, where there are any. */
function doubtChip() {
  const passes = passing("doubts");
  const count = facts.filter((fact) => isDoubted(fact) && passes(fact)).length;
  if (!faults(findings).length) return "";
  return h("button", {
    type: "button", class: "chip doubts", id: "doubts", "aria-pressed": filter.doubts ? "true" : "false",
    onclick: () => { setFilter({ doubts: !filter.doubts }); $("doubts").focus(); },
  }, h("span", { class: "doubt", "aria-hidden": "true" }, "!"), h("span", {}, say("doubts")), h("span", { class: "count" }, count.toLocaleString("en")));
}

function turnKind(kind) {
  const kinds = new Set(filter.kinds);
  if (!kinds.delete(kind)) kinds.add(kind);
  setFilter({ kinds: kinds.size === KINDS.length ? new Set() : kinds });
  document.querySelector(`#kinds [data-kind=${kind}]`).focus();
}

/** What can be chosen, in the language of the page. */
function fillChoices() {
  options($("filter-status"), [["", say("any")], ...["unreviewed", "accepted", "corrected", "rejected", "added"].map((name) => [name, say(name)])]);
  options($("filter-doc"), [["", say("allDocuments")], ...documents.map((doc) => [doc.index, doc.name])]);
}

/** What the facts hold, for the lists that open below the boxes; the most frequent first. */
function fillLists() {
  const list = (id, key, most = 2000) => options($(id), tally(() => true, key).slice(0, most).map(([name]) => [name]));
  list("list-agency", (fact) => fact.agency);
  list("list-system", (fact) => fact.agency_type);
  list("list-metric", (fact) => fact.metric);
  list("list-period", (fact) => fact.period);
  list("list-basis", (fact) => fact.basis);
}

/** All divisions: those of the facts with all that they lie in first. */
function fillRegions() {
  const used = new Set(facts.flatMap((fact) => (fact.region_code ? [fact.region_code, ...pathOf(fact.region_code)] : [])));
  options($("list-region"), [...used].sort().map((code) => [regionLabel(code)]));
}

function speak(to) {
  language = to;
  document.documentElement.lang = to ? "zh-Hans" : "en";
  sayAll(document);
  heading();
  remembered("language", to);
  tell("language");
}

function heading() {
  const title = $("name").dataset.title;
  $("name").textContent = title || say("title");
  document.title = $("name").textContent;
  $("sum").textContent = `${counted(documents.length, "documents")} · ${counted(facts.length, "facts")}`;
}

function turnTheme() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  remembered("theme", document.documentElement.dataset.theme);
}

function remembered(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(`zhstat:${name}`, value);
    return localStorage.getItem(`zhstat:${name}`);
  } catch {
    return null; // only for comfort
  }
}

const KEYS = {
  "/": () => { $("search").focus(); $("search").select(); },
  "?": () => $("help-box").showModal(),
  a: () => chosen && decideNext("accepted"),
  r: () => chosen && (chosen.review === "added" ? removeAdded(chosen) : decideNext("rejected")),
  e: () => chosen && openForm(chosen),
  n: () => addSelected(),
  u: () => undo(),
  t: () => turnTheme(),
  l: () => speak(1 - language),
  1: () => showView("text"),
  2: () => showView("charts"),
  3: () => findings.length && showView("checks"),
};

/** Decide, and go on to the next row, as one does with many. */
function decideNext(review) {
  const at = grid.at;
  decide([chosen], review);
  if (at >= 0 && shown.length) goToRow(shown[at] === chosen ? at + 1 : at);
}

function keys(event) {
  if (event.key === "Escape") return back(event);
  if (event.target.closest("input, select, textarea, dialog[open]") || event.altKey) return undefined;
  if ((event.ctrlKey || event.metaKey) && event.key === "z") {
    event.preventDefault();
    return undo();
  }
  if (event.ctrlKey || event.metaKey) return undefined;
  const press = KEYS[event.key.toLowerCase()];
  if (!press) return undefined;
  event.preventDefault();
  return press();
}

function back(event) {
  if (document.querySelector("dialog[open]")) return;
  if (event.target === $("search")) {
    if (filter.text) setFilter({ text: "" });
    else grid.box.focus();
  } else if (event.target.closest("#filters")) grid.box.focus();
  else if (chosen) choose(null, "card");
}
