/** @typedef {import("../src/schema").Schema} Schema */

/**
 * Fills a form as a person without a mouse does: Tab from control to control, type, choose with the arrows, tick
 * with Space, press Enter on the buttons. Nothing is reached but by the keyboard, nothing is set by a script.
 * @param {import("playwright-core").Page} page
 * @param {Schema} schema
 * @param {Record<string, unknown>} answers
 */
export async function fillByKeyboard(page, schema, answers) {
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // « Aller au formulaire »
  await page.keyboard.press("Tab");
  for (;;) {
    const here = await page.evaluate(whereTheKeyboardIs);
    if (!here.inForm) return;
    // A button that adds an item gives the keyboard to the item: no Tab then.
    if (!(await answer(page, schema, answers, here))) await page.keyboard.press("Tab");
  }
}

/** What the keyboard is on: the field, and the button or the choice within it. */
function whereTheKeyboardIs() {
  const control = document.activeElement;
  const group = control?.closest("fieldset[id^='dossier/']");
  const isChoice = control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);
  const [field = "", button = ""] = (isChoice && group ? group.id : (control?.id ?? "")).split("__");
  return {
    inForm: control?.closest("main") !== null && control !== document.body,
    path: field.split("/").slice(1),
    button,
    tag: control?.tagName ?? "",
    type: control instanceof HTMLInputElement ? control.type : "",
    label: isChoice ? (control.closest(".form-check")?.textContent ?? "").trim() : "",
  };
}

/**
 * @param {import("playwright-core").Page} page
 * @param {Schema} schema
 * @param {Record<string, unknown>} answers
 * @param {Awaited<ReturnType<typeof whereTheKeyboardIs>>} here
 * @returns {Promise<boolean>} true where the keyboard went elsewhere by itself
 */
async function answer(page, schema, answers, here) {
  const field = fieldAt(schema, here.path);
  const wanted = valueAt(answers, here.path);
  if (!field || wanted === undefined) return false;
  if (here.button === "none" && Array.isArray(wanted) && wanted.length === 0) {
    await page.keyboard.press("Enter");
    return false;
  }
  if (here.button === "add" && Array.isArray(wanted)) {
    const held = await page.evaluate(
      (id) => document.getElementById(id)?.querySelectorAll(":scope > .item").length ?? 0,
      ["dossier", ...here.path].join("/"),
    );
    if (held >= wanted.length) return false;
    await page.keyboard.press("Enter");
    return true;
  }
  if (here.button) return false;
  if (here.type === "checkbox" && Array.isArray(wanted)) {
    const choice = field.items?.oneOf?.find((each) => each.title === here.label);
    if (wanted.includes(choice?.const)) await page.keyboard.press("Space");
    return false;
  }
  if (here.type === "radio" || here.tag === "SELECT") {
    // The line before the first, or after the last, is « Pas encore répondu »: down from it is the first.
    const rank = field.oneOf?.findIndex((each) => each.const === wanted) ?? -1;
    for (let step = 0; step <= rank; step++) await page.keyboard.press("ArrowDown");
    return false;
  }
  if (here.type === "date") {
    const [year, month, day] = String(wanted).split("-");
    await page.keyboard.type(`${day}${month}${year}`);
    return false;
  }
  if (here.tag === "INPUT" || here.tag === "TEXTAREA") await page.keyboard.type(String(wanted));
  return false;
}

/** @param {Schema} schema @param {string[]} path @returns {Schema | undefined} */
function fieldAt(schema, path) {
  /** @type {Schema | undefined} */
  let here = schema;
  for (const step of path) here = here?.items ?? here?.properties?.[step];
  return here;
}

/** @param {unknown} answers @param {string[]} path */
function valueAt(answers, path) {
  let here = answers;
  for (const step of path) here = /** @type {Record<string, unknown> | undefined} */ (here)?.[step];
  return here;
}
