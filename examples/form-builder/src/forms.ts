import type { UiSchema } from "@rjsf/utils";
import profil from "@schemas/charte-2016/profil.draft-07.fr.json";
import profilUi from "@schemas/charte-2016/profil.ui.fr.json";
import candidature from "@schemas/puy-de-dome-allier-2024-module-2/candidature.draft-07.fr.json";
import candidatureUi from "@schemas/puy-de-dome-allier-2024-module-2/candidature.ui.fr.json";
import type { Schema } from "./schema";

/** A document of a call that a person fills in. */
export interface FormOfCall {
  /** Names the form in the address of the page, the draft and the file. */
  id: string;
  title: string;
  schema: Schema;
  uiSchema: UiSchema;
}

/** The forms that the pages offer: another call’s takes its two files, and an entry here. */
export const FORMS: FormOfCall[] = [
  {
    id: "candidature-module-2",
    title: "Candidature au module 2",
    schema: candidature as Schema,
    uiSchema: candidatureUi as UiSchema,
  },
  {
    id: "profil-charte",
    title: "Profil d’un promeneur du Net",
    schema: profil as Schema,
    uiSchema: profilUi as UiSchema,
  },
];

/** The form that the address names (`#profil-charte`), or the first. */
export function formInAddress(): FormOfCall {
  const form = FORMS.find((form) => `#${form.id}` === location.hash) ?? FORMS[0];
  if (!form) throw new Error("No form is listed in forms.ts");
  return form;
}
