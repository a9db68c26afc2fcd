// What the browser does by itself, without asking the server: copy, open and close, count seconds, move with arrows.
const announcer = document.getElementById("announcer");

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Plain http on another host: no clipboard API there.
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "sr" });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function setNavigation(open) {
  document.getElementById("nav")?.toggleAttribute("data-open", open);
  document.querySelector("[data-toggle=nav]")?.setAttribute("aria-expanded", open);
}

document.addEventListener("click", async event => {
  if (event.target.closest(".skip")) {
    // Not a change of address: the router would take it for one, and the focus would stay behind.
    event.preventDefault();
    document.getElementById("main").focus();
  }
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
  }
  const button = event.target.closest("[data-copy]");
  if (button) {
    await copy(button.dataset.copy);
    button.toggleAttribute("data-copied", true);
    announcer.textContent = "Copied.";
    setTimeout(() => {
      button.removeAttribute("data-copied");
      announcer.textContent = "";
    }, 2000);
  }
  const toggle = event.target.closest("[data-toggle=nav]");
  if (toggle) setNavigation(toggle.getAttribute("aria-expanded") !== "true");
  else if (event.target.closest("#nav a") || !event.target.closest("#nav")) setNavigation(false);
});

// A locked switch stays focusable (a disabled one would not say why), so the browser must not move it.
window.addEventListener(
  "click",
  event => {
    if (event.target.closest?.(".rz-switch")?.querySelector("[aria-disabled=true]")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true
);

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    setNavigation(false);
  }
  const group = event.target.closest?.("[data-arrows]");
  if (!group || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const stops = [...group.querySelectorAll("input[type=search], input[type=checkbox]:not(:disabled)")];
  const next = stops[stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

// Seconds: data-since and data-now come from the server's clock, which may run ahead of this one; only the difference is counted on.
const seen = new WeakMap();
const two = number => String(number).padStart(2, "0");

const join = (large, largeUnit, small, smallUnit) => (small ? `${large} ${largeUnit} ${small} ${smallUnit}` : `${large} ${largeUnit}`);

function inWords(seconds) {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return join(Math.floor(seconds / 60), "min", seconds % 60, "s");
  if (seconds < 86400) return join(Math.floor(seconds / 3600), "h", Math.floor((seconds % 3600) / 60), "min");
  return join(Math.floor(seconds / 86400), "d", Math.floor((seconds % 86400) / 3600), "h");
}

// "clock" is minutes and seconds; "day" is the time of day, counted from midnight.
const formats = {
  clock: seconds => `${Math.floor(seconds / 60)}:${two(seconds % 60)}`,
  day: seconds => [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":"),
};

function tick() {
  for (const element of document.querySelectorAll("[data-since]")) {
    const { since, now, format } = element.dataset;
    let start = seen.get(element);
    if (!start || start.key !== since + now) {
      start = { key: since + now, elapsed: Date.parse(now) - Date.parse(since), at: performance.now() };
      seen.set(element, start);
    }
    const seconds = Math.max(0, Math.floor((start.elapsed + performance.now() - start.at) / 1000));
    if (element instanceof HTMLProgressElement) {
      element.value = Math.min(seconds, element.max);
    } else {
      const text = (formats[format] ?? inWords)(seconds);
      // The text node is Blazor's: its content may change, the node must stay.
      if (element.firstChild && element.firstChild.data !== text) element.firstChild.data = text;
    }
  }
}
setInterval(tick, 1000);

// Where the focus is, and everything around it: what has the focus may be gone after the next drawing.
let trail = [];
document.addEventListener("focusin", event => {
  trail = [];
  for (let element = event.target; element && element !== document.body; element = element.parentElement) trail.push(element);
});

// Back to where the focus was, or as near to it as there is still something.
function settle(on) {
  const nearest = on.find(element => element.isConnected);
  if (!nearest) return;
  if (nearest !== on[0] && !nearest.hasAttribute("tabindex")) nearest.tabIndex = -1;
  nearest.focus({ preventScroll: nearest !== on[0] });
}

// A <dialog data-modal> is opened as soon as it is drawn, and the focus goes back to where it came from.
const before = new WeakMap();
new MutationObserver(changes => {
  for (const change of changes) {
    for (const dialog of dialogsIn(change.addedNodes)) {
      before.set(dialog, trail);
      if (!dialog.open) dialog.showModal();
    }
    for (const dialog of dialogsIn(change.removedNodes)) if (before.has(dialog)) settle(before.get(dialog));
  }
  // A button that was pressed may be gone with what it did.
  if (document.activeElement === document.body && trail.length > 0 && !trail[0].isConnected) settle(trail);
}).observe(document.body, { childList: true, subtree: true });

function dialogsIn(nodes) {
  return [...nodes].flatMap(node =>
    node instanceof Element ? [...(node.matches("dialog[data-modal]") ? [node] : []), ...node.querySelectorAll("dialog[data-modal]")] : []
  );
}

window.portal = {
  // Puts the focus on a field, once what the server just sent is drawn.
  focus: (id) => requestAnimationFrame(() => document.getElementById(id)?.focus()),

  // From now on the page answers: what was drawn before was a picture of it.
  live: () => (document.documentElement.dataset.live = "true"),
};
