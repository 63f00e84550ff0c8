// What the reader has decided about facts: accepted, rejected, corrected, added; and the way back.

const undoable = [];

/** Remember how facts are before they change, so that it can be undone. */
function remember(list) {
  undoable.push(list.map((fact) => ({ fact, there: fact.home.facts.includes(fact), state: stateOf(fact) })));
}

function stateOf(fact) {
  const state = { review: fact.review, was: fact.was, sentenceSpan: fact.sentenceSpan };
  for (const name of EDITABLE) state[name] = fact[name];
  return state;
}

/** Accept or reject facts, or take a decision back. */
function decide(list, review) {
  remember(list);
  for (const fact of list) {
    if (review === "" && fact.was) restore(fact);
    fact.review = review === "accepted" && fact.was ? "corrected" : review;
  }
  reviewed(list);
}

function restore(fact) {
  Object.assign(fact, fact.was);
  fact.was = null;
  settle(fact);
}

/** Give a fact other fields; it counts as corrected, or as accepted where nothing changed. */
function correct(fact, fields) {
  remember([fact]);
  const was = fact.was || Object.fromEntries([...EDITABLE, "sentenceSpan"].map((name) => [name, fact[name]]));
  Object.assign(fact, fields);
  if (fact.start !== was.start || fact.end !== was.end) fact.sentenceSpan = sentenceAround(fact);
  settle(fact);
  if (fact.review !== "added") {
    const changed = EDITABLE.some((name) => fact[name] !== was[name]);
    fact.was = changed ? was : null;
    fact.review = changed ? "corrected" : "accepted";
  }
  inOrder(fact.home);
  reviewed([fact]);
}

/** Add a fact that was missed. */
function add(doc, fields) {
  const number = doc.facts.filter((fact) => fact.review === "added").length + 1;
  const fact = blankFact(doc, `added-${doc.index + 1}-${Date.now().toString(36)}-${number}`);
  Object.assign(fact, fields, { review: "added" });
  fact.sentenceSpan = sentenceAround(fact);
  settle(fact);
  remember([fact]);
  doc.facts.push(fact);
  inOrder(doc);
  reviewed([fact]);
  return fact;
}

function blankFact(doc, id) {
  const fact = { doc: doc.name, home: doc, was: null, sentenceSpan: [0, 0] };
  for (const name of DATA.fields) fact[name] = null;
  return Object.assign(fact, { id, article: 1, rule: "", kind: "count", qualifier: "exact", start: 0, end: 0, review: "" });
}

/** Take away a fact that a person had added. */
function removeAdded(fact) {
  remember([fact]);
  fact.home.facts.splice(fact.home.facts.indexOf(fact), 1);
  if (chosen === fact) choose(null, "table");
  reviewed([fact]);
}

function undo() {
  const step = undoable.pop();
  if (!step) {
    toast(say("nothingToUndo"));
    return;
  }
  for (const { fact, there, state } of step) {
    const now = fact.home.facts.indexOf(fact);
    if (there && now < 0) fact.home.facts.push(fact);
    if (!there && now >= 0) fact.home.facts.splice(now, 1);
    Object.assign(fact, state);
    settle(fact);
  }
  for (const doc of new Set(step.map(({ fact }) => fact.home))) inOrder(doc);
  toast(say("undone"));
  if (chosen && !chosen.home.facts.includes(chosen)) choose(null, "table");
  reviewed(step.map(({ fact }) => fact));
}

/** Take back every decision on every document. */
function forget() {
  const touched = facts.filter((fact) => fact.review);
  remember(touched);
  for (const fact of touched) {
    if (fact.review === "added") fact.home.facts.splice(fact.home.facts.indexOf(fact), 1);
    else if (fact.was) restore(fact);
    fact.review = "";
  }
  for (const doc of documents) inOrder(doc);
  if (chosen && !chosen.home.facts.includes(chosen)) choose(null, "table");
  reviewed(touched);
}

function inOrder(doc) {
  doc.facts.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The sentence that a span stands in: between marks that end one, or ends of lines. */
function sentenceAround(fact) {
  const { text, offsets } = fact.home;
  const [from, to] = [offsets.units(fact.start), offsets.units(fact.end)];
  let begin = from;
  while (begin > 0 && !"。！？\n".includes(text[begin - 1])) begin -= 1;
  let end = to;
  while (end < text.length && text[end] !== "\n" && !"。！？".includes(text[end - 1])) end += 1;
  return [offsets.points(begin), offsets.points(end)];
}

function reviewed(list) {
  gather();
  for (const doc of new Set(list.map((fact) => fact.home))) keep(doc);
  refresh();
  tell("review", list);
}

// --- Keeping decisions where the browser allows it; memory has them in any case

let keeping = true;

function keep(doc) {
  const decisions = {};
  const added = [];
  for (const fact of doc.facts) {
    if (!fact.review) continue;
    const fields = Object.fromEntries(EDITABLE.map((name) => [name, fact[name]]));
    if (fact.review === "added") added.push({ id: fact.id, ...fields });
    else decisions[fact.id] = fact.was ? { review: fact.review, fields } : { review: fact.review };
  }
  try {
    if (added.length || Object.keys(decisions).length) localStorage.setItem(doc.kept, JSON.stringify({ decisions, added }));
    else localStorage.removeItem(doc.kept);
    keeping = true;
  } catch {
    keeping = false; // a private window, a full disk, or a browser that gives files none
  }
}

function recall() {
  for (const doc of documents) {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(doc.kept));
    } catch {
      keeping = false;
    }
    if (kept) restoreKept(doc, kept);
  }
  gather();
}

function restoreKept(doc, { decisions, added }) {
  for (const fact of doc.facts) {
    const decision = decisions[fact.id];
    if (!decision) continue;
    if (decision.fields) {
      fact.was = Object.fromEntries([...EDITABLE, "sentenceSpan"].map((name) => [name, fact[name]]));
      Object.assign(fact, decision.fields);
      if (fact.start !== fact.was.start || fact.end !== fact.was.end) fact.sentenceSpan = sentenceAround(fact);
      settle(fact);
    }
    fact.review = decision.review;
  }
  for (const { id, ...fields } of added) {
    const fact = Object.assign(blankFact(doc, id), fields, { review: "added" });
    fact.sentenceSpan = sentenceAround(fact);
    doc.facts.push(settle(fact));
  }
  inOrder(doc);
}
