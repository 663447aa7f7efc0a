/** JSON Schemas for editors, derived from the definitions by which files are read. */
import type { Key, Shape } from './shape.ts';

/** What a schema is made of here; draft 7, which the YAML support of editors knows best. */
export interface JsonSchema {
  $schema?: string;
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: string[];
  pattern?: string;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
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
      case 'text': {
        // An editor reads 0012 and 5.99 as numbers and yes as a boolean, where Ratebook reads what was written.
        if (form.also === 'boolean') return { description: expected, type: 'boolean' };
        if (form.options !== undefined) return { description: expected, enum: [...form.options] };
        const { pattern } = form;
        return {
          description: expected,
          type: ['string', 'number', 'boolean'],
          ...(pattern === undefined ? {} : { pattern }),
        };
      }
      case 'list':
        return { description: expected, type: 'array', items: this.#schema(form.of) };
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
        return this.#map(expected, form.keys, form.rest);
    }
  }

  #map(expected: string, keys: Readonly<Record<string, Key>>, rest: Shape<unknown> | undefined): JsonSchema {
    const required = Object.keys(keys).filter((key) => keys[key]!.required);
    return {
      description: expected,
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(keys).map(([key, { shape, about }]) => [key, this.#about(this.#schema(shape), about)]),
      ),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: rest === undefined ? false : this.#schema(rest),
    };
  }

  /** The sentence about a key stands before what is expected there; beside a `$ref` editors read nothing. */
  #about(schema: JsonSchema, about: string): JsonSchema {
    return schema.$ref === undefined ? { ...schema, description: about } : { description: about, anyOf: [schema] };
  }
}
