/** The part of json-editor that the page uses: the package has no types. */
declare module "@json-editor/json-editor" {
  import type { Schema } from "../schema";

  export interface EditorError {
    path: string;
    property: string;
    message: string;
  }

  export class JSONEditor {
    static defaults: {
      language: string;
      languages: Record<string, Record<string, string>>;
      custom_validators: ((schema: Schema, value: unknown, path: string) => EditorError[])[];
    };
    constructor(element: HTMLElement, options: Record<string, unknown>);
    on(event: "ready" | "change", listener: () => void): void;
    getValue(): unknown;
    setValue(value: unknown): void;
    destroy(): void;
  }
}
