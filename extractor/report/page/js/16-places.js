// Values of one metric over places.

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
