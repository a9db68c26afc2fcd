// Loaded before the first paint, so that a chosen theme does not flash. "system" is the absence of a choice.
(() => {
  const choices = ["system", "light", "dark"];
  const root = document.documentElement;
  const read = () => {
    try {
      return localStorage.getItem("theme") ?? "system";
    } catch {
      return "system"; // storage may be switched off
    }
  };
  const show = choice => {
    root.dataset.themeChoice = choice;
    if (choice === "system") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = choice;
    }
  };

  show(choices.includes(read()) ? read() : "system");

  document.addEventListener("click", event => {
    if (!event.target.closest("[data-toggle=theme]")) return;
    const next = choices[(choices.indexOf(root.dataset.themeChoice) + 1) % choices.length];
    show(next);
    try {
      localStorage.setItem("theme", next);
    } catch {
      // The choice then lasts as long as the page.
    }
  });
})();
