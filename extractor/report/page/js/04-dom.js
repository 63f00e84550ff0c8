// Elements. All text goes in as text: nothing on this page is ever made of a string of markup.

const SVG = "http://www.w3.org/2000/svg";
const $ = (id) => document.getElementById(id);

/** Make an element: attributes, `on…` listeners, and children that are elements, strings or null. */
function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** Let something that is drawn be pressed as a button is, by mouse and by key. */
function pressable(element, label, press) {
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.setAttribute("aria-label", label);
  element.addEventListener("click", press);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    press(event);
  });
  return element;
}

/** Put choices into a select, or words into a datalist. */
function options(element, choices) {
  element.replaceChildren(...choices.map(([value, label]) => h("option", { value }, label)));
}

/** Do something when there is nothing else to do; not every browser has an idle callback. */
const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 1));
const cancelIdle = window.cancelIdleCallback || clearTimeout;

let toastTimer = 0;

/** Say something for a moment, aloud too. */
function toast(text) {
  const place = $("toast");
  place.textContent = text;
  place.classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.classList.remove("on"), 2600);
}

const narrow = matchMedia("(max-width: 900px)");
