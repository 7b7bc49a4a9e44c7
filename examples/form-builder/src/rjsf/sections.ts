import { orderProperties } from "@rjsf/utils";
import type { Answers } from "../answers";
import type { FormOfCall } from "../forms";
import type { Schema } from "../schema";
import type { Fault } from "../validation";

/** A part of the form that opens and closes: an object or a list of the document, or its plain fields. */
export interface Section {
  id: string;
  title: string;
  answers: number;
  faults: number;
}

export const PLAIN_FIELDS = "Présentation du dossier";

/** True for a field that has a section of its own; the others share the first. */
export const hasItsOwn = (field: Schema | undefined) =>
  field?.type === "object" || (field?.type === "array" && field.items?.type === "object");

export const sectionId = (name: string) => `section-${name}`;

/** The sections, in the order of the form. */
export function sectionsOf(form: FormOfCall, answers: Answers, faults: Fault[]): Section[] {
  const fields = form.schema.properties ?? {};
  const shown = orderProperties(Object.keys(fields), form.uiSchema["ui:order"]).filter(
    (name) => form.uiSchema[name]?.["ui:widget"] !== "hidden",
  );
  const section = (id: string, title: string, names: string[]): Section => ({
    id: sectionId(id),
    title,
    answers: names.reduce((sum, name) => sum + countAnswers(answers[name]), 0),
    faults: faults.filter((fault) => names.includes(String(fault.path[0]))).length,
  });
  const plain = shown.filter((name) => !hasItsOwn(fields[name]));
  const own = shown.filter((name) => hasItsOwn(fields[name]));
  return [
    ...(plain.length > 0 ? [section("", PLAIN_FIELDS, plain)] : []),
    ...own.map((name) => section(name, fields[name]?.title ?? name, [name])),
  ];
}

function countAnswers(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value !== "object" || value === null) return 1;
  const held = Object.values(value);
  const isAnswer = Array.isArray(value) && held.every((item) => typeof item !== "object");
  return isAnswer ? 1 : held.reduce((sum: number, item) => sum + countAnswers(item), 0);
}
