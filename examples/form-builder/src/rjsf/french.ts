import { englishStringTranslator, TranslatableString } from "@rjsf/utils";

/** The builder’s own words that these forms can show. */
const FRENCH: Partial<Record<TranslatableString, string>> = {
  [TranslatableString.ArrayItemTitle]: "Élément",
  [TranslatableString.YesLabel]: "Oui",
  [TranslatableString.NoLabel]: "Non",
  [TranslatableString.AddButton]: "Ajouter",
  [TranslatableString.AddItemButton]: "Ajouter",
  [TranslatableString.RemoveButton]: "Retirer",
  [TranslatableString.ClearButton]: "Effacer",
  [TranslatableString.EmptyArray]: "Rien pour le moment.",
  [TranslatableString.ErrorsLabel]: "À corriger",
  [TranslatableString.UnsupportedField]: "Ce champ ne peut pas être affiché.",
};

export function translateString(text: TranslatableString, parameters?: string[]): string {
  return FRENCH[text] ?? englishStringTranslator(text, parameters);
}
