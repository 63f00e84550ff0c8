// A document with its facts marked. Where facts overlap the text is cut into pieces, each marked
// for all facts that it belongs to.

const LONGEST = 3000;
const AT_ONCE = 300;
/** Blocks are drawn in parts of so many; the browser leaves out the parts that are not in view. */
const PART = 30;
const LINE = { characters: 30, height: 34 };
const reader = {
  doc: null, blocks: [], drawn: 0, marks: new Map(), idle: 0, places: "", spans: [], next: 0, open: [], passes: null,
  visible: new Set(), version: 0,
};

/** Cut a text into the blocks that are drawn: its lines, very long ones at the ends of sentences. */
function blocksOf(text) {
  const blocks = [];
  for (let begin = 0; begin < text.length;) {
    let end = text.indexOf("\n", begin);
    end = end < 0 ? text.length : end + 1;
    while (end - begin > LONGEST) {
      const stop = text.lastIndexOf("。", begin + LONGEST) + 1;
      // With no sentence to end on, a pair of surrogates is still not to be cut.
      let cut = stop > begin ? stop : begin + LONGEST;
      if (/[\udc00-\udfff]/.test(text[cut])) cut -= 1;
      blocks.push([begin, cut]);
      begin = cut;
    }
    blocks.push([begin, end]);
    begin = end;
  }
  return blocks;
}

/** Show a document. */
function openDocument(doc) {
  reader.doc = doc;
  reader.blocks = blocksOf(doc.text);
  reader.drawn = 0;
  reader.marks = new Map();
  reader.visible.clear();
  watcher.disconnect();
  cancelIdle(reader.idle);
  $("page").replaceChildren();
  $("page").scrollTop = 0;
  $("document").value = doc.index;
  $("about").textContent = [doc.date, counted(doc.facts.length, "facts")].filter(Boolean).join(" · ");
  $("before").disabled = doc.index === 0;
  $("after").disabled = doc.index === documents.length - 1;
  reader.places = placesOf(doc);
  reader.spans = doc.facts.filter((fact) => fact.to > fact.from);
  reader.next = 0;
  reader.open = [];
  if (!doc.facts.length || !doc.text.trim()) {
    $("page").append(h("p", { class: "blank" }, say(doc.text.trim() ? "emptyDoc" : "emptyText")));
  }
  drawBlocks(AT_ONCE);
  drawLater();
}

function drawLater() {
  if (reader.drawn >= reader.blocks.length) return;
  reader.idle = whenIdle(() => { drawBlocks(AT_ONCE); drawLater(); }, { timeout: 500 });
}

/** Draw some more blocks, in order. */
function drawBlocks(count) {
  const last = Math.min(reader.blocks.length, reader.drawn + count);
  while (reader.drawn < last) {
    const part = h("div", { class: "part" });
    let lines = 0;
    for (let size = 0; size < PART && reader.drawn < last; size += 1) {
      const [begin, end] = reader.blocks[reader.drawn];
      lines += Math.ceil((end - begin) / LINE.characters);
      part.append(block(begin, end));
      reader.drawn += 1;
    }
    part.style.containIntrinsicSize = `auto ${lines * LINE.height}px`;
    $("page").append(part);
    watcher.observe(part);
  }
}

function block(begin, end) {
  const { text } = reader.doc;
  const element = h("p", { "data-from": begin, class: text.slice(begin, end).trim() ? null : "gap" });
  const open = reader.open.filter((fact) => fact.to > begin);
  while (reader.next < reader.spans.length && reader.spans[reader.next].from < end) {
    open.push(reader.spans[reader.next]);
    reader.next += 1;
  }
  reader.open = open;
  const cuts = new Set([begin, end]);
  for (const fact of open) {
    if (fact.from > begin) cuts.add(fact.from);
    if (fact.to < end) cuts.add(fact.to);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const [from, to] = [edges[index], edges[index + 1]];
    const inside = open.filter((fact) => fact.from < to && fact.to > from);
    const piece = text.slice(from, to);
    element.append(inside.length ? mark(piece, inside, from) : piece);
  }
  return element;
}

function mark(piece, inside, from) {
  const first = inside[0];
  const element = h("mark", { class: `k-${first.kind}`, tabindex: "-1", role: "button" }, piece);
  if (inside.length > 1 && inside.some((fact) => fact.from === from)) element.dataset.several = inside.length;
  if (first.from < from) element.classList.add("goes-on");
  for (const fact of inside) {
    if (!reader.marks.has(fact)) reader.marks.set(fact, []);
    reader.marks.get(fact).push(element);
  }
  element.facts = inside;
  return element;
}

/** Give a mark what can change: decisions, the filter, the choice. */
function dress(element) {
  const { facts: inside } = element;
  const visible = inside.filter((fact) => !reader.passes || reader.passes(fact));
  element.classList.toggle("off", !visible.length);
  element.classList.toggle("rejected", inside.every((fact) => fact.review === "rejected"));
  element.classList.toggle("decided", inside.every((fact) => fact.review && fact.review !== "rejected"));
  element.classList.toggle("doubtful", inside.some(isDoubted));
  element.classList.toggle("chosen", inside.includes(chosen));
  element.setAttribute("aria-label", inside.map((fact) => `${say(fact.kind)}: ${[fact.metric, amount(fact), fact.unit].filter(Boolean).join(" ")}`).join("; "));
}

