// What adds up and what does not: the findings of the audit, with the words that they are about.

const findings = DATA.findings.map((row) => ({ ...row, facts: [] }));
{
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  DATA.findings.forEach(({ facts: ids }, index) => {
    findings[index].facts = ids.map((id) => byId.get(id));
    for (const fact of findings[index].facts) (fact.findings ||= []).push(findings[index]);
  });
}

/** Findings that say that something is wrong, the surest first. */
function faults(list) {
  const levels = DATA.levels;
  return list.filter((finding) => finding.level).sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

/** Whether the numbers of a finding are no longer those that it compared. */
function isStale(finding) {
  return finding.facts.some((fact) => fact.was || fact.review === "rejected");
}

/** A finding in one line, with why it is held to be so. */
function findingLine(finding) {
  return h("p", { class: `finding ${finding.level ? "wrong" : "right"}` },
    h("span", { class: "verdict", "aria-hidden": "true" }, finding.level ? "!" : "✓"),
    h("span", {}, h("b", { lang: "zh" }, finding.message), " ",
      h("span", { class: "why" }, [finding.level ? say(finding.level) : say("holds"), finding.reason].join(": "), isStale(finding) ? ` (${say("stale")})` : "")));
}

function drawChecks() {
  const passes = passing();
  const list = findings.filter((finding) => finding.facts.some(passes));
  const wrong = faults(list);
  const right = list.filter((finding) => !finding.level);
  $("checks-sum").textContent = `${say("doNotAddUp")}: ${wrong.length} · ${say("addUp")}: ${right.length}`;
  $("checks-list").replaceChildren(...[...wrong, ...right].map(findingCard));
  if (!list.length) $("checks-list").append(h("li", { class: "blank" }, say("noFindings")));
}

function findingCard(finding) {
  const quotes = new Map();
  for (const fact of finding.facts) {
    const key = `${fact.home.index} ${fact.sentenceSpan}`;
    if (!quotes.has(key)) quotes.set(key, []);
    quotes.get(key).push(fact);
  }
  return h("li", { class: finding.level ? "wrong" : "right" }, findingLine(finding),
    [...quotes.values()].map((list) => h("figure", {},
      markedSentence(list),
      documents.length > 1 ? h("figcaption", { lang: "zh" }, list[0].doc) : null)),
    finding.copies.length ? h("p", { class: "hint" }, `${say("copies")}: ${finding.copies.join(", ")}`) : null);
}

/** A sentence with some of its facts marked; each mark leads to its place in the text. */
function markedSentence(list) {
  const { text, offsets } = list[0].home;
  const [begin, end] = list[0].sentenceSpan.map((point) => offsets.units(point));
  const parts = [];
  let at = begin;
  for (const fact of [...list].sort((a, b) => a.from - b.from)) {
    if (fact.from < at || fact.to > end) continue;
    parts.push(text.slice(at, fact.from), pressable(h("mark", { class: `k-${fact.kind}` }, fact.text), describe(fact), () => visit(fact)));
    at = fact.to;
  }
  return h("blockquote", { lang: "zh" }, parts, text.slice(at, end));
}

function startChecks() {
  for (const element of document.querySelectorAll("[data-go=checks]")) element.hidden = !findings.length;
  const draw = () => { if (document.body.dataset.view === "checks") drawChecks(); };
  for (const event of ["filter", "language", "review"]) on(event, draw);
}
