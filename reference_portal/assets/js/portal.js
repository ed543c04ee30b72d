// Progressive enhancement only: every page works without this file.
// It is a module, so browsers too old for GOV.UK Frontend never run it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
