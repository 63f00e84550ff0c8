// What rose and what fell, by how much.

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
  const left = Math.round(Math.min(width * (width < 480 ? 0.36 : 0.42), 300));
  const bottom = top + drawn.length * line;
  const room = width < 480 ? 48 : 58;
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
