// What the browser does by itself, without asking the server: come back, copy, count seconds, move with arrows.

// Coming back: tries every half second for as long as it takes; when the server is back without this page's circuit, the page is loaded again.
const lost = document.getElementById("components-reconnect-modal");
lost.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
  if (state === "show") lost.showModal();
  else if (state === "hide") lost.close();
  else if (state === "rejected") location.reload();
});
Blazor.start({ reconnectionOptions: { maxRetries: 1_000_000, retryIntervalMilliseconds: 500 } });

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Plain http on another host: no clipboard API there.
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "sr" });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

document.addEventListener("click", async event => {
  if (event.target.closest(".skip")) {
    // Not a change of address: the router would take it for one, and the focus would stay behind.
    event.preventDefault();
    document.getElementById("main").focus();
  }
  const button = event.target.closest("[data-copy]");
  if (button) {
    await copy(button.dataset.copy);
    button.toggleAttribute("data-copied", true);
    document.getElementById("copied").textContent = "Copied.";
    setTimeout(() => {
      button.removeAttribute("data-copied");
      document.getElementById("copied").textContent = "";
    }, 2000);
  }
});

// A list of check boxes is one stop for Tab; the arrows move inside.
document.addEventListener("keydown", event => {
  const group = event.target.closest?.("[data-arrows]");
  if (!group || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const stops = [...group.querySelectorAll("input[type=checkbox]:not(:disabled)")];
  const next = stops[stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

// A click opens a menu and leaves the focus on its button, where MudBlazor hears no Escape: it is handed on to the menu.
document.addEventListener(
  "keydown",
  event => {
    const button = event.key === "Escape" && event.target.closest?.("[aria-haspopup=menu][aria-expanded=true]");
    const menu = button && document.getElementById(button.getAttribute("aria-controls"));
    if (!menu) return;
    event.stopPropagation();
    menu.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true }));
  },
  { capture: true },
);

// At either end of a dialog MudBlazor asks the server where the focus goes on. Until it has said so, Tab would leave the dialog.
document.addEventListener("keydown", event => {
  if (event.key === "Tab" && event.target.matches(".mud-focus-trap > .pointer-events-none[tabindex='0']")) event.preventDefault();
});

// Seconds since data-since, on Atlas's clock, which may run ahead of this one and be moved. The page says what time it is there, and
// only how far that is ahead is kept.
let told;
let ahead = 0;

function readClock() {
  const now = document.getElementById("atlas-clock")?.dateTime;
  if (!now || now === told) return;
  told = now;
  ahead = Date.parse(now) - performance.now();
}

readClock();
new MutationObserver(readClock).observe(document.body, { childList: true, subtree: true, attributeFilter: ["datetime"] });

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
    const { since, format } = element.dataset;
    const seconds = Math.max(0, Math.floor((ahead + performance.now() - Date.parse(since)) / 1000));
    if (element instanceof HTMLProgressElement) {
      element.value = Math.min(seconds, element.max);
      element.toggleAttribute("data-late", seconds > element.dataset.lateAfter);
    } else {
      const text = (formats[format] ?? inWords)(seconds);
      // The text node is Blazor's: its content may change, the node must stay.
      if (element.firstChild && element.firstChild.data !== text) element.firstChild.data = text;
    }
  }
}
setInterval(tick, 1000);

// Where the focus is, and everything around it: a button that was pressed may be gone with what it did.
let trail = [];
document.addEventListener("focusin", event => {
  trail = [];
  for (let element = event.target; element && element !== document.body; element = element.parentElement) trail.push(element);
});

new MutationObserver(() => {
  if (document.activeElement !== document.body || trail.length === 0 || trail[0].isConnected) return;
  // What is only there for the layout takes no focus; the next around it does.
  const nearest = trail.find(element => element.isConnected && element.getAttribute("role") !== "presentation");
  if (!nearest) return;
  if (!nearest.hasAttribute("tabindex")) nearest.tabIndex = -1;
  nearest.focus({ preventScroll: true });
}).observe(document.body, { childList: true, subtree: true });

window.portal = {
  // Puts the focus on a field, once what the server just sent is drawn.
  focus: id => {
    const until = performance.now() + 1000;
    const look = () => {
      const element = document.getElementById(id);
      if (element) element.focus();
      else if (performance.now() < until) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  },

  submit: id => document.getElementById(id).submit(),

  // From now on the page answers: what was drawn before was a picture of it.
  live: () => (document.documentElement.dataset.live = "true"),
};
