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
