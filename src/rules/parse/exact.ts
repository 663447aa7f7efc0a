/** Exact decimals: canonical text, so that equal numbers are equal texts. */
import type { Exact } from '../model.ts';
import type { ProblemCode } from '../problem.ts';
import { quote, type Reading } from '../shape.ts';

const maxDigits = 30;

/** A decimal as people write it, in canonical text; `fault` says what to write instead. */
export function readExact(text: string, code: ProblemCode): Reading<Exact> {
  const match = /^(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
  if (!match) return { code, fault: `${quote(text)} is not a plain number.${hint(text)}` };
  if (text.length > maxDigits) return { code, fault: `${quote(text)} has more than ${maxDigits} digits.` };
  return { value: canonical(match[1]!, match[2] ?? '') };
}

/** Less than 0, 0 or more than 0, as `a` is below, equal to or above `b`. */
export function compareExact(a: Exact, b: Exact): number {
  const [wholeA = '', partA = ''] = a.split('.');
  const [wholeB = '', partB = ''] = b.split('.');
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  return partA === partB ? 0 : partA < partB ? -1 : 1;
}

/** How many digits stand after the point. */
export function decimalsOf(value: Exact): number {
  return value.split('.')[1]?.length ?? 0;
}

function canonical(whole: string, part: string): Exact {
  let end = part.length;
  while (end > 0 && part[end - 1] === '0') end--;
  return end === 0 ? whole : `${whole}.${part.slice(0, end)}`;
}

function hint(text: string): string {
  if (text === '') return ' Write one such as 5.99.';
  if (/^-/.test(text)) return ' Negative numbers are not used here.';
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)) return ` Write it without separators: ${text.replaceAll(',', '')}.`;
  if (/^\d{1,3}(?:[_' ]\d{3})+(?:\.\d+)?$/.test(text)) {
    return ` Write it without separators: ${text.replaceAll(/[_' ]/g, '')}.`;
  }
  if (/^\d+,\d+$/.test(text)) return ` Write a point: ${text.replace(',', '.')}.`;
  if (/^\.\d+$/.test(text)) return ` Write 0${text}.`;
  if (/^\d+\.$/.test(text)) return ` Write ${text.slice(0, -1)}.`;
  if (/^\+\d/.test(text)) return ` Write ${text.slice(1)}.`;
  if (/^0\d/.test(text)) return ` Write ${text.replace(/^0+(\d)/, '$1')}.`;
  if (/^\d+(?:\.\d+)?e[+-]?\d+$/i.test(text)) return ' Write it out, without an exponent.';
  return '';
}
