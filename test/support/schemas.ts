/** An editor's view of rule files: the schemas, compiled by a validator that knows nothing of Ratebook. */
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { ruleSchemas, schemaOf } from '../../src/editor/schemas.ts';

const schemas = ruleSchemas();
const validators = new Map<string, ValidateFunction>();

/** The validator of the file at `path` in a rule directory. */
export function validatorOf(path: string): ValidateFunction {
  const name = schemaOf(path)!;
  let validator = validators.get(name);
  if (validator === undefined) {
    validator = new Ajv({ allowUnionTypes: true, strictRequired: false }).compile(schemas[name]!);
    validators.set(name, validator);
  }
  return validator;
}

/** Whether an editor finds no fault with some YAML, which it reads as YAML 1.2 has it: 5.99 is a number, true a boolean. */
export function isValid(path: string, yaml: string): boolean {
  return validatorOf(path)(parse(yaml)) === true;
}
