// Makes `form.png`, the picture of the README: `npm run picture`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./browser.mjs";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

const pages = await openBrowser();
const page = await pages.newPage();
await page.setViewportSize({ width: 1000, height: 500 });
await page.goto(pages.at);
const application = JSON.parse(readFileSync(here("../../dossiers/candidature-admissible.json"), "utf8"));
application.formations[0].capacite = 9;
await page.setInputFiles("input[type=file]", {
  name: "candidature.json",
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify(application)),
});
await page.evaluate(() =>
  document.getElementById("dossier/formations/0/capacite")?.scrollIntoView({ block: "center" }),
);
await page.screenshot({ path: here("../form.png") });
await pages.close();
