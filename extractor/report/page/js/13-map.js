// Where the facts are: the provinces as tiles, one size each, near where they lie; below them bars.

/** Division code, short name, column and row. */
const TILES = [
  ["230000", "黑龙江", 6, 0], ["220000", "吉林", 6, 1], ["650000", "新疆", 0, 2], ["620000", "甘肃", 1, 2],
  ["640000", "宁夏", 2, 2], ["150000", "内蒙古", 3, 2], ["110000", "北京", 4, 2], ["120000", "天津", 5, 2],
  ["210000", "辽宁", 6, 2], ["540000", "西藏", 0, 3], ["630000", "青海", 1, 3], ["610000", "陕西", 2, 3],
  ["140000", "山西", 3, 3], ["130000", "河北", 4, 3], ["370000", "山东", 5, 3], ["510000", "四川", 1, 4],
  ["500000", "重庆", 2, 4], ["410000", "河南", 3, 4], ["340000", "安徽", 4, 4], ["320000", "江苏", 5, 4],
  ["310000", "上海", 6, 4], ["530000", "云南", 1, 5], ["520000", "贵州", 2, 5], ["420000", "湖北", 3, 5],
  ["360000", "江西", 4, 5], ["330000", "浙江", 5, 5], ["450000", "广西", 2, 6], ["430000", "湖南", 3, 6],
  ["440000", "广东", 4, 6], ["350000", "福建", 5, 6], ["710000", "台湾", 6, 6], ["460000", "海南", 2, 7],
  ["820000", "澳门", 3, 7], ["810000", "香港", 4, 7],
];
const TILE = 60;
const GAP = 5;
const SHADES = 5;

/** How many facts are of each place, by the code of the place itself. */
function countPlaces() {
  const counts = new Map();
  const passes = passing("region");
  for (const fact of facts) {
    if (passes(fact)) counts.set(fact.region_code, (counts.get(fact.region_code) || 0) + 1);
  }
  return counts;
}

/** Put the counts of places together by the divisions that lie directly in one. */
function childrenOf(code, counts) {
  const children = new Map();
  for (const [place, count] of counts) {
    if (!place || place === NATION) continue;
    const path = [NATION, ...pathOf(place)];
    const at = path.indexOf(code);
    if (at < 0) continue;
    const child = path[at + 1] || code;
    children.set(child, (children.get(child) || 0) + count);
  }
  return [...children].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** From 1 to SHADES by the square root, as counts of places lie far apart; 0 where there is nothing. */
function shade(count, most) {
  return count ? Math.max(1, Math.ceil(SHADES * Math.sqrt(count / most))) : 0;
}

function drawMap() {
  const counts = countPlaces();
  const here = codeFor(filter.region) || NATION;
  const provinces = new Map(childrenOf(NATION, counts));
  const most = Math.max(1, ...provinces.values());
  const drawing = s("svg", { viewBox: `0 0 ${7 * (TILE + GAP) - GAP + 4} ${8 * (TILE + GAP) - GAP + 4}`, role: "group", "aria-label": say("mapTitle"), class: "tiles" },
    TILES.map(([code, name, column, line]) => tile(code, name, column, line, provinces.get(code) || 0, most, here)));
  $("map").replaceChildren(drawing, legend(most), outside(counts));
  drawPlaces(counts, here);
}

function tile(code, name, column, line, count, most, here) {
  const inside = here !== NATION && here.startsWith(code.slice(0, 2));
  const element = s("g", { class: `tile s${shade(count, most)}${inside ? " here" : ""}`, transform: `translate(${2 + column * (TILE + GAP)} ${2 + line * (TILE + GAP)})`, "data-code": code },
    s("title", {}, `${DATA.regions[code]} ${code}: ${counted(count, "facts")}`),
    s("rect", { width: TILE, height: TILE, rx: 7 }),
    s("text", { x: TILE / 2, y: 26, class: "name" }, name),
    s("text", { x: TILE / 2, y: 45, class: "number" }, count ? brief(count, language === 1) : "·"));
  return pressable(element, `${DATA.regions[code]}: ${counted(count, "facts")}`, () => setFilter({ region: inside && here === code ? "" : DATA.regions[code] }));
}

function legend(most) {
  // The least count of each shade; where there are few facts some shades are not used.
  const ends = Array.from({ length: SHADES }, (_, index) => Math.floor(most * (index / SHADES) ** 2) + 1)
    .filter((least, index) => shade(least, most) === index + 1);
  return h("p", { class: "legend", "aria-hidden": "true" }, say("less"),
    h("span", { class: "swatch s0" }, "0"),
    ends.map((least) => h("span", { class: `swatch s${shade(least, most)}` }, least.toLocaleString("en"))), say("moreFacts"));
}

/** The facts that lie on no tile. */
function outside(counts) {
  const parts = [];
  if (counts.get(NATION)) parts.push(h("button", { type: "button", class: "link", onclick: () => setFilter({ region: DATA.regions[NATION] }) }, `${say("wholeCountry")}: ${counts.get(NATION).toLocaleString("en")}`));
  if (counts.get(null)) parts.push(h("span", {}, `${say("noRegion")}: ${counts.get(null).toLocaleString("en")}`));
  return h("p", { class: "outside" }, parts);
}

/** The way down to a place, and what lies in it. */
function drawPlaces(counts, here) {
  const crumbs = here === NATION ? [NATION] : [NATION, ...pathOf(here)];
  $("crumbs").replaceChildren(...crumbs.map((code, index) => {
    const last = index === crumbs.length - 1;
    const name = code === NATION ? say("nation") : DATA.regions[code];
    return h("li", {}, last ? h("span", { "aria-current": "location" }, name)
      : h("button", { type: "button", class: "link", onclick: () => setFilter({ region: code === NATION ? "" : regionLabel(code) }) }, name));
  }));
  const children = childrenOf(here, counts);
  drawBars($("places"), children.map(([code, count]) => ({
    name: code === here ? `${DATA.regions[code]} (${say("itself")})` : DATA.regions[code] || code,
    count,
    press: code === here || here.endsWith("00") === false ? null : () => setFilter({ region: regionLabel(code) }),
  })));
}

/** Bars with names and counts; each may be pressed. */
function drawBars(place, bars, empty = "noFacts") {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  place.replaceChildren(...bars.map(({ name, count, press, on: picked }) => {
    const filled = h("span", { class: "fill" });
    filled.style.width = `${(100 * count) / most}%`;
    const inner = [h("span", { class: "bar-name", lang: "zh", title: name }, name), h("span", { class: "track" }, filled), h("span", { class: "count" }, count.toLocaleString("en"))];
    return h("li", {}, press ? h("button", { type: "button", class: "bar", "aria-pressed": picked ? "true" : null, onclick: press }, inner) : h("div", { class: "bar" }, inner));
  }));
  if (!bars.length) place.append(h("li", { class: "blank" }, say(empty)));
}
