// Exact numbers, kept as the strings of their digits. Number() is for drawing and sorting only:
// what is shown and what is downloaded keeps every digit.

const SCALES = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };

/** Read what a person typed: commas and 万, 亿 are taken, a number in plain form or null comes out. */
function readDecimal(typed) {
  const text = typed.normalize("NFKC").replace(/[,\s]/g, "").replace(/^\+/, "").replace(/^−/, "-");
  const found = /^(-?)(\d*)(?:\.(\d+))?([十百千万亿]*)$/.exec(text);
  if (!found || (!found[2] && !found[3])) return null;
  const shift = [...found[4]].reduce((sum, scale) => sum + SCALES[scale], 0);
  const fraction = (found[3] || "").padEnd(shift, "0");
  const whole = (found[2] + fraction.slice(0, shift)).replace(/^0+(?=\d)/, "") || "0";
  const rest = fraction.slice(shift).replace(/0+$/, "");
  const digits = rest ? `${whole}.${rest}` : whole;
  return digits === "0" ? "0" : found[1] + digits;
}

/** Compare two numbers in plain form without rounding: below, at or above 0. */
function compareDecimals(a, b) {
  const places = Math.max(fractionOf(a).length, fractionOf(b).length);
  const whole = (number) => BigInt(number.replace(".", "") + "0".repeat(places - fractionOf(number).length));
  const [left, right] = [whole(a), whole(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function fractionOf(number) {
  return number.split(".")[1] || "";
}

/** 2112089000 as 2,112,089,000. */
function grouped(number) {
  const [whole, fraction] = number.split(".");
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction ? `${commas}.${fraction}` : commas;
}

const EXACT_SCALES = [[[3, "K"], [6, "M"], [9, "B"], [12, "T"]], [[4, "万"], [8, "亿"], [12, "万亿"]]];

/** A number in the shortest form that loses no digit: 1.37亿 for 137000000, but 1,234 and 87,654,321 as they are. */
function compact(number, chinese) {
  const plain = grouped(number);
  if (plain.length <= 10) return plain;
  const forms = EXACT_SCALES[chinese ? 1 : 0].map(([shift, name]) => grouped(shifted(number, shift)) + name);
  return [plain, ...forms].reduce((best, form) => (form.length < best.length ? form : best));
}

/** Move the point of a number to the left. */
function shifted(number, places) {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number);
  const digits = whole.padStart(places + 1, "0") + (fraction || "");
  const point = digits.length - (fraction || "").length - places;
  const rest = digits.slice(point).replace(/0+$/, "");
  return sign + digits.slice(0, point) + (rest ? `.${rest}` : "");
}

/** A number for the ticks of an axis: 1.2亿 to a Chinese reader, 120M to others. */
function brief(number, chinese) {
  const size = Math.abs(number);
  const steps = chinese
    ? [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]]
    : [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]];
  const [unit, name] = steps.find(([least]) => size >= least) || [1, ""];
  return `${Number((number / unit).toPrecision(4))}${name}`;
}
