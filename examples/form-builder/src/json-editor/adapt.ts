import type { UiSchema } from "@rjsf/utils";
import { NOT_ANSWERED } from "../answers";
import { isClosedList, type Schema } from "../schema";

/**
 * The same form as json-editor takes it: the words of a closed list as `enum` with their labels beside, the
 * order of the fields as numbers, and no constraint. What is wrong is said by the same validator as elsewhere.
 */
export function forJsonEditor(schema: Schema, uiSchema: UiSchema = {}, inList = false): Schema {
  const { type, title, description, format, items, properties, const: fixed } = schema;
  const hidden = uiSchema["ui:widget"] === "hidden" || fixed !== undefined;
  const adapted: Schema = { type, title: title ?? "", options: { hidden } };
  if (description) adapted.description = description;
  if (fixed !== undefined) adapted.default = fixed;
  if (isClosedList(schema)) {
    const words = schema.oneOf ?? [];
    const codes = words.map((word) => word.const);
    const labels = words.map((word) => word.title);
    // Nothing chosen is no answer: the first line of the list.
    adapted.enum = inList ? codes : [undefined, ...codes];
    adapted.options = { hidden, enum_titles: inList ? labels : [NOT_ANSWERED, ...labels] };
  } else if (uiSchema["ui:widget"] === "textarea") {
    adapted.format = "textarea";
  } else if (format === "date") {
    adapted.format = "date";
  }
  if (items) {
    adapted.items = forJsonEditor(items, uiSchema.items as UiSchema, true);
    adapted.uniqueItems = schema.uniqueItems;
    if (items.properties) adapted.items.default = whole(undefined, items);
    if (isClosedList(items)) adapted.format = "checkbox";
  }
  if (properties) {
    const order = (uiSchema["ui:order"] as string[] | undefined) ?? Object.keys(properties);
    adapted.properties = Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [
        name,
        { ...forJsonEditor(field, uiSchema[name]), propertyOrder: order.indexOf(name) },
      ]),
    );
  }
  return adapted;
}

/** A document with every field of its form: json-editor takes away the controls of the keys that it lacks. */
export function whole(answer: unknown, schema: Schema): unknown {
  if (schema.properties) {
    const given = (answer ?? {}) as Record<string, unknown>;
    const fields = Object.entries(schema.properties);
    return Object.fromEntries(fields.map(([name, field]) => [name, whole(given[name], field)]));
  }
  if (schema.items) {
    const items = schema.items;
    return ((answer ?? []) as unknown[]).map((item) => whole(item, items));
  }
  return answer ?? (schema.type === "boolean" ? "undefined" : "");
}

/** What a person answered: json-editor holds 0 or "" for what is not, and a word is one of its list. */
export function answersOf(held: unknown, schema: Schema): unknown {
  if (Array.isArray(held)) {
    const items = held
      .map((item) => answersOf(item, schema.items ?? {}))
      .filter((item) => item !== undefined);
    // It cannot tell a list that is not answered from one that is said to be empty.
    return items.length > 0 ? items : undefined;
  }
  if (typeof held === "object" && held !== null) {
    const answers = Object.entries(held)
      .map(([name, value]) => [name, answersOf(value, schema.properties?.[name] ?? {})] as const)
      .filter(([, value]) => value !== undefined);
    return Object.fromEntries(answers);
  }
  if (isClosedList(schema) && !schema.oneOf?.some((word) => word.const === held)) return undefined;
  return held === "" ? undefined : held;
}
