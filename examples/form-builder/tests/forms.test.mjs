import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./browser.mjs";
import { fillByKeyboard } from "./keyboard.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../src/schema").Schema} Schema */

const root = fileURLToPath(new URL("../../..", import.meta.url));
const here = fileURLToPath(new URL("..", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MODULE_2 = "puy-de-dome-allier-2024-module-2";

/** @param {string} name @returns {Schema} */
const schemaOf = (name) => JSON.parse(readFileSync(join(root, "pdn-core/schemas", name), "utf8"));

/** The example application, without what an office adds to it when it comes in. */
function application() {
  const { reference, phase, depot, ...document } = JSON.parse(
    readFileSync(join(root, "examples/dossiers/candidature-admissible.json"), "utf8"),
  );
  // The form asks an applicant for nothing that no rule reads at this stage.
  for (const grant of document.financements) delete grant.statut;
  for (const trainer of document.intervenants) delete trainer.formations;
  return document;
}

/** @type {Awaited<ReturnType<typeof openBrowser>>} */
let pages;
before(async () => {
  pages = await openBrowser();
});
after(() => pages.close());

/** @param {string} address */
async function open(address) {
  const page = await pages.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && errors.push(message.text()),
  );
  await page.goto(pages.at + address);
  await page.waitForSelector("#fields :is(input, select, textarea)", { state: "attached" });
  return { page, errors };
}

/** @param {Page} page @param {() => Promise<unknown>} press @returns {Promise<string>} */
async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFileSync(await download.path(), "utf8");
}

/** What the engine says of a document. @param {string} text @param {string} [on] */
function judged(text, on = "2024-07-01") {
  const file = join(mkdtempSync(join(tmpdir(), "pdn-")), "dossier.json");
  writeFileSync(file, text);
  const args = ["run", "--quiet", "--locked", "--example", "check", "--", "--json", "--le", on, file];
  const { stdout, stderr } = spawnSync("cargo", args, { cwd: root, encoding: "utf8" });
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout);
}

/** @param {Page} page @param {string} name */
async function photographed(page, name) {
  mkdirSync(join(here, "screenshots"), { recursive: true });
  await page.screenshot({ path: join(here, "screenshots", `${name}.png`), fullPage: true });
}

/** @param {Page} page */
async function accessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate("axe.run()");
  const grave = /** @type {{ impact: string, id: string, nodes: { html: string }[] }[]} */ (violations)
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
  assert.deepEqual(grave, []);
}

/** Every label, button, option and text that the page shows. @param {Page} page @returns {Promise<string[]>} */
const words = (page) =>
  page.evaluate(() => {
    const shown = [
      ...document.querySelectorAll("label, legend, button, option, summary, h1, h2, h3, p, a, span, li"),
    ];
    const named = [...document.querySelectorAll("[aria-label], [placeholder], [title]")];
    return [
      ...shown.filter((each) => each.checkVisibility()).map((each) => each.textContent ?? ""),
      ...named.flatMap((each) =>
        ["aria-label", "placeholder", "title"].map((name) => each.getAttribute(name) ?? ""),
      ),
    ].map((text) => text.trim());
  });

/** Titles and codes of a schema. @param {Schema} schema @returns {{ titles: Set<string>, codes: Set<string> }} */
function vocabulary(schema) {
  const titles = new Set();
  const codes = new Set();
  /** @param {unknown} node */
  const walk = (node) => {
    if (typeof node !== "object" || node === null) return;
    const { title, const: code } = /** @type {Schema} */ (node);
    if (typeof title === "string") titles.add(title);
    if (typeof code === "string") codes.add(code);
    for (const child of Object.values(node)) walk(child);
  };
  walk(schema);
  return { titles, codes };
}

