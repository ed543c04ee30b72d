// Progressive enhancement only: every page works without this file.
// It is a module, so browsers too old for GOV.UK Frontend never run it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Without this, readers print with their browser's own command.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The page says how long the sign-in lasts. Five minutes before it ends, this says so once more.
for (const told of document.querySelectorAll("[data-idle-minutes]")) {
  const warning = document.querySelector("[data-idle-warning]");
  const minutes = Number(told.dataset.idleMinutes) - 5;
  if (warning && minutes > 0) setTimeout(() => (warning.hidden = false), minutes * 60_000);
}
