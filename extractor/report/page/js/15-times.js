// Values of one metric over time.

/** How many places have a colour of their own. */
const SERIES = 6;

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