/** No word of a builder, no code and no English among the words. @param {string[]} shown @param {string} name */
function inFrench(shown, name) {
  const french = vocabulary(schemaOf(`${name}.draft-07.fr.json`));
  const english = vocabulary(schemaOf(`${name}.draft-07.en.json`));
  for (const text of shown) {
    assert.doesNotMatch(text, /unsupported|option \d|undefined|\bnull\b|\bitems?\b|\[object/i);
    assert.doesNotMatch(text, /\b(yes|no|add|remove|delete|submit|required|select|choose|error)\b/i);
    // French puts a no-break space there: the sign never begins a line.
    assert.doesNotMatch(text, / [;:!?»%€]|« /);
    if (french.titles.has(text)) continue;
    assert.ok(!french.codes.has(text), `the code ${text}`);
    assert.ok(!english.titles.has(text), `the English title ${text}`);
  }
}

test("the whole application of module 2, by keyboard alone, is admissible", async () => {
  const { page, errors } = await open("");
  const schema = schemaOf(`${MODULE_2}/candidature.draft-07.fr.json`);
  const document = application();
  await fillByKeyboard(page, schema, document);
  await photographed(page, "candidature");
  await accessible(page);
  inFrench(await words(page), `${MODULE_2}/candidature`);
  await page.getByRole("button", { name: "Enregistrer le dossier" }).focus();
  const text = await saved(page, () => page.keyboard.press("Enter"));
  assert.deepEqual(JSON.parse(text), document);
  const report = judged(text);
  assert.equal(report.decision, "admissible");
  assert.deepEqual(report.input_errors, []);
  assert.equal(await page.locator(".faults").count(), 0);
  assert.deepEqual(errors, []);
});

test("a capacity of 9, a day of 2026 and a cent above the cap are said before the engine says so", async () => {
  const { page } = await open("");
  const document = application();
  document.formations[0].capacite = 9;
  document.formations[0].sessions[0].debut = "2026-01-02";
  document.formations[0].sessions[0].fin = "2026-01-02";
  document.financements[0].montant = "3000.01";
  await page.setInputFiles("input[type=file]", {
    name: "dossier.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ $schema: "https://example.org/candidature.json", ...document })),
  });
  await page.waitForSelector(".faults");
  await accessible(page);
  const said = await page.locator(".faults li").allTextContents();
  const sentences = [
    "Formations proposées › 1 › Capacité d’accueil : Chaque formation doit accueillir de 10 à 20 participants.",
    "Formations proposées › 1 › Sessions › 1 › Premier jour de la session : ",
    "Financements › 1 › Montant",
  ];
  for (const sentence of sentences) {
    assert.ok(
      said.some((each) => each.replaceAll("\u00a0", " ").startsWith(sentence)),
      `${sentence} in ${said.join("\n")}`,
    );
  }
  // Each is said at its field too, and the list leads to it.
  const capacity = page.locator("[id='dossier/formations/0/capacite']");
  assert.equal(await capacity.getAttribute("aria-invalid"), "true");
  await page.locator(".faults a").first().click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "dossier/formations/0/capacite");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("10");
  assert.equal(await capacity.getAttribute("aria-invalid"), "false");
  const failed = judged(JSON.stringify(document))
    .findings.filter(
      (/** @type {{ outcome: string, severity: string }} */ f) =>
        f.outcome === "fail" && f.severity === "blocking",
    )
    .map((/** @type {{ rule: string }} */ f) => f.rule);
  assert.deepEqual([...new Set(failed)].sort(), [
    "financement.plafond-caf",
    "formation.capacite",
    "formation.periode",
  ]);
});

test("not answered yet and no are two answers, and a draft is kept", async () => {
  const { page } = await open("");
  const label = page.locator("fieldset", { hasText: "Certification Qualiopi" }).last();
  const answer = async () =>
    JSON.parse(await saved(page, () => page.getByText("Enregistrer le dossier").click())).structure;
  assert.equal(await answer(), undefined);
  await label.getByLabel("Non").check();
  assert.deepEqual(await answer(), { qualiopi: false });
  await page.reload();
  assert.ok(await label.getByLabel("Non").isChecked());
  await label.getByLabel("Pas encore répondu").check();
  assert.equal(await answer(), undefined);
});

test("a list can be said to be empty", async () => {
  const { page } = await open("");
  const none = page.getByRole("button", { name: /Répondre « aucun » : Autres structures/ });
  await none.click();
  const text = await saved(page, () => page.getByText("Enregistrer le dossier").click());
  assert.deepEqual(JSON.parse(text).partenaires, []);
});

test("a file that is no application gets its sentence", async () => {
  const { page } = await open("");
  for (const [content = "", sentence = ""] of [
    ["{ pas du JSON", "ce n’est pas du JSON"],
    ["[1, 2]", "un objet JSON est attendu"],
    ['{ "type": "lot" }', "n’est pas un dossier que cette page sait remplir"],
  ]) {
    await page.setInputFiles("input[type=file]", {
      name: "x.json",
      mimeType: "application/json",
      buffer: Buffer.from(content),
    });
    await page.waitForFunction(
      (text) => document.querySelector("[role=status]")?.textContent?.includes(text),
      sentence,
    );
  }
});

test("the profile of the charter, in the same builder", async () => {
  const { page, errors } = await open("#profil-charte");
  await accessible(page);
  inFrench(await words(page), "charte-2016/profil");
  await fillByKeyboard(page, schemaOf("charte-2016/profil.draft-07.fr.json"), {
    prenom: "Maëlle",
    structure: "Le Fil des Ombrennes",
    logo: true,
  });
  await photographed(page, "profil");
  const text = await saved(page, () => page.getByText("Enregistrer le dossier").click());
  const { type, appel, prenom, logo } = JSON.parse(text);
  assert.deepEqual(
    { type, appel, prenom, logo },
    { type: "profil", appel: "charte-2016", prenom: "Maëlle", logo: true },
  );
  assert.deepEqual(errors, []);
});

for (const [form, name] of [
  ["candidature-module-2", `${MODULE_2}/candidature`],
  ["profil-charte", "charte-2016/profil"],
]) {
  test(`${form} in a builder of another family`, async () => {
    const { page, errors } = await open(`json-editor.html#${form}`);
    if (form === "candidature-module-2") {
      await page.getByRole("button", { name: "Ajouter : Formation" }).click();
      const capacity = page.getByLabel("Capacité d’accueil");
      await capacity.fill("9");
      await capacity.blur();
      await page.getByText("Chaque formation doit accueillir de 10 à 20 participants.").nth(1).waitFor();
      const text = await saved(page, () => page.getByText("Enregistrer le dossier").click());
      const { type, appel, formations } = JSON.parse(text);
      assert.deepEqual(
        { type, appel, formations },
        { type: "candidature", appel: MODULE_2, formations: [{ capacite: 9 }] },
      );
    }
    await accessible(page);
    inFrench(await words(page), name ?? "");
    await photographed(page, `json-editor-${form}`);
    assert.deepEqual(errors, []);
  });
}
