import Form from "@rjsf/react-bootstrap";
import { type ErrorSchema, ErrorSchemaBuilder, type RJSFSchema, type UiSchema } from "@rjsf/utils";
import validator from "@rjsf/validator-ajv8";
import { useMemo } from "react";
import type { Answers } from "../answers";
import type { FormOfCall } from "../forms";
import type { Fault } from "../validation";
import { translateString } from "./french";
import { templates } from "./templates";
import { widgets } from "./widgets";

interface Props {
  form: FormOfCall;
  answers: Answers;
  faults: Fault[];
  onFill: (answers: Answers) => void;
}

/** The fields, by RJSF. A field’s id is its place in the document: `dossier/formations/0/capacite`. */
export function FieldsOf({ form, answers, faults, onFill }: Props) {
  const uiSchema = useMemo(() => withoutSubmit(form.uiSchema), [form]);
  // RJSF reads the paths of a validator’s errors as dotted text, and the ids of declared points hold
  // dots: it is given the faults by their exact place instead.
  const errors = useMemo(() => errorsOf(faults), [faults]);
  return (
    <Form
      tagName="div"
      schema={form.schema as RJSFSchema}
      uiSchema={uiSchema}
      formData={answers}
      onChange={({ formData }) => onFill(formData ?? {})}
      validator={validator}
      noValidate
      extraErrors={errors}
      showErrorList={false}
      idPrefix="dossier"
      idSeparator="/"
      templates={templates}
      widgets={widgets}
      translateString={translateString}
      // What is not answered has no key: nothing is filled in for anyone.
      experimental_defaultFormStateBehavior={{
        emptyObjectFields: "skipEmptyDefaults",
        arrayMinItems: { populate: "never" },
        constAsDefaults: "never",
      }}
    />
  );
}

function withoutSubmit(uiSchema: UiSchema): UiSchema {
  return {
    ...uiSchema,
    "ui:submitButtonOptions": { norender: true },
    "ui:globalOptions": { ...uiSchema["ui:globalOptions"], orderable: false },
  };
}

function errorsOf(faults: Fault[]): ErrorSchema {
  const errors = new ErrorSchemaBuilder();
  for (const fault of faults) errors.addErrors(fault.message, fault.path);
  return errors.ErrorSchema;
}
