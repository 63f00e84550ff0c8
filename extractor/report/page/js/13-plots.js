// Values of one metric over time and over places, and the changes that are stated.

const plot = { times: "", regions: "", unit: "", all: { regions: false, changes: false } };
const SERIES = 6;
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

// --- Over time

/** Facts with where their periods lie: those whose year is stated, or all if that is none. */
function timed(list) {
  const placed = list.map((fact) => ({ fact, span: spanOf(fact.period) })).filter(({ span }) => span);
  const known = placed.filter(({ span }) => span.year);
  return known.length ? known : placed;
}

function drawTimes(group) {
  const place = $("times");
  const points = timed(group.list);
  if (!points.length) {
    place.replaceChildren(h("p", { class: "blank" }, say("noPeriods")));
    return;
  }
  const [width, height] = [widthOf(place), 300];
  const [left, right, top, bottom] = [64, 18, 26, 34];
  const y = scale(points.map(({ fact }) => fact.number), height - bottom, top, 5);
  const ends = points.flatMap(({ span }) => [span.from, span.to]).filter((end) => end !== null);
  let [first, last] = [Math.min(...ends), Math.max(...ends)];
  const pad = Math.max((last - first) * 0.06, 15 * DAY);
  [first, last] = [first - pad, last + pad];
  const x = (time) => left + ((time - first) / (last - first)) * (width - left - right);
  const series = seriesOf(points.map(({ fact }) => fact));
  const drawing = s("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": say("overTime"), class: "plot" },
    axisY(y, left, width - right, unitOf(group)),
    timeTicks(first, last, !points[0].span.year, width).map(([time, name]) => s("g", {},
      s("line", { x1: x(time), x2: x(time), y1: height - bottom, y2: height - bottom + 5, class: "tick" }),
      s("text", { x: x(time), y: height - bottom + 19, class: "label middle" }, name))),
    s("line", { x1: left, x2: width - right, y1: height - bottom, y2: height - bottom, class: "axis" }),
    lines(points, series, x, y),
    points.map(({ fact, span }) => timePoint(fact, span, series, x, y, left, width - right)));
  place.replaceChildren(drawing, seriesLegend(series), timeNote(group.list.length - points.length, !points[0].span.year));
}

function timeNote(left, open) {
  const notes = [open ? say("openYear") : "", left ? `${say("unplaced")}: ${left}` : ""].filter(Boolean);
  return h("p", { class: "note" }, notes.join(" · "));
}

/** Where a period is drawn: its middle, or the one end that it has. */
function middle({ from, to }) {
  return from === null ? to : to === null ? from : (from + to) / 2;
}

function timePoint(fact, span, series, x, y, left, right) {
  const [at, height] = [x(middle(span)), y.at(fact.number)];
  const [from, to] = [span.from === null ? left : x(span.from), span.to === null ? right : x(span.to)];
  const open = span.from === null || span.to === null;
  return pressable(s("g", { class: `point c${series.get(fact.region_code) ?? "x"}` },
    s("title", {}, describe(fact)),
    to - from > 8 ? s("line", { x1: from, x2: to, y1: height, y2: height, class: open ? "span open" : "span" }) : null,
    s("circle", { cx: at, cy: height, r: 4.5 }), s("circle", { cx: at, cy: height, r: 12, class: "target" })), describe(fact), () => visit(fact));
}

/** The regions that get a colour of their own, the most frequent first. */
function seriesOf(list) {
  const counts = new Map();
  for (const fact of list) counts.set(fact.region_code, (counts.get(fact.region_code) || 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]).slice(0, SERIES).map(([code], index) => [code, index]));
}

function seriesLegend(series) {
  return h("p", { class: "legend" }, [...series].map(([code, index]) =>
    h("span", { class: `key c${index}`, lang: "zh" }, h("i", { "aria-hidden": "true" }), code ? DATA.regions[code] || code : say("noRegion"))));
}

