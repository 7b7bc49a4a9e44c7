import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const schemas = join(root, "pdn-core/schemas");
const cases = join(root, "tests/conformance/cases");

const TYPES = [
  "candidature",
  "session",
  "bilan-formation",
  "promeneur",
  "profil",
  "structure",
  "plan-financement",
  "bilan-coordination",
  "lot",
];

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Ajv in strict mode, where a warning is an error. @param {typeof Ajv | typeof Ajv2020} Kind */
function strict(Kind) {
  /** @type {string[]} */
  const warnings = [];
  const said = (/** @type {unknown[]} */ ...words) => void warnings.push(words.join(" "));
  const ajv = new Kind({ strict: true, allErrors: true, logger: { log: said, warn: said, error: said } });
  addFormats.default(ajv, { mode: "full", keywords: Kind !== Ajv2020 });
  for (const keyword of ["x-pdn-rule", "x-pdn-source", "x-pdn-message"]) ajv.addKeyword(keyword);
  return { ajv, warnings };
}

test("every schema that is checked in compiles in Ajv's strict mode without a warning", () => {
  const files = readdirSync(schemas, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(draft-07|2020-12)\.(fr|en)\.json$/.test(file),
  );
  assert.ok(files.length > 60, `${files.length} schemas`);
  for (const file of files) {
    const { ajv, warnings } = strict(file.includes("draft-07") ? Ajv : Ajv2020);
    ajv.compile(read(join(schemas, file)));
    assert.deepEqual(warnings, [], file);
  }
});

/** The program that writes the schemas of any call. */
function schemaProgram() {
  const args = ["build", "--quiet", "--locked", "--example", "schema", "--message-format=json"];
  const messages = execFileSync("cargo", args, { cwd: root, encoding: "utf8" }).trim().split("\n");
  return messages.map((line) => JSON.parse(line).executable).find(Boolean);
}

test("what the engine reads is valid, and what it refuses is not", () => {
  const program = schemaProgram();
  /** @type {Set<string>} */
  const left = new Set(
    read(join(root, "tests/conformance/schema-differences.json")).differences.flatMap(
      (/** @type {{ cases: string[] }} */ difference) => difference.cases,
    ),
  );
  /** @type {Map<string, import("ajv").ValidateFunction>} */
  const validators = new Map();
  /** @param {string | { toml: string }} call @param {string} type */
  const validatorOf = (call, type) => {
    const name = typeof call === "string" ? call : join(root, "tests/conformance/calls", call.toml);
    const known = validators.get(`${name} ${type}`);
    if (known) return known;
    const { ajv, warnings } = strict(Ajv2020);
    const kept = join(schemas, name, `${type}.2020-12.fr.json`);
    const text = existsSync(kept)
      ? readFileSync(kept, "utf8")
      : execFileSync(program, [name, type, "--draft", "2020-12"], { encoding: "utf8" });
    const validate = ajv.compile(JSON.parse(text));
    assert.deepEqual(warnings, [], name);
    validators.set(`${name} ${type}`, validate);
    return validate;
  };
  const counted = { valid: 0, refused: 0, left: 0 };
  for (const file of readdirSync(cases, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".json")) continue;
    const { call, input, expect, examine } = read(join(cases, file));
    // A report on the call itself has no document; what is no JSON, or of no known type, has no schema.
    if (examine || typeof input !== "object" || !TYPES.includes(input?.type)) continue;
    const validate = validatorOf(call, input.type);
    const valid = validate(input);
    const errors = expect?.input_errors ?? [];
    if (errors.length === 0) {
      assert.ok(valid, `${file}: ${JSON.stringify(validate.errors)}`);
      counted.valid++;
    } else if (left.has(file)) {
      counted.left++;
    } else {
      assert.ok(!valid, `${file} is valid, the engine says ${JSON.stringify(errors)}`);
      counted.refused++;
    }
  }
  console.log(
    `${counted.valid} valid, ${counted.refused} refused by both, ${counted.left} left to the engine`,
  );
  assert.ok(counted.valid > 1500 && counted.refused > 60);
});
