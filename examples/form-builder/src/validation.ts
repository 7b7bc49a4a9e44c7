import Ajv, { type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import localizeInFrench from "ajv-i18n/localize/fr";
import { labelOf, type Path, type Schema } from "./schema";

/** Something to put right, where it is and what it is called on screen. */
export interface Fault {
  path: Path;
  label: string;
  message: string;
}

/** A validator for a form’s schema, whose messages are those of the schema. */
export function validatorOf(schema: Schema): (document: unknown) => Fault[] {
  // `verbose` gives each error the schema that it comes from, and so its `x-pdn-message`.
  const ajv = new Ajv({ allErrors: true, verbose: true });
  addFormats(ajv, { mode: "full", keywords: true });
  for (const keyword of ["x-pdn-rule", "x-pdn-source", "x-pdn-message"]) ajv.addKeyword(keyword);
  const validate = ajv.compile(schema);
  return (document) => {
    validate(document);
    localizeInFrench(validate.errors);
    return (validate.errors ?? [])
      .filter((error) => !isBranch(error))
      .map((error) => {
        const path = pathOf(error.instancePath, document);
        return { path, label: labelOf(schema, path), message: messageOf(error) };
      });
  };
}

/** A word outside a closed list fails once for each word of the list; `oneOf` alone says it. */
function isBranch(error: ErrorObject): boolean {
  return /\/oneOf\/\d+\/const$/.test(error.schemaPath);
}

function messageOf(error: ErrorObject): string {
  const messages = (error.parentSchema as Schema | undefined)?.["x-pdn-message"];
  const message = messages?.[error.keyword];
  if (message) return message;
  if (error.keyword === "oneOf") return messages?.enum ?? "Ce choix n’est pas dans la liste.";
  if (error.keyword === "additionalProperties") {
    return `Ce dossier contient un champ inconnu de ce formulaire : « ${error.params.additionalProperty} ».`;
  }
  return error.message ?? error.keyword;
}

/** The steps of a JSON Pointer; those into a list are numbers. */
function pathOf(pointer: string, document: unknown): Path {
  let here = document;
  return pointer
    .split("/")
    .slice(1)
    .map((step) => {
      const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
      const key = Array.isArray(here) ? Number(name) : name;
      here = (here as Record<string | number, unknown> | undefined)?.[key];
      return key;
    });
}
