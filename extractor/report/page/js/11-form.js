// Correcting a fact, or adding one that was missed: every field of the contract, checked.

const CHOICES = {
  kind: () => KINDS.map((name) => [name, say(name)]),
  qualifier: () => DATA.qualifiers.map((name) => [name, say(name)]),
  direction: () => [["", say("null")], ...["up", "down", "flat"].map((name) => [name, say(name)])],
  role: () => [["", say("null")], ...["from", "to"].map((name) => [name, say(name)])],
};
const LISTS = { region: "list-region", agency: "list-agency", agency_type: "list-system", metric: "list-metric", period: "list-period", basis: "list-basis" };
const NEEDED = new Set(["kind", "qualifier", "start", "end"]);

/** Open the form on a fact, or on a blank one at a place in the document. */
function openForm(fact, span) {
  const given = fact || { home: reader.doc, ...guess(...span) };
  const inputs = {};
  const form = h("form", { id: "form", novalidate: true, "aria-labelledby": "form-title" },
    h("h2", { id: "form-title" }, say(fact ? "correct" : "addTitle")),
    h("p", { class: "picked-text", lang: "zh", id: "form-text" }, textAt(given.home, given.start, given.end)),
    h("div", { class: "inputs" }, EDITABLE.map((name) => {
      inputs[name] = input(name, given);
      const id = `in-${name}`;
      return h("label", { for: id, class: `in-${name}` }, h("span", {}, say(name)), inputs[name],
        h("small", { class: "fault", id: `${id}-fault`, "aria-live": "polite" }));
    })),
    h("div", { class: "decide" },
      h("button", { type: "submit", class: "yes" }, say("save")),
      h("button", { type: "button", onclick: closeForm }, say("cancel")),
      h("button", { type: "button", id: "use-selection", onclick: () => useSelection(given, inputs) }, say("useSelection"))));
  form.addEventListener("input", (event) => {
    follow(event.target, given, inputs);
    if (form.querySelector("[aria-invalid=true]")) check(given, inputs);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = check(given, inputs);
    if (!fields) {
      form.querySelector("[aria-invalid=true]").focus();
      toast(say("mend"));
      return;
    }
    closeForm();
    if (fact) {
      correct(fact, fields);
      choose(fact, "card");
    } else choose(add(given.home, fields), "card");
    grid.box.focus({ preventScroll: true });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    closeForm();
    grid.box.focus({ preventScroll: true });
  });
  document.body.classList.add("picked", "editing");
  $("card").replaceChildren(form);
  inputs[fact ? "metric" : "kind"].focus();
}

function closeForm() {
  document.body.classList.remove("editing");
  drawCard();
}

function input(name, fact) {
  const value = fact[name] === null || fact[name] === undefined ? "" : String(fact[name]);
  const attributes = { id: `in-${name}`, name, "aria-describedby": `in-${name}-fault`, "aria-required": NEEDED.has(name) ? "true" : null };
  let element;
  if (name === "of") {
    element = h("select", attributes);
    const others = fact.home.facts.filter((other) => other !== fact && other.kind !== "date" && other.review !== "rejected");
    options(element, [["", say("null")], ...others.map((other) => [other.id, `${other.metric || ""} ${other.text}`.trim()])]);
  } else if (CHOICES[name]) {
    element = h("select", attributes);
    options(element, CHOICES[name]());
  } else {
    const digits = name === "start" || name === "end";
    element = h("input", { ...attributes, type: digits ? "number" : "text", min: digits ? "0" : null, list: LISTS[name] || null, autocomplete: "off", spellcheck: "false" });
  }
  element.value = value;
  return element;
}

/** What can be read off the selected words: a date, a share, money, else a count. */
function guess(start, end) {
  const text = textAt(reader.doc, start, end);
  const found = /(\d[\d.,]*)([余多]?)([万亿]*)([余多]?)(.*)$/.exec(text.normalize("NFKC"));
  const value = found ? readDecimal(found[1].replace(/[.,]$/, "") + found[3]) : null;
  const unit = (found && found[5]) || null;
  const more = Boolean(found && (found[2] || found[4]));
  const kind = /[年月日]$/.test(text) ? "date" : /[%％‰]|百分点|倍$/.test(text) ? "percent" : /元$/.test(text) ? "money" : "count";
  const near = reader.doc.facts.reduce((best, fact) =>
    (Math.abs(fact.start - start) < Math.abs((best ? best.start : Infinity) - start) ? fact : best), null);
  const context = near
    ? Object.fromEntries(["region", "region_code", "agency", "agency_type", "period", "period_text", "article"].map((name) => [name, near[name]]))
    : {};
  const number = kind === "date" ? null : value;
  return {
    ...context, kind, metric: null, value: number, low: number, high: more ? null : number,
    unit: kind === "date" ? null : unit, qualifier: more && kind !== "date" ? "over" : "exact", start, end,
  };
}