function lines(points, series, x, y) {
  return [...series].map(([code, index]) => {
    const list = points.filter(({ fact }) => fact.region_code === code).sort((a, b) => middle(a.span) - middle(b.span));
    const path = list.map(({ fact, span }) => `${x(middle(span)).toFixed(1)},${y.at(fact.number).toFixed(1)}`).join(" ");
    return list.length > 1 ? s("polyline", { points: path, class: `line c${index}` }) : null;
  });
}

function axisY(y, left, right, unit) {
  return s("g", { "aria-hidden": "true" }, y.steps.map((step) => [
    s("line", { x1: left, x2: right, y1: y.at(step), y2: y.at(step), class: step === 0 ? "zero" : "gridline" }),
    s("text", { x: left - 8, y: y.at(step) + 4, class: "label end" }, brief(step, language === 1))]).flat(),
  s("text", { x: left - 8, y: 12, class: "label end unit" }, unit || ""));
}

/** Years, or months where there are few of them, that fit beside each other. */
function timeTicks(first, last, open, width) {
  const begin = new Date(first);
  const months = (last - first) / (30.4 * DAY);
  const room = Math.max(3, Math.floor(width / 80));
  if (months < 2) return dayTicks(first, last, room, open);
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((size) => months / size <= room) || 2400;
  const list = [];
  const start = step >= 12 ? Math.floor(begin.getUTCFullYear() / (step / 12)) * (step / 12) * 12 : begin.getUTCFullYear() * 12;
  for (let at = start; list.length < 60; at += step) {
    const time = new Date(0).setUTCFullYear(Math.floor(at / 12), at % 12, 1);
    if (time > last) break;
    const [year, month] = [Math.floor(at / 12), (at % 12) + 1];
    const name = open ? `${month}${language ? "月" : ""}` : step >= 12 ? `${year}` : `${year}-${String(month).padStart(2, "0")}`;
    if (time >= first) list.push([time, name]);
  }
  return list;
}

function dayTicks(first, last, room, open) {
  const days = (last - first) / DAY;
  const step = [1, 2, 5, 7, 10, 14].find((size) => days / size <= room) || 20;
  const list = [];
  for (let time = Math.ceil(first / DAY) * DAY; time <= last; time += step * DAY) list.push([time, new Date(time).toISOString().slice(open ? 5 : 0, 10).slice(-5)]);
  return list;
}

// --- Over places

