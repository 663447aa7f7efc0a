/** JSON Schemas for editors, derived from the definitions by which files are read. */
import type { Form, Shape, TextForm } from './shape.ts';

/** What a schema is made of here; draft 7, which the YAML support of editors knows best. */
export interface JsonSchema {
  $schema?: string;
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: string[];
  const?: boolean;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  minProperties?: number;
  maxProperties?: number;
  dependencies?: Record<string, string[]>;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  not?: JsonSchema;
  definitions?: Record<string, JsonSchema>;
}

/** The schema of a file of this shape. */
export function jsonSchema(shape: Shape<unknown>, title: string): JsonSchema {
  return new SchemaWriter().file(shape, title);
}

class SchemaWriter {
  readonly #definitions: Record<string, JsonSchema> = {};

  file(shape: Shape<unknown>, title: string): JsonSchema {
    const schema = this.#schema(shape);
    return {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title,
      ...schema,
      definitions: this.#definitions,
    };
  }

  #schema(shape: Shape<unknown>): JsonSchema {
    const { form, expected } = shape;
    switch (form.is) {
      case 'text':
        return this.#text(expected, form);
      case 'list':
        return {
          description: expected,
          type: 'array',
          items: this.#schema(form.of),
          ...(form.least !== undefined && { minItems: form.least }),
          ...(form.most !== undefined && { maxItems: form.most }),
        };
      case 'either':
        return { description: expected, anyOf: form.of.map((each) => this.#schema(each)) };
      case 'named':
        if (!Object.hasOwn(this.#definitions, form.name)) {
          // First, since the shape may hold itself.
          this.#definitions[form.name] = {};
          this.#definitions[form.name] = this.#schema(form.shape());
        }
        return { $ref: `#/definitions/${form.name}` };
      case 'anything':
        return { description: expected };
      case 'map':
        return this.#map(expected, form);
    }
  }

  /** An editor reads 0012 and 5.99 as numbers and true as a boolean, where Ratebook reads what was written. */
  #text(expected: string, { options, known, pattern, number, boolean, most }: TextForm): JsonSchema {
    const words = options ?? known;
    if (words !== undefined && pattern === undefined) return { description: expected, enum: [...words] };
    const isAny = pattern === undefined && number === undefined && boolean === undefined;
    const type = ['string'];
    if (isAny || number !== undefined) type.push(number?.whole ? 'integer' : 'number');
    if (isAny || boolean) type.push('boolean');
    const text: JsonSchema = {
      description: expected,
      type: type.length === 1 ? type[0]! : type,
      ...(pattern !== undefined && { pattern }),
      ...(most !== undefined && { maxLength: most }),
      ...(number?.min !== undefined && { minimum: number.min }),
      ...(number?.max !== undefined && { maximum: number.max }),
    };
    // Of the two words for a boolean, one may stand here.
    if (boolean && options?.length === 1) return { ...text, not: { const: options[0] !== 'true' } };
    return words === undefined || boolean ? text : { description: expected, anyOf: [{ enum: [...words] }, text] };
  }

  #map(expected: string, form: Extract<Form, { is: 'map' }>): JsonSchema {
    const { keys, rest, named, needs, apart, beside, least, most } = form;
    const required = Object.keys(keys).filter((key) => keys[key]!.required);
    return {
      description: expected,
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(keys).map(([key, { shape, about }]) => [key, this.#about(this.#schema(shape), about)]),
      ),
      ...(required.length > 0 && { required }),
      ...(named !== undefined && {
        patternProperties: Object.fromEntries(named.map(([pattern, of]) => [pattern, this.#schema(of)])),
      }),
      additionalProperties: rest === undefined || named !== undefined ? false : this.#schema(rest),
      ...(least !== undefined && { minProperties: least }),
      ...(most !== undefined && { maxProperties: most }),
      ...(needs !== undefined && { anyOf: needs.map((all) => ({ required: [...all] })) }),
      ...(apart !== undefined && { allOf: apart.map((pair) => ({ not: { required: [...pair] } })) }),
      ...(beside !== undefined && {
        dependencies: Object.fromEntries(Object.entries(beside).map(([key, other]) => [key, [other]])),
      }),
    };
  }

  /** The sentence about a key stands before what is expected there; beside a `$ref` editors read nothing. */
  #about(schema: JsonSchema, about: string): JsonSchema {
    return schema.$ref === undefined ? { ...schema, description: about } : { description: about, anyOf: [schema] };
  }
}