function textAt(doc, start, end) {
  return doc.text.slice(doc.offsets.units(start), doc.offsets.units(end));
}

function useSelection(given, inputs) {
  const span = selectedSpan();
  if (!span || reader.doc !== given.home) {
    toast(say("selectFirst"));
    return;
  }
  [inputs.start.value, inputs.end.value] = span;
  $("form-text").textContent = textAt(given.home, ...span);
}

/** Fill in what follows from what was just typed. */
function follow(element, given, inputs) {
  const { name } = element;
  if (name === "region") {
    const code = codeFor(element.value.trim());
    if (code) {
      inputs.region_code.value = code;
      if (/\d{6}$/.test(element.value)) element.value = DATA.regions[code];
    } else if (!element.value.trim()) inputs.region_code.value = "";
  }
  if (name === "region_code" && DATA.regions[element.value.trim()]) inputs.region.value = DATA.regions[element.value.trim()];
  if ((name === "value" || name === "qualifier") && inputs.qualifier.value === "exact" && inputs.kind.value !== "date") {
    inputs.low.value = inputs.value.value;
    inputs.high.value = inputs.value.value;
  }
  if (name === "start" || name === "end") $("form-text").textContent = textAt(given.home, +inputs.start.value, +inputs.end.value);
}

/** Check what was typed and mark what is wrong; give the fields where nothing is. */
function check(given, inputs) {
  const [fields, faults] = readForm(given, Object.fromEntries(Object.entries(inputs).map(([name, element]) => [name, element.value.trim()])));
  for (const [name, element] of Object.entries(inputs)) {
    const fault = faults[name];
    if (fault) element.setAttribute("aria-invalid", "true");
    else element.removeAttribute("aria-invalid");
    $(`in-${name}-fault`).textContent = fault ? say(fault) : "";
  }
  return Object.keys(faults).length ? null : fields;
}

/** From what was typed to fields and what is wrong with them, by field. */
function readForm(given, typed) {
  const fields = {};
  const faults = {};
  for (const name of EDITABLE) fields[name] = typed[name] === "" ? null : typed[name];
  const dated = fields.kind === "date";
  for (const name of NUMBERS) {
    if (fields[name] === null || (dated && name === "value")) continue;
    const number = readDecimal(fields[name]);
    if (number === null) faults[name] = "errNumber";
    else fields[name] = number;
  }
  if (dated) checkDate(fields, faults);
  else if (!NUMBERS.some((name) => faults[name])) checkNumber(fields, faults);
  if (fields.period !== null && !isPeriod(fields.period)) faults.period = "errPeriod";
  if (fields.basis !== null && !["yoy", "mom"].includes(fields.basis) && !isPeriod(fields.basis)) faults.basis = "errBasis";
  checkPlace(fields, faults);
  checkSpan(given.home, fields, faults);
  return [fields, faults];
}

function checkDate(fields, faults) {
  if (fields.value === null) faults.value = "required";
  else if (!isPeriod(fields.value)) faults.value = "errPeriod";
  for (const name of ["unit", "low", "high"]) fields[name] = null;
}

function checkNumber(fields, faults) {
  const { value, low, high, qualifier } = fields;
  if (value === null && low === null && high === null) faults.value = "errNothing";
  else if (low !== null && high !== null && compareDecimals(low, high) > 0) faults.high = "errOrder";
  else if (qualifier === "range" && (value !== null || low === null || high === null)) faults.qualifier = "errRange";
  else if (qualifier === "exact" && (value === null || low !== value || high !== value)) faults.qualifier = "errExact";
  else if (value !== null && ((low !== null && compareDecimals(value, low) < 0) || (high !== null && compareDecimals(value, high) > 0))) {
    faults.value = "errBetween";
  }
  if (fields.kind === "rank") fields.unit = null;
  if (fields.metric === null) faults.metric = "required";
}

function checkPlace(fields, faults) {
  if (fields.region === null && fields.region_code === null) return;
  const code = fields.region_code || codeFor(fields.region);
  const name = DATA.regions[code];
  if (!name) faults[fields.region_code ? "region_code" : "region"] = "errRegion";
  else if (fields.region !== null && fields.region !== name) faults.region_code = "errCode";
  else Object.assign(fields, { region: name, region_code: code });
}

function checkSpan(doc, fields, faults) {
  const [start, end] = [fields.start, fields.end].map((digits) => (/^\d+$/.test(digits || "") ? Number(digits) : NaN));
  const length = doc.offsets.points(doc.text.length);
  if (!(start >= 0 && start < length)) faults.start = "errSpan";
  if (!(end > start && end <= length)) faults.end = "errSpan";
  Object.assign(fields, { start, end });
}

/** Add what is selected in the text as a fact. */
function addSelected() {
  const span = selectedSpan();
  if (!span) {
    toast(say("selectFirst"));
    return;
  }
  if (narrow.matches) choose(null, "card");
  openForm(null, span);
}
