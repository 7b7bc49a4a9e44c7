// Reads each page that it is given as people do: on a screen, on a telephone, on paper. Prints what is
// wrong, a line each, and leaves with 1 when something is.
//
//     node read.mjs PAGE.html…

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const faults = [];
// No page asks for anything but itself.
const context = await browser.newContext({ locale: "fr-FR" });
await context.route("**", (route) => {
  const url = route.request().url();
  if (url.startsWith("file:")) return route.continue();
  faults.push(`asks for ${url}`);
  return route.abort();
});
const page = await context.newPage();
for (const file of process.argv.slice(2)) {
  const fault = (what) => faults.push(`${file}: ${what}`);
  for (const [name, width] of [["screen", 1280], ["telephone", 360]]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(pathToFileURL(resolve(file)).href);
    if ((await page.locator("script").count()) > 0) fault("has a script");
    await page.evaluate(axe);
    // Folded parts are read too.
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    const found = await page.evaluate(() => globalThis.axe.run(document));
    for (const v of found.violations) {
      fault(`${name}: ${v.impact} ${v.id}: ${v.help} (${v.nodes[0].target})`);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) fault(`${name}: ${over} pixels too wide`);
  }
  await page.emulateMedia({ media: "print" });
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  if (!/\/MediaBox\s*\[\s*0 0 59[45]\.?\d* 84[12]\.?\d*\s*\]/.test(pdf.toString("latin1"))) {
    fault("does not print on A4");
  }
  await page.emulateMedia({ media: null });
}
await browser.close();
for (const fault of faults) console.log(fault);
console.log(`${process.argv.length - 2} pages read, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
