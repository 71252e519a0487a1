// Everything works without this file; it adds GOV.UK Frontend's small comforts.
import { initAll } from "./govuk-frontend.min.js";
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
