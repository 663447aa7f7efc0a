/** Every code that a problem can have, with what it means. README.md and `ratebook check --explain` tell it from here. */
import type { ProblemCode } from '../../rules/problem.ts';
import type { Code } from './code.ts';
import { fileCodes } from './files.ts';
import { gapCodes } from './gaps.ts';
import { nameCodes } from './names.ts';
import { placeCodes } from './places.ts';
import { testCodes } from './tests.ts';
import { valueCodes } from './values.ts';

export const codes: Readonly<Record<ProblemCode, Code>> = {
  ...fileCodes,
  ...valueCodes,
  ...nameCodes,
  ...placeCodes,
  ...gapCodes,
  ...testCodes,
};

/** `error`, `warn`, or `error or warn`. */
export function severityOf(code: ProblemCode): string {
  return codes[code].severity.join(' or ');
}
