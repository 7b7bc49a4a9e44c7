import "bootstrap/dist/css/bootstrap.min.css";
import "../style.css";
import { JSONEditor } from "@json-editor/json-editor";
import { type Answers, answered, blank, draftOf, keepDraft, saveFile } from "../answers";
import { formInAddress } from "../forms";
import { type Fault, validatorOf } from "../validation";
import { answersOf, forJsonEditor, whole } from "./adapt";
import { FRENCH } from "./french";

const form = formInAddress();
const validate = validatorOf(form.schema);
const place = document.getElementById("app");
if (!place) throw new Error("The page has no place for the form");
place.className = "page-width page-narrow";
place.innerHTML = `
  <header>
    <h1></h1>
    <p class="lead"></p>
  </header>
  <main>
    <div id="fields"></div>
    <p class="visually-hidden" aria-live="polite"></p>
    <button type="button" class="btn btn-primary save">Enregistrer le dossier</button>
    <p role="status" class="notice"></p>
  </main>`;
const within = <T extends Element>(selector: string) => place.querySelector<T>(selector) as T;
within("h1").textContent = form.title;
within(".lead").textContent = form.schema.description ?? "";

JSONEditor.defaults.languages.fr = FRENCH;
JSONEditor.defaults.language = "fr";
// Asked at every level of the document: the whole is judged at its root, by the validator of both pages.
JSONEditor.defaults.custom_validators.push((_schema, value, path) =>
  path === "root" ? validate(answersOf(value, form.schema)).map(errorOf) : [],
);

const errorOf = (fault: Fault) => ({
  path: ["root", ...fault.path].join("."),
  property: "pdn",
  // It puts the full stop itself.
  message: fault.message.replace(/\.$/, ""),
});

const editor = new JSONEditor(within("#fields"), {
  schema: forJsonEditor(form.schema, form.uiSchema),
  startval: whole(draftOf(form), form.schema),
  theme: "bootstrap5",
  disable_collapse: true,
  disable_edit_json: true,
  disable_properties: true,
  disable_array_reorder: true,
  disable_array_delete_all_rows: true,
  disable_array_delete_last_row: true,
  // What is not answered has no key: nothing is filled in for anyone.
  use_default_values: false,
  remove_empty_properties: true,
  show_errors: "always",
});

const answersNow = () => ({
  ...blank(form),
  ...(answered(answersOf(editor.getValue(), form.schema)) as Answers),
});

editor.on("change", () => {
  const answers = answersNow();
  keepDraft(form, answers);
  const faults = validate(answers).length;
  within("[aria-live]").textContent = faults > 0 ? `${faults} réponses à corriger` : "";
});

within(".save").addEventListener("click", () => {
  saveFile(form, answersNow());
  within(".notice").textContent = "Fichier enregistré.";
});
