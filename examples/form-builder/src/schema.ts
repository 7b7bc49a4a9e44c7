/** The part of JSON Schema (draft-07) that the forms use, and what pdn adds to it. */
export interface Schema {
  $schema?: string;
  $id?: string;
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  const?: unknown;
  enum?: unknown[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
  options?: Record<string, unknown>;
  /** The sentence to show for each keyword that can fail, in the language of the schema. */
  "x-pdn-message"?: Record<string, string>;
  [keyword: string]: unknown;
}

/** True for a closed list: each branch of its `oneOf` is one word and its label. */
export function isClosedList(schema: Schema): boolean {
  return schema.oneOf?.every((choice) => choice.const !== undefined) ?? false;
}

/** The names that lead to a place in a document: `["formations", 0, "capacite"]`. */
export type Path = (string | number)[];

/** The label of a place, as a person finds it in the form: `Formations, 1, Capacité d’accueil`. */
export function labelOf(schema: Schema, path: Path): string {
  const labels: (string | number)[] = [];
  let here: Schema | undefined = schema;
  for (const step of path) {
    if (here?.items) {
      here = here.items;
      labels.push(Number(step) + 1);
    } else {
      here = here?.properties?.[step];
      labels.push(here?.title ?? step);
    }
  }
  return labels.join(" › ");
}
