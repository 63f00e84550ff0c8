// What the plots have in common: which facts can be compared, scales, axes, and the way to the text.

const plot = { times: "", regions: "", unit: "", all: { regions: false, changes: false } };
/** How many rows a plot has before it is asked for all. */
const FEW = 24;

/** Facts that give a level of something, by unit and by indicator, else by metric; those that can be compared. */
function levels() {
  const groups = new Map();
  for (const fact of shown) {
    const name = fact.indicator || fact.metric;
    if (!name || fact.number === null || moves(fact) || fact.review === "rejected" || fact.kind === "rank") continue;
    const key = `${name}\t${fact.unit || ""}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(fact);
  }
  return [...groups].filter(([, list]) => list.length > 1).map(([key, list]) => ({ key, list }));
}

/** Offer the groups in a select, those first of which most can be told apart; give the one to draw. */
function offer(name, groups, values) {
  const spread = new Map(groups.map((group) => [group, new Set(values(group.list)).size]));
  const ranked = [...groups].sort((a, b) => spread.get(b) - spread.get(a) || b.list.length - a.list.length).slice(0, 300);
  const group = ranked.find(({ key }) => key === plot[name]) || ranked[0];
  const select = $(`plot-${name}`);
  options(select, ranked.map(({ key, list }) => [key, `${key.split("\t").filter(Boolean).join(" · ")} (${list.length})`]));
  select.disabled = !group;
  if (group) select.value = group.key;
  return group;
}

function drawPlots() {
  const groups = levels();
  const periods = (list) => timed(list).map(({ fact }) => fact.period);
  const places = (list) => list.map((fact) => fact.region_code).filter(Boolean);
  for (const [name, values, draw] of [["times", periods, drawTimes], ["regions", places, drawRegions]]) {
    const group = offer(name, groups, values);
    if (group) draw(group);
    else $(name).replaceChildren(h("p", { class: "blank" }, say("noMetric")));
  }
  drawChanges();
  drawSystems();
  drawMetrics();
}

function unitOf(group) {
  return group.key.split("\t")[1];
}

/** Round steps for an axis from least to most. */
function ticks(least, most, count) {
  const span = most - least || Math.abs(most) || 1;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => span / size <= count);
  const first = Math.floor(least / step) * step;
  const list = [];
  for (let at = first; list.length < 20; at += step) {
    list.push(Number(at.toPrecision(12)));
    if (at >= most) break;
  }
  return list;
}

/**
 * The scale that numbers are drawn on. It begins at nought unless they lie close together far from it,
 * and ends on a round number unless it is to be tight.
 */
function scale(numbers, from, to, count, tight = false) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const close = least > 0 && least > most * 0.6 && most > least;
  const all = ticks(close ? least : Math.min(0, least), Math.max(most, close ? most : 0), count);
  const steps = tight ? all.filter((step) => step >= least && step <= most) : all;
  const [low, high] = tight ? [least, most] : [steps[0], steps[steps.length - 1]];
  return { steps, at: (number) => from + ((number - low) / (high - low || 1)) * (to - from) };
}

function describe(fact) {
  return [fact.metric, `${amount(fact)}${fact.unit ? ` ${fact.unit}` : ""}`, changeOf(fact), fact.region, fact.period, fact.doc].filter(Boolean).join(" · ");
}

/** Go from a point of a plot to the fact in its text. */
function visit(fact) {
  showView("text");
  choose(fact, "plot");
}

function widthOf(place) {
  if (grid.whole) return 660; // a sheet of paper
  return Math.max(280, Math.round(place.clientWidth || 560));
}

function axisY(y, left, right, unit) {
  return s("g", { "aria-hidden": "true" }, y.steps.map((step) => [
    s("line", { x1: left, x2: right, y1: y.at(step), y2: y.at(step), class: step === 0 ? "zero" : "gridline" }),
    s("text", { x: left - 8, y: y.at(step) + 4, class: "label end" }, brief(step, language === 1))]).flat(),
  s("text", { x: left - 8, y: 12, class: "label end unit" }, unit || ""));
}

/** A button that draws all rows of a long plot, or its first again. */
function moreOrFewer(name, count) {
  if (count <= FEW) return "";
  const turn = () => { plot.all[name] = !plot.all[name]; drawPlots(); };
  return h("p", { class: "note" }, h("button", { type: "button", class: "link", onclick: turn }, plot.all[name] ? say("showFew") : `${say("showAll")} (${count})`));
}

function axisX(x, top, bottom, unit, width) {
  return s("g", { "aria-hidden": "true" }, x.steps.map((step) => [
    s("line", { x1: x.at(step), x2: x.at(step), y1: top, y2: bottom, class: step === 0 ? "zero" : "gridline" }),
    s("text", { x: x.at(step), y: bottom + 18, class: "label middle" }, brief(step, language === 1))]).flat(),
  s("text", { x: width - 4, y: bottom + 32, class: "label end unit" }, unit || ""));
}

/** The width of a text in ems: Chinese characters take one, others about half. */
function ems(text) {
  let sum = 0;
  for (const character of text) sum += character > "\u2e7f" ? 1 : 0.56;
  return sum;
}

function clip(text, most) {
  if (ems(text) <= most) return text;
  let kept = "";
  for (const character of text) {
    if (ems(kept + character) > most - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

function tally(passes, key) {
  const counts = new Map();
  for (const fact of facts) {
    if (!passes(fact)) continue;
    const name = key(fact);
    if (name) counts.set(name, (counts.get(name) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function drawSystems() {
  drawBars($("systems"), tally(passing("system"), (fact) => fact.agency_type).slice(0, FEW / 2).map(([name, count]) => ({
    name, count, on: filter.system === name, press: () => setFilter({ system: filter.system === name ? "" : name }),
  })), "noSystem");
}

function drawMetrics() {
  drawBars($("metrics"), tally(passing("metric"), (fact) => fact.indicator || fact.metric).slice(0, FEW / 2).map(([name, count]) => ({
    name, count, on: filter.metric === name, press: () => setFilter({ metric: filter.metric === name ? "" : name }),
  })));
}

function startPlots() {
  let width = 0;
  const draw = () => {
    if (document.body.dataset.view !== "charts") return;
    drawMap();
    drawPlots();
  };
  for (const name of ["times", "regions"]) {
    $(`plot-${name}`).addEventListener("change", (event) => { plot[name] = event.target.value; drawPlots(); });
  }
  $("plot-unit").addEventListener("change", (event) => { plot.unit = event.target.value; drawChanges(); });
  for (const event of ["filter", "language"]) on(event, draw);
  new ResizeObserver(() => {
    if ($("charts").clientWidth === width) return;
    width = $("charts").clientWidth;
    draw();
  }).observe($("charts"));
}
