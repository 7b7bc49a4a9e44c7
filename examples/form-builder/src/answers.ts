import { FORMS, type FormOfCall } from "./forms";

/** A document as it is being filled. What is not answered has no key: “no” and “none” are answers. */
export type Answers = Record<string, unknown>;

/** What stands on screen for an answer that is not given yet: no key in the document. */
export const NOT_ANSWERED = "Pas encore répondu";

/** Without what is not answered: keys without a value, and objects of which nothing is said. */
export function answered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => answered(item) ?? {});
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, held]) => [key, answered(held)] as const)
    .filter(([, held]) => held !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** A new document: what the schema says in advance of it, its type and its call. */
export function blank(form: FormOfCall): Answers {
  const fixed = Object.entries(form.schema.properties ?? {}).filter(([, field]) => field.const !== undefined);
  return Object.fromEntries(fixed.map(([name, field]) => [name, field.const]));
}

/** The draft that this browser keeps, or a new document. */
export function draftOf(form: FormOfCall): Answers {
  const kept = localStorage.getItem(keyOf(form));
  return kept ? { ...blank(form), ...JSON.parse(kept) } : blank(form);
}

export function keepDraft(form: FormOfCall, answers: Answers) {
  localStorage.setItem(keyOf(form), JSON.stringify(answered(answers) ?? {}));
}

export function forgetDraft(form: FormOfCall) {
  localStorage.removeItem(keyOf(form));
}

const keyOf = (form: FormOfCall) => `pdn-dossier-${form.id}`;

/** Hands the document over as a file. */
export function saveFile(form: FormOfCall, answers: Answers) {
  const text = `${JSON.stringify(answered({ ...blank(form), ...answers }), null, 2)}\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${form.id}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Reads a file into the form that is made for it. The error is a sentence to show. */
export async function openFile(file: File): Promise<{ form: FormOfCall; answers: Answers }> {
  let read: unknown;
  try {
    read = JSON.parse(await file.text());
  } catch {
    throw new Error(`« ${file.name} » n’est pas un dossier enregistré ici : ce n’est pas du JSON.`);
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) {
    throw new Error(`« ${file.name} » n’est pas un dossier : un objet JSON est attendu.`);
  }
  const { $schema: _, ...answers } = read as Answers;
  const form = FORMS.find((form) =>
    Object.entries(blank(form)).every(([name, value]) => (answers[name] ?? value) === value),
  );
  if (!form || answers.type === undefined) {
    throw new Error(`« ${file.name} » n’est pas un dossier que cette page sait remplir.`);
  }
  return { form, answers: { ...blank(form), ...answers } };
}
