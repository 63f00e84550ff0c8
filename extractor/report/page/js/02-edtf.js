// Dates and intervals of EDTF (ISO 8601-2) in the forms that a fact can hold.

const MOMENT = /^([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2}))?)?)?)?)?[?~%]?$/;
const DAY = 86400000;
/** The year that an open one is drawn in: a leap year, and no report's own. */
const OPEN_YEAR = 4;

/** Whether a string is a date or an interval. */
function isPeriod(text) {
  const ends = text.split("/");
  if (ends.length > 2) return false;
  if (ends.length === 1) return isMoment(text);
  const open = ends.filter((end) => end === "..").length;
  return open < 2 && ends.every((end) => end === ".." || isMoment(end));
}

function isMoment(text) {
  const found = MOMENT.exec(text);
  if (!found) return false;
  const [, year, month, day, hour, minute, second] = found;
  if (month && !month.includes("X") && !(month >= "01" && month <= "12")) return false;
  if (day && !day.includes("X")) {
    const open = !month || month.includes("X");
    const last = open ? 31 : new Date(Date.UTC(year.includes("X") ? 2000 : +year, +month, 0)).getUTCDate();
    if (+day < 1 || +day > last) return false;
  }
  return !hour || (+hour <= 24 && +(minute || 0) < 60 && +(second || 0) < 60);
}

/**
 * Where a period lies on the axis of time, in milliseconds; an end that is open is null.
 * @returns {{from: number|null, to: number|null, year: boolean}|null} `year`: whether its year is known
 */
function spanOf(period) {
  if (!period) return null;
  const ends = period.split("/");
  const first = ends[0] === ".." ? null : momentSpan(ends[0]);
  const last = ends[ends.length - 1] === ".." ? null : momentSpan(ends[ends.length - 1]);
  if (!first && !last) return null;
  return {
    from: first ? first.from : null,
    to: last ? last.to : null,
    year: (first || last).year,
  };
}

function momentSpan(text) {
  const found = MOMENT.exec(text);
  if (!found) return null;
  const known = !found[1].includes("X");
  const year = known ? +found[1] : OPEN_YEAR;
  const [month, day, hour, minute] = found.slice(2).map((part) => (part && !part.includes("X") ? +part : null));
  const at = (...parts) => new Date(0).setUTCFullYear(parts[0], parts[1], parts[2]);
  if (month === null) return { from: at(year, 0, 1), to: at(year + 1, 0, 1), year: known };
  if (day === null) return { from: at(year, month - 1, 1), to: at(year, month, 1), year: known };
  const from = at(year, month - 1, day);
  if (hour === null) return { from, to: from + DAY, year: known };
  const time = from + (hour * 60 + (minute || 0)) * 60000;
  return { from: time, to: time, year: known };
}
