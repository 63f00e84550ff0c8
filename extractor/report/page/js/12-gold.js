// What was decided, as gold facts: JSON Lines that a scorer reads, one file a document.

const GOLD_LISTS = ["metric", "agency", "agency_type", "period"];
const AROUND = 8;
/** Characters of gold for one document. Only a text that repeats itself at length comes to so many. */
const MOST = 5e7;

/** The smallest piece of a text around a span that stands in it once. */
function contextOf(text, from, to) {
  const head = (at) => (at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at]) ? at - 1 : at);
  for (let reach = AROUND; ; reach *= 2) {
    const begin = head(Math.max(0, from - reach));
    const end = Math.min(text.length, to + reach);
    const tail = head(end) < end ? end + 1 : end;
    const context = text.slice(begin, tail);
    if ((begin === 0 && tail === text.length) || text.indexOf(context, text.indexOf(context) + 1) < 0) return [context, from - begin];
  }
}

/** One fact as a line of gold; numbers are written with the digits that they have. */
function goldLine(fact, number, numbers) {
  const { text } = fact.home;
  const [context, inside] = contextOf(text, fact.from, fact.to);
  const found = context.indexOf(fact.text);
  const parts = [["n", number], ["context", JSON.stringify(context)], ["text", JSON.stringify(fact.text)]];
  // The scorers look for the text's first place in its context; this says how much further on it is.
  if (found !== inside) parts.push(["text_offset", Array.from(context.slice(found, inside)).length]);
  parts.push(["kind", JSON.stringify(fact.kind)]);
  if (fact.kind === "date") parts.push(["value", JSON.stringify(fact.value)]);
  else {
    for (const name of NUMBERS) parts.push([name, fact[name] ?? "null"]);
    for (const name of ["unit", "qualifier", "direction", "basis", "role"]) parts.push([name, JSON.stringify(fact[name])]);
    parts.push(["of", fact.of === null ? "null" : numbers.get(fact.of) ?? "null"]);
    for (const name of GOLD_LISTS) parts.push([name, JSON.stringify([fact[name]])]);
    parts.splice(parts.findIndex(([name]) => name === "agency"), 0, ["region", JSON.stringify([fact.region_code])]);
  }
  parts.push(["optional", fact.review ? "false" : "true"]);
  return `{${parts.map(([name, value]) => `"${name}": ${value}`).join(", ")}}`;
}

/**
 * The gold file of a document: what was rejected is not in it, what nobody looked at is optional.
 * Null where the text says the same so often that no place in it can be told by the words around it.
 */
function goldOf(doc) {
  const kept = doc.facts.filter((fact) => fact.review !== "rejected");
  const numbers = new Map(kept.map((fact, index) => [fact.id, index + 1]));
  const head = `{"doc": ${JSON.stringify(sampleName(doc))}, "date": ${JSON.stringify(doc.date)}}`;
  const lines = [head];
  let size = 0;
  for (const [index, fact] of kept.entries()) {
    lines.push(goldLine(fact, index + 1, numbers));
    size += lines[lines.length - 1].length;
    if (size > MOST) return null;
  }
  return [...lines, ""].join("\n");
}

/** The file that a document's text goes by: its own name without folders, ending in .txt. */
function sampleName(doc) {
  return `${stemName(doc)}.txt`;
}

/** What the files of each document are called: its name without folders, no two alike. */
const stems = new Map();
const taken = new Set();
for (const doc of documents) {
  const name = doc.name === "-" ? "stdin" : doc.name.split(/[\\/]/).pop().replace(/\.txt(\.gz)?$/, "");
  const safe = name.replace(/[\u0000-\u001f"*:<>?|]/g, "_") || "document";
  let stem = safe;
  for (let number = 2; taken.has(stem); number += 1) stem = `${safe}-${number}`;
  stems.set(doc, stem);
  taken.add(stem);
}

function stemName(doc) {
  return stems.get(doc);
}

function reviewedDocuments() {
  return documents.filter((doc) => doc.facts.some((fact) => fact.review));
}

function save(name, parts, type) {
  const link = h("a", { href: URL.createObjectURL(new Blob(parts, { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  toast(`${say("downloaded")}: ${name}`);
}

function downloadGold(doc) {
  const gold = goldOf(doc);
  if (gold === null) toast(`${say("repeats")}: ${doc.name}`);
  else save(`${stemName(doc)}.gold.jsonl`, [gold], "application/x-ndjson");
}

/** All that was reviewed, each text beside its gold, as the scorers want them in one folder. */
function downloadAll() {
  const encoder = new TextEncoder();
  const files = [];
  const left = [];
  for (const doc of reviewedDocuments()) {
    const gold = goldOf(doc);
    if (gold === null) left.push(doc.name);
    else files.push([sampleName(doc), encoder.encode(doc.text)], [`${stemName(doc)}.gold.jsonl`, encoder.encode(gold)]);
  }
  save("gold.zip", zip(files), "application/zip");
  if (left.length) toast(`${say("repeats")}: ${left.join(", ")}`);
}

const CRC = Uint32Array.from({ length: 256 }, (_, index) => {
  let rest = index;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** Put files into an archive, uncompressed: what a folder of small texts needs and no more. */
function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const path = new TextEncoder().encode(name);
    const sum = crc32(bytes);
    // Names are UTF-8 (bit 11), and every file is of 1980-01-01, so that the same work gives the same archive.
    const common = [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, 0x21], [4, sum], [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
    parts.push(packed([[4, 0x04034b50], ...common]), path, bytes);
    directory.push(packed([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), path);
    offset += 30 + path.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = packed([[4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]]);
  return [...parts, ...directory, end];
}

/** Whole numbers as little-endian bytes: pairs of how many and what. */
function packed(numbers) {
  return Uint8Array.from(numbers.flatMap(([size, number]) => Array.from({ length: size }, (_, index) => (number >>> (8 * index)) & 255)));
}

function openDownload() {
  const all = reviewedDocuments();
  $("download-list").replaceChildren(...(all.length
    ? all.map((doc) => h("li", {}, h("span", { lang: "zh" }, doc.name),
      h("span", { class: "count" }, `${doc.facts.filter((fact) => fact.review).length} / ${doc.facts.length}`)))
    : [h("li", { class: "null" }, say("nothingReviewed"))]));
  $("download-this").disabled = !(reader.doc && all.includes(reader.doc));
  $("download-all").disabled = !all.length;
  $("forget").disabled = !all.length;
  $("accept-shown").disabled = !shown.some((fact) => !fact.review);
  $("keeping").textContent = say(keeping ? "kept" : "notKept");
  $("download-box").showModal();
}

function startGold() {
  $("download").addEventListener("click", openDownload);
  $("download-this").addEventListener("click", () => downloadGold(reader.doc));
  $("download-all").addEventListener("click", downloadAll);
  $("forget").addEventListener("click", () => { forget(); $("download-box").close(); toast(say("done")); });
  $("accept-shown").addEventListener("click", () => {
    decide(shown.filter((fact) => !fact.review), "accepted");
    $("download-box").close();
    toast(say("done"));
  });
  on("review", progress);
  on("language", progress);
  progress();
}

function progress() {
  const done = facts.reduce((sum, fact) => sum + (fact.review ? 1 : 0), 0);
  $("progress").textContent = `${done.toLocaleString("en")} / ${facts.length.toLocaleString("en")} ${say("reviewed")}`;
  $("bar").max = Math.max(1, facts.length);
  $("bar").value = done;
}
