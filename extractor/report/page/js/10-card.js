// All that the chosen fact says, and what a reader can decide about it.

/** The fields below the sentence, in the order of the contract; the rest is in the head. */
const LISTED = [
  "qualifier", "direction", "basis", "role", "of", "region", "agency", "agency_type", "period", "period_text",
  "article", "rule", "id",
];
const NAMED = new Set(["qualifier", "direction", "role"]);

function drawCard() {
  const card = $("card");
  document.body.classList.toggle("picked", Boolean(chosen));
  if (!chosen) {
    card.replaceChildren(h("p", { class: "hint" }, say("pick")));
    return;
  }
  const fact = chosen;
  const held = card.contains(document.activeElement) ? document.activeElement.id : null;
  card.replaceChildren(
    h("div", { class: "card-head" },
      h("div", { class: "card-title" },
        h("p", { class: "tags" },
          h("span", { class: `kind k-${fact.kind}` }, say(fact.kind)),
          h("span", { class: `state ${fact.review || "unreviewed"}` }, say(fact.review || "unreviewed"))),
        h("h2", { lang: "zh" }, fact.metric || fact.text),
        h("p", { class: "amount" }, h("b", {}, amount(fact)), fact.unit ? h("span", { class: "unit", lang: "zh" }, fact.unit) : null,
          changeOf(fact) ? h("span", { class: `change ${fact.direction || ""}` }, changeOf(fact)) : null),
        bounds(fact), former(fact)),
      h("div", { class: "card-tools" },
        tool("previous", "‹", () => goToRow(grid.at - 1), grid.at <= 0),
        tool("next", "›", () => goToRow(grid.at + 1), grid.at < 0 || grid.at >= shown.length - 1),
        tool("close", "×", () => choose(null, "card")))),
    quoted(fact),
    ...(fact.findings || []).map((finding) => h("div", { class: "findings" }, findingLine(finding),
      h("p", { lang: "zh" }, finding.facts.filter((other) => other !== fact).map((other) => factLink(fact, other))))),
    h("div", { class: "decide" }, decisions(fact)),
    h("dl", { class: "fields" }, LISTED.filter((name) => DATA.fields.includes(name)).map((name) => field(fact, name)),
      fact.indicator ? field(fact, "indicator") : null,
      otherFields().map((name) => field(fact, name)),
      partsOf(fact), besides(fact)));
  // Whoever was at a button here is not thrown out of the card when it is drawn anew.
  if (held !== null) ((held && $(held)) || card.querySelector(".decide button")).focus({ preventScroll: true });
}

function tool(label, sign, press, disabled) {
  return h("button", { type: "button", class: "quiet", "aria-label": say(label), title: say(label), disabled, onclick: press }, sign);
}

/** Fields that a later contract adds are shown too. */
function otherFields() {
  const known = new Set([...LISTED, ...EDITABLE]);
  return DATA.fields.filter((name) => !known.has(name));
}

function bounds(fact) {
  if (fact.kind === "date" || fact.qualifier === "exact" || (fact.low === null && fact.high === null)) return null;
  return h("p", { class: "bounds" }, `${fact.low === null ? "…" : grouped(fact.low)} – ${fact.high === null ? "…" : grouped(fact.high)}`);
}

/** What the fields of the head said before they were corrected. */
function former(fact) {
  const changed = ["kind", "metric", ...NUMBERS, "unit"].filter((name) => fact.was && fact.was[name] !== fact[name]);
  if (!changed.length) return null;
  return h("p", { class: "former" }, changed.map((name) => h("span", {}, `${say(name)}: `, h("del", { lang: "zh" }, fact.was[name] ?? say("null")))));
}

function quoted(fact) {
  const { text, offsets } = fact.home;
  const [begin, end] = fact.sentenceSpan.map((point) => offsets.units(point));
  const from = Math.max(begin, fact.from);
  const to = Math.max(from, Math.min(end, fact.to));
  return h("blockquote", { lang: "zh" }, text.slice(begin, from),
    h("mark", { class: `k-${fact.kind} chosen` }, text.slice(from, to)), text.slice(to, end));
}

function decisions(fact) {
  const buttons = [];
  const button = (name, key, press, kind) =>
    buttons.push(h("button", { type: "button", id: `do-${name}`, class: kind || null, "aria-keyshortcuts": key, onclick: press },
      say(name), key ? h("kbd", { "aria-hidden": "true" }, key) : null));
  if (fact.review === "added") button("remove", "R", () => removeAdded(fact), "no");
  else {
    if (fact.review !== "accepted" && fact.review !== "corrected") button("accept", "A", () => decide([fact], "accepted"), "yes");
    if (fact.review !== "rejected") button("reject", "R", () => decide([fact], "rejected"), "no");
  }
  button("correct", "E", () => openForm(fact));
  if (fact.review && fact.review !== "added") button("reset", "", () => decide([fact], ""));
  buttons.push(h("button", { type: "button", class: "narrow-only", onclick: () => (document.body.dataset.view === "text" ? showInTable() : showInText(true)) },
    say(document.body.dataset.view === "text" ? "toTable" : "toText")));
  return buttons;
}

function field(fact, name) {
  let value = fact[name];
  if (name === "region" && fact.region_code) value = `${fact.region || ""} ${fact.region_code}`;
  if (NAMED.has(name) && value) value = say(value);
  if (name === "basis" && (value === "yoy" || value === "mom")) value = say(value);
  const before = fact.was && fact.was[name] !== undefined && fact.was[name] !== fact[name] ? fact.was[name] ?? say("null") : null;
  const shownValue = value === null || value === "" || value === undefined
    ? h("span", { class: "null" }, say("null"))
    : name === "of" ? factLink(fact, value) : String(value);
  return h("div", {}, h("dt", {}, say(name)), h("dd", { lang: "zh" }, before === null ? null : h("del", {}, String(before)), " ", shownValue));
}

/** A link to another fact, given by its id or itself. */
function factLink(fact, id) {
  const other = typeof id === "string" ? factById(fact.home, id) : id;
  if (!other) return id;
  return h("button", { type: "button", class: "link", onclick: () => choose(other, "card") }, [other.metric, amount(other), other.unit].filter(Boolean).join(" "));
}

function partsOf(fact) {
  const parts = fact.home.facts.filter((other) => other.of === fact.id);
  if (!parts.length) return null;
  return h("div", { class: "wide" }, h("dt", {}, say("parts")), h("dd", { lang: "zh" }, parts.map((part) => factLink(fact, part.id))));
}

/** Other facts on the same words. */
function besides(fact) {
  const others = fact.home.facts.filter((other) => other !== fact && other.from < fact.to && other.to > fact.from);
  if (!others.length) return null;
  return h("div", { class: "wide" }, h("dt", {}, say("besides")), h("dd", { lang: "zh" }, others.map((other) => factLink(fact, other.id))));
}

function startCard() {
  drawCard();
  on("choose", drawCard);
  on("review", drawCard);
  on("language", drawCard);
  on("filter", () => { if (chosen && !$("card").querySelector("form")) drawCard(); });
}
