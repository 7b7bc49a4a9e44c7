import {
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  ariaDescribedByIds,
  type BaseInputTemplateProps,
  type DescriptionFieldProps,
  descriptionId,
  errorId,
  type FieldErrorProps,
  type FieldPathId,
  type FieldTemplateProps,
  getInputProps,
  type ObjectFieldTemplateProps,
  titleId,
} from "@rjsf/utils";
import { type ReactNode, useEffect, useRef } from "react";
import FormControl from "react-bootstrap/FormControl";
import { NOT_ANSWERED } from "../answers";
import { CONTROLS } from "../focus";
import type { Schema } from "../schema";
import { hasItsOwn, PLAIN_FIELDS, sectionId } from "./sections";
import { hasFault } from "./widgets";

/** A field: its label, what is asked, its control, and what is wrong with the answer. */
function Field(props: FieldTemplateProps) {
  const { id, label, schema, uiSchema, hidden, displayLabel, description, errors, rawErrors } = props;
  if (hidden) return <div hidden>{props.children}</div>;
  const className = `field ${hasFault(rawErrors) ? "field-at-fault" : ""}`;
  const isList = schema.type === "array";
  const isGroup = isList || uiSchema?.["ui:widget"] === "radio";
  if (schema.type === "object" || (isList && !displayLabel)) {
    // Its own template says what it is called.
    return (
      <div className={isList ? className : undefined}>
        {props.children}
        {isList && <NoneOfThem {...props} />}
        {errors}
      </div>
    );
  }
  if (isGroup) {
    return (
      <fieldset id={id} className={className} aria-describedby={`${descriptionId(id)} ${errorId(id)}`}>
        <legend className="field-label">{label}</legend>
        {description}
        {props.children}
        {isList && <NoneOfThem {...props} />}
        {errors}
      </fieldset>
    );
  }
  return (
    <div className={className}>
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      {description}
      {props.children}
      {errors}
    </div>
  );
}

/** Whether a list is not answered yet, or said to be empty: two different answers. */
function NoneOfThem({ formData, schema, label, onChange, fieldPathId }: FieldTemplateProps) {
  if (Array.isArray(formData) && formData.length > 0) return null;
  const isEmpty = Array.isArray(formData);
  return (
    <p className="none">
      {isEmpty ? "Répondu : aucun." : `${NOT_ANSWERED}.`}
      {(isEmpty || !schema.minItems) && (
        <button
          type="button"
          id={`${fieldPathId.$id}__none`}
          className="btn btn-sm btn-link"
          aria-label={`${isEmpty ? "Effacer cette réponse" : "Répondre « aucun »"} : ${label}`}
          onClick={() => onChange((isEmpty ? undefined : []) as never, fieldPathId.path)}
        >
          {isEmpty ? "Effacer cette réponse" : "Répondre « aucun »"}
        </button>
      )}
    </p>
  );
}

/** An object: the whole document in sections, or some fields under one name. */
function ObjectField(props: ObjectFieldTemplateProps) {
  const { fieldPathId, title, schema, properties } = props;
  const depth = fieldPathId.path.length;
  if (depth === 0) return <Sections {...props} />;
  const fields = properties.map((property) => <div key={property.name}>{property.content}</div>);
  // A section and an item of a list are already named around it.
  if (depth === 1 || typeof fieldPathId.path.at(-1) === "number") {
    return (
      <>
        <Description id={fieldPathId} text={schema.description} />
        {fields}
      </>
    );
  }
  return (
    <fieldset className="group">
      <legend id={titleId(fieldPathId)}>{title}</legend>
      <Description id={fieldPathId} text={schema.description} />
      {fields}
    </fieldset>
  );
}

function Sections({ schema, properties }: ObjectFieldTemplateProps) {
  const fields = (schema as Schema).properties ?? {};
  const plain = properties.filter(({ name, hidden }) => !hidden && !hasItsOwn(fields[name]));
  const own = properties.filter(({ name, hidden }) => !hidden && hasItsOwn(fields[name]));
  return (
    <>
      {plain.length > 0 && (
        <Section id={sectionId("")} title={PLAIN_FIELDS}>
          {plain.map(({ name, content }) => (
            <div key={name}>{content}</div>
          ))}
        </Section>
      )}
      {own.map(({ name, content }) => (
        <Section key={name} id={sectionId(name)} title={fields[name]?.title ?? name}>
          {content}
        </Section>
      ))}
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <details id={id} className="section" open>
      <summary>
        <h2>{title}</h2>
      </summary>
      {children}
    </details>
  );
}