/** Bring a fact's mark into view; `focus` moves the keyboard there too. */
function showInText(focus) {
  if (!chosen) return;
  if (narrow.matches && focus) showView("text");
  if (reader.doc !== chosen.home) openDocument(chosen.home);
  while (!reader.marks.has(chosen) && reader.drawn < reader.blocks.length) drawBlocks(AT_ONCE);
  const marks = reader.marks.get(chosen) || [];
  for (const element of $("page").querySelectorAll("mark.chosen")) element.classList.remove("chosen");
  for (const element of marks) {
    dressPart(element.closest(".part"));
    element.classList.add("chosen");
  }
  if (!marks.length) return;
  const page = $("page");
  const [box, place] = [page.getBoundingClientRect(), marks[0].getBoundingClientRect()];
  // On a narrow screen the card lies over the lower part of the text.
  const [reach, goal] = narrow.matches ? [0.22, 0.1] : [0.95, 0.5];
  if (box.height && (place.top < box.top || place.bottom > box.top + box.height * reach)) {
    page.scrollTop += place.top - box.top - box.height * goal;
  }
  if (focus) marks[0].focus({ preventScroll: true });
}

function pickMark(element) {
  const inside = element.facts;
  // Several facts on one span come in turn.
  const visible = inside.filter((fact) => !reader.passes || reader.passes(fact));
  const list = visible.length ? visible : inside;
  choose(list[(list.indexOf(chosen) + 1) % list.length], "text");
  if (!shown.includes(chosen)) toast(say("hidden"));
}

function readerKeys(event) {
  const element = event.target.closest("mark");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!element) {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    focusFirst();
    return;
  }
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key in steps) {
    const all = [...$("page").querySelectorAll("mark:not(.off)")];
    const next = all[all.indexOf(element) + steps[event.key]];
    if (next) {
      next.focus();
      choose(next.facts[0], "text");
    }
  } else if (event.key === " ") pickMark(element);
  else if (event.key === "Enter" || event.key === "Escape") showInTable();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Move the keyboard to the first mark in view, and choose its fact. */
function focusFirst() {
  const top = $("page").getBoundingClientRect().top;
  const first = [...$("page").querySelectorAll("mark:not(.off)")].find((element) => element.getBoundingClientRect().top >= top);
  if (!first) return;
  first.focus();
  choose(first.facts[0], "text");
}

/** Go from the mark to its row. */
function showInTable() {
  if (narrow.matches) showView("table");
  tableChosen("text");
  grid.box.focus({ preventScroll: true });
}

/** What is selected in the text, in code points; null where that is nothing. */
function selectedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const ends = [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]].map(([node, offset]) => {
    const at = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const place = at.closest && at.closest("#page p[data-from]");
    if (!place) return null;
    const before = document.createRange();
    before.setStart(place, 0);
    before.setEnd(node, offset);
    return +place.dataset.from + before.toString().length;
  });
  if (ends.includes(null) || ends[0] >= ends[1]) return null;
  let [from, to] = ends;
  const { text, offsets } = reader.doc;
  while (from < to && /\s/.test(text[from])) from += 1;
  while (to > from && /\s/.test(text[to - 1])) to -= 1;
  return from < to ? [offsets.points(from), offsets.points(to)] : null;
}

/** Dress the marks anew: now those in view, the others when they come into it. */
function dressAll() {
  reader.passes = filtered() ? passing() : null;
  reader.version += 1;
  for (const part of reader.visible) dressPart(part);
}

function dressPart(part) {
  if (part.version === reader.version) return;
  part.version = reader.version;
  for (const element of part.querySelectorAll("mark")) dress(element);
}

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) reader.visible.delete(target);
    else {
      reader.visible.add(target);
      dressPart(target);
    }
  }
}, { root: $("page"), rootMargin: "50%" });

/** Where the facts of a document stand, to tell whether its marks must be drawn anew. */
function placesOf(doc) {
  return doc.facts.map((fact) => `${fact.id} ${fact.kind} ${fact.start} ${fact.end}`).join();
}

/** Facts came, went or moved: mark the document anew, and stay where the reader is. */
function markAnew() {
  const { scrollTop } = $("page");
  const drawn = reader.drawn;
  openDocument(reader.doc);
  while (reader.drawn < drawn) drawBlocks(AT_ONCE);
  $("page").scrollTop = scrollTop;
}

function startReader() {
  const page = $("page");
  options($("document"), documents.map((doc) => [doc.index, doc.name]));
  $("document").addEventListener("change", (event) => openDocument(documents[event.target.value]));
  $("before").addEventListener("click", () => openDocument(documents[reader.doc.index - 1]));
  $("after").addEventListener("click", () => openDocument(documents[reader.doc.index + 1]));
  page.addEventListener("click", (event) => {
    const element = event.target.closest("mark");
    if (element && getSelection().isCollapsed) pickMark(element);
  });
  page.addEventListener("keydown", readerKeys);
  let waiting = false;
  document.addEventListener("selectionchange", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      $("add").hidden = !selectedSpan();
    });
  });
  // A press would take the selection away before the click could use it.
  $("add").addEventListener("pointerdown", (event) => event.preventDefault());
  $("add").addEventListener("click", () => addSelected());
  on("choose", (by) => {
    if (chosen) showInText(false);
    else for (const element of $("page").querySelectorAll("mark.chosen")) element.classList.remove("chosen");
  });
  on("filter", () => {
    if (filter.doc !== "" && reader.doc !== documents[filter.doc]) openDocument(documents[filter.doc]);
    dressAll();
  });
  on("review", () => {
    if (reader.doc && reader.places !== placesOf(reader.doc)) markAnew();
    dressAll();
  });
  on("language", () => { if (reader.doc) markAnew(); });
}