function drawRegions(group) {
  const place = $("regions");
  const byRegion = new Map();
  for (const fact of group.list) {
    if (!fact.region_code) continue;
    if (!byRegion.has(fact.region_code)) byRegion.set(fact.region_code, []);
    byRegion.get(fact.region_code).push(fact);
  }
  if (!byRegion.size) {
    place.replaceChildren(h("p", { class: "blank" }, say("noPlaces")));
    return;
  }
  const best = (list) => Math.max(...list.map((fact) => fact.number));
  const rows = [...byRegion].sort((a, b) => best(b[1]) - best(a[1]));
  const drawn = plot.all.regions ? rows : rows.slice(0, FEW);
  const width = widthOf(place);
  const left = Math.min(width * 0.34, 13 * Math.max(...drawn.map(([code]) => ems(DATA.regions[code] || code))) + 14);
  const [right, top, line] = [64, 8, 26];
  const bottom = top + drawn.length * line;
  const x = scale(drawn.flatMap(([, list]) => list.map((fact) => fact.number)), left, width - right, width < 420 ? 3 : 5);
  place.replaceChildren(s("svg", { viewBox: `0 0 ${width} ${bottom + 34}`, role: "group", "aria-label": say("overPlaces"), class: "plot" },
    axisX(x, top, bottom, unitOf(group), width),
    drawn.map(([code, list], index) => regionRow(code, list, x, top + index * line + line / 2, left))),
  moreOrFewer("regions", rows.length));
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

function regionRow(code, list, x, y, left) {
  const name = DATA.regions[code] || code;
  const most = list.reduce((a, b) => (b.number > a.number ? b : a));
  return s("g", {},
    s("text", { x: left - 10, y: y + 4, class: "label end strong" }, clip(name, (left - 12) / 13)),
    s("line", { x1: left, x2: x.at(most.number), y1: y, y2: y, class: "stem" }),
    list.map((fact) => pressable(s("g", { class: "point c0" }, s("title", {}, describe(fact)),
      s("circle", { cx: x.at(fact.number), cy: y, r: 4.5 }), s("circle", { cx: x.at(fact.number), cy: y, r: 12, class: "target" })), describe(fact), () => visit(fact))),
    s("text", { x: x.at(most.number) + 10, y: y + 4, class: "label" }, brief(most.number, language === 1)));
}

// --- Changes

function drawChanges() {
  const place = $("changes");
  const changes = shown.filter((fact) => moves(fact) && fact.direction !== "flat" && fact.number !== null && fact.review !== "rejected");
  const units = new Map();
  for (const fact of changes) units.set(fact.unit || "", (units.get(fact.unit || "") || 0) + 1);
  const ranked = [...units].sort((a, b) => b[1] - a[1]);
  if (!units.has(plot.unit)) plot.unit = ranked.length ? ranked[0][0] : "";
  options($("plot-unit"), ranked.map(([unit, count]) => [unit, `${unit || say("null")} (${count})`]));
  $("plot-unit").value = plot.unit;
  $("plot-unit").disabled = !ranked.length;
  if (!ranked.length) {
    place.replaceChildren(h("p", { class: "blank" }, say("noChanges")));
    return;
  }
  const all = changes.filter((fact) => (fact.unit || "") === plot.unit).sort((a, b) => Math.abs(b.number) - Math.abs(a.number));
  const drawn = (plot.all.changes ? [...all] : all.slice(0, FEW)).sort((a, b) => signed(b) - signed(a));
  const [width, line, top] = [widthOf(place), 26, 8];
  const left = Math.round(Math.min(width * 0.42, 300));
  const bottom = top + drawn.length * line;
  const room = 58;
  const numbers = drawn.map(signed);
  const x = scale([Math.min(0, ...numbers), Math.max(0, ...numbers)], left + (Math.min(...numbers) < 0 ? room : 4), width - room, width < 420 ? 3 : 8, true);
  place.replaceChildren(s("svg", { viewBox: `0 0 ${width} ${bottom + 34}`, role: "group", "aria-label": say("changesTitle"), class: "plot" },
    axisX(x, top, bottom, plot.unit, width),
    drawn.map((fact, index) => changeRow(fact, x, top + index * line, line, left, width))),
  moreOrFewer("changes", all.length));
}

function signed(fact) {
  return fact.direction === "down" ? -Math.abs(fact.number) : Math.abs(fact.number);
}

function changeRow(fact, x, top, line, left, width) {
  const [zero, end] = [x.at(0), x.at(signed(fact))];
  const middle = top + line / 2;
  const name = [fact.metric, fact.region].filter(Boolean).join(" · ");
  return pressable(s("g", { class: `row-bar ${fact.direction}` }, s("title", {}, describe(fact)),
    s("rect", { x: 0, y: top, width, height: line, class: "target" }),
    s("text", { x: left - 10, y: middle + 4, class: "label end strong" }, clip(name, (left - 12) / 12.5)),
    s("rect", { x: Math.min(zero, end), y: top + 5, width: Math.max(1.5, Math.abs(end - zero)), height: line - 10, rx: 2, class: "length" }),
    s("text", { x: end + (fact.direction === "down" ? -6 : 6), y: middle + 4, class: `label ${fact.direction === "down" ? "end" : ""}` },
      `${ARROWS[fact.direction]} ${fact.value ? brief(fact.number, language === 1) : amount(fact)}`)), describe(fact), () => visit(fact));
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

// --- Systems and metrics

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
  drawBars($("metrics"), tally(passing("metric"), (fact) => fact.metric).slice(0, FEW / 2).map(([name, count]) => ({
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
