import type { RegistryWidgetsType, WidgetProps } from "@rjsf/utils";
import { ariaDescribedByIds, optionId } from "@rjsf/utils";
import FormCheck from "react-bootstrap/FormCheck";
import FormControl from "react-bootstrap/FormControl";
import FormSelect from "react-bootstrap/FormSelect";
import { NOT_ANSWERED } from "../answers";

/** One answer of a few, and the way back to none: “no” is an answer, silence is not. */
function Radio({ id, options, value, onChange }: WidgetProps) {
  const choices = [...(options.enumOptions ?? []), { value: undefined, label: NOT_ANSWERED }];
  return (
    <div className="choices">
      {choices.map((choice, index) => (
        <FormCheck
          key={String(choice.value)}
          type="radio"
          id={optionId(id, index)}
          name={id}
          label={choice.label}
          checked={value === choice.value}
          onChange={() => onChange(choice.value)}
          className={choice.value === undefined ? "not-answered" : undefined}
        />
      ))}
    </div>
  );
}

/** Any number of a list’s answers. With the last one taken back, nothing is answered any more. */
function Checkboxes({ id, options, value, onChange }: WidgetProps) {
  const choices = options.enumOptions ?? [];
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  const toggle = (picked: unknown) => {
    const isChosen = (each: unknown) => (each === picked ? !chosen.includes(each) : chosen.includes(each));
    const next = choices.map((choice) => choice.value).filter(isChosen);
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <div className="choices">
      {choices.map((choice, index) => (
        <FormCheck
          key={String(choice.value)}
          type="checkbox"
          id={optionId(id, index)}
          label={choice.label}
          checked={chosen.includes(choice.value)}
          onChange={() => toggle(choice.value)}
        />
      ))}
    </div>
  );
}

function Select({ id, options, value, rawErrors, onChange }: WidgetProps) {
  const choices = options.enumOptions ?? [];
  const index = choices.findIndex((choice) => choice.value === value);
  return (
    <FormSelect
      id={id}
      value={index < 0 ? "" : index}
      onChange={({ target }) =>
        onChange(target.value === "" ? undefined : choices[Number(target.value)]?.value)
      }
      isInvalid={hasFault(rawErrors)}
      aria-invalid={hasFault(rawErrors)}
      aria-describedby={ariaDescribedByIds(id)}
    >
      <option value="">{NOT_ANSWERED}</option>
      {choices.map((choice, index) => (
        <option key={String(choice.value)} value={index}>
          {choice.label}
        </option>
      ))}
    </FormSelect>
  );
}

function Textarea({ id, value, placeholder, rawErrors, onChange }: WidgetProps) {
  return (
    <FormControl
      as="textarea"
      id={id}
      rows={4}
      value={value ?? ""}
      placeholder={placeholder}
      onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      isInvalid={hasFault(rawErrors)}
      aria-invalid={hasFault(rawErrors)}
      aria-describedby={ariaDescribedByIds(id)}
    />
  );
}

export const hasFault = (errors: string[] | undefined) => errors !== undefined && errors.length > 0;

/** In place of the theme’s: each can go back to “not answered”, and says when it is at fault. */
export const widgets: RegistryWidgetsType = {
  RadioWidget: Radio,
  CheckboxesWidget: Checkboxes,
  SelectWidget: Select,
  TextareaWidget: Textarea,
};
