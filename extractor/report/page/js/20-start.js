// Put it together.

const theme = remembered("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
recall();
fillChoices();
fillLists();
fillRegions();
startControls();
startTable();
startReader();
startCard();
startGold();
startPlots();
startChecks();
const language0 = remembered("language");
speak(language0 === null ? Number(/^zh\b/i.test(navigator.language)) : Number(language0));
if (documents.length) openDocument(documents[0]);
else $("page").append(h("p", { class: "blank" }, say("emptyReport")));
showView("text");
refresh();
document.documentElement.classList.add("ready");