/** A list of objects, or of plain texts: its items, and a button to add one. */
function ArrayField({ fieldPathId, title, schema, items, canAdd, onAddClick }: ArrayFieldTemplateProps) {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(items.length);
  // A new item takes the keyboard; when one goes, the button to add gets it.
  useEffect(() => {
    const rows = list.current?.querySelectorAll(":scope > .item");
    if (items.length === before.current + 1) {
      rows?.[rows.length - 1]?.querySelector<HTMLElement>(`.item-body :is(${CONTROLS})`)?.focus();
    } else if (items.length === before.current - 1) {
      list.current?.querySelector<HTMLElement>(":scope > .add")?.focus();
    }
    before.current = items.length;
  }, [items.length]);
  const one = itemTitle(schema as Schema);
  const body = (
    <div id={fieldPathId.$id} ref={list}>
      <Description id={fieldPathId} text={schema.description} />
      {items}
      {canAdd && (
        <button
          type="button"
          id={`${fieldPathId.$id}__add`}
          className="btn btn-outline-primary add"
          onClick={onAddClick}
        >
          {one ? `Ajouter : ${one.toLocaleLowerCase("fr")}` : `Ajouter : ${title}`}
        </button>
      )}
    </div>
  );
  if (fieldPathId.path.length === 1) return body;
  return (
    <fieldset className="group">
      <legend id={titleId(fieldPathId)}>{title}</legend>
      {body}
    </fieldset>
  );
}

const itemTitle = (list: Schema) => list.items?.title;

function ArrayItem({ children, index, schema, buttonsProps, hasToolbar }: ArrayFieldItemTemplateProps) {
  const isObject = schema.type === "object";
  const name = `${schema.title ?? "Réponse"} ${index + 1}`;
  return (
    <div className={`item ${isObject ? "item-object" : ""}`} role="group" aria-label={name}>
      {isObject && <h3 className="item-title">{name}</h3>}
      <div className="item-body">{children}</div>
      {hasToolbar && buttonsProps.hasRemove && (
        <button
          type="button"
          className="btn btn-sm btn-outline-danger"
          aria-label={`Retirer : ${name}`}
          onClick={buttonsProps.onRemoveItem}
        >
          Retirer
        </button>
      )}
    </div>
  );
}

function Description({ id, text }: { id: FieldPathId; text: string | undefined }) {
  return text ? (
    <p id={descriptionId(id)} className="description">
      {text}
    </p>
  ) : null;
}

function DescriptionField({ id, description }: DescriptionFieldProps) {
  return description ? (
    <p id={id} className="description">
      {description}
    </p>
  ) : null;
}

function FieldError({ errors, fieldPathId }: FieldErrorProps) {
  return errors && errors.length > 0 ? (
    <p id={errorId(fieldPathId)} className="fault">
      {errors.join(" ")}
    </p>
  ) : null;
}

/** A line of text, a number or a day. An example is shown as a hint, never as an answer. */
function Input(props: BaseInputTemplateProps) {
  const { id, type, value, schema, options, placeholder, rawErrors, onChange, onChangeOverride } = props;
  return (
    <FormControl
      {...getInputProps(schema, type, options)}
      id={id}
      value={value ?? ""}
      placeholder={placeholder}
      onChange={
        onChangeOverride ?? (({ target }) => onChange(target.value === "" ? undefined : target.value))
      }
      isInvalid={hasFault(rawErrors)}
      aria-invalid={hasFault(rawErrors)}
      aria-describedby={ariaDescribedByIds(id)}
    />
  );
}

/** In place of the theme’s, for sections, headings in order, and groups that say what they are. */
export const templates = {
  FieldTemplate: Field,
  ObjectFieldTemplate: ObjectField,
  ArrayFieldTemplate: ArrayField,
  ArrayFieldItemTemplate: ArrayItem,
  DescriptionFieldTemplate: DescriptionField,
  FieldErrorTemplate: FieldError,
  BaseInputTemplate: Input,
};
