/** Postal codes against patterns, by the paragraph on postal codes in the specification. */
import type { Verdict } from './verdict.ts';

/** How specific a match is, compared part by part: exact, outward, narrower range, longer prefix, none. */
export type PostalRank = [kind: 0 | 1 | 2 | 3 | 4, within: number];

export const noPostal: PostalRank = [0, 0];

interface Shape {
  outward: RegExp;
  inward: RegExp;
  /** An inward part, for a code of which only the outward part is known. */
  example: string;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const shapes: Record<string, Shape> = {
  GB: {
    outward: /^([A-Z]{1,2})(\d{1,2})([A-Z]?)$/,
    inward: /\d[A-Z]{2}$/,
    example: '0AA',
  },
  CA: { outward: /^([A-Z])(\d)([A-Z])$/, inward: /\d[A-Z]\d$/, example: '0A0' },
  IE: {
    outward: /^([A-Z])(\d{1,2})([W]?)$/,
    inward: /[A-Z0-9]{4}$/,
    example: 'A000',
  },
};

/** Upper case, without blanks, hyphens, the country in front, and the +4 part of a US code. */
export function plainCode(country: string, text: string): string {
  let code = text.toUpperCase();
  if (!Object.hasOwn(shapes, country))
    code = code.replace(new RegExp(`^\\s*(?:${country}|${country[0]})(?=[\\s-]*\\d)`), '');
  code = code.replace(/[\s-]/g, '');
  return country === 'US' && /^\d{9}$/.test(code) ? code.slice(0, 5) : code;
}

function isOutward(country: string, code: string): boolean {
  const shape = shapes[country];
  if (!shape) return false;
  return shape.outward.test(code) && (country !== 'IE' || code.length === 3);
}

function outwardOf(country: string, code: string): string | null {
  if (isOutward(country, code)) return code;
  const shape = shapes[country];
  const outward = shape?.inward.test(code) ? code.replace(shape.inward, '') : '';
  return shape && isOutward(country, outward) ? outward : null;
}

/** Whether the code of an address is what one pattern says, and how specific that is. */
export function matchPostal(pattern: string, country: string, text: string | null): { is: Verdict; rank: PostalRank } {
  const read = readPattern(pattern, country);
  if (text === null) return { is: 'unplaced', rank: noPostal };
  const code = plainCode(country, text);
  if (read.is === 'code' || read.is === 'range' || read.is === 'prefix') {
    if (isOutward(country, code)) return { is: holdsCut(read, country, code), rank: read.rank };
    return { is: holds(read, code) ? 'yes' : 'no', rank: read.rank };
  }
  const outward = outwardOf(country, code);
  return { is: outward !== null && read.holds(outward) ? 'yes' : 'no', rank: read.rank };
}

type Textual =
  | { is: 'code'; code: string; rank: PostalRank }
  | { is: 'prefix'; start: string; rank: PostalRank }
  | { is: 'range'; low: string; high: string; rank: PostalRank };
type Pattern = Textual | { is: 'outward'; holds(outward: string): boolean; rank: PostalRank };

function readPattern(pattern: string, country: string): Pattern {
  const [low, high] = pattern.split(/\s*(?:…|\.\s*\.\s*\.)\s*/).map((end) => plainCode(country, end));
  if (high !== undefined) {
    if (isOutward(country, low!) && isOutward(country, high)) return outwardRange(country, low!, high);
    return { is: 'range', low: low!, high, rank: [2, -widthOf(low!, high)] };
  }
  if (pattern.trim().endsWith('*')) {
    const start = low!.slice(0, -1);
    return { is: 'prefix', start, rank: [1, start.length] };
  }
  // The specification's own example writes an area of GB as a code: HS.
  if (country === 'GB' && /^[A-Z]{1,2}$/.test(low!)) {
    return { is: 'outward', holds: (outward) => outward.replace(/\d.*/, '') === low, rank: [1, low!.length] };
  }
  if (isOutward(country, low!)) return { is: 'outward', holds: (outward) => outward === low, rank: [3, 0] };
  return { is: 'code', code: low!, rank: [4, 0] };
}

/** By area, then number, then letter. */
function outwardRange(country: string, low: string, high: string): Pattern {
  const order = (code: string): [string, number, string] => {
    const [, area, number, letter] = shapes[country]!.outward.exec(code)!;
    return [area!, Number(number), letter!];
  };
  const [from, to] = [order(low), order(high)];
  return {
    is: 'outward',
    holds(outward) {
      const [area, number, letter] = order(outward);
      if (area !== from[0]) return false;
      const [n, a, b] = [number, from[1], to[1]];
      return (n > a || (n === a && letter >= from[2])) && (n < b || (n === b && letter <= to[2]));
    },
    rank: [2, -widthOf(low, high)],
  };
}

/** The share of all codes that a range holds: 940...949 is as wide as 94000...94999. */
function widthOf(low: string, high: string): number {
  let [first, last, all] = [0, 0, 1];
  for (const [index, sign] of [...low].entries()) {
    const radix = /\d/.test(sign) ? 10 : 26;
    const value = (of: string): number => (radix === 10 ? Number(of) : letters.indexOf(of));
    first = first * radix + value(sign);
    last = last * radix + value(high[index]!);
    all *= radix;
  }
  return (last - first + 1) / all;
}

function holds(pattern: Textual, code: string): boolean {
  switch (pattern.is) {
    case 'code':
      return code === pattern.code;
    case 'prefix':
      return code.startsWith(pattern.start);
    case 'range': {
      const start = code.slice(0, pattern.low.length);
      const kinds = (text: string): string => text.replace(/\d/g, '0').replace(/[A-Z]/g, 'A');
      if (kinds(start) !== kinds(pattern.low)) return false;
      return start >= pattern.low && start <= pattern.high;
    }
  }
}

/** Of a code of which only the outward part is known. */
function holdsCut(pattern: Textual, country: string, outward: string): Verdict {
  if (pattern.is === 'prefix' && pattern.start.length <= outward.length) return holds(pattern, outward) ? 'yes' : 'no';
  if (pattern.is === 'code') return pattern.code.startsWith(outward) ? 'unplaced' : 'no';
  if (pattern.is === 'prefix') return pattern.start.startsWith(outward) ? 'unplaced' : 'no';
  if (pattern.low.startsWith(outward) || pattern.high.startsWith(outward)) return 'unplaced';
  // No end begins so, so that all codes that do lie on the same side of each.
  return holds(pattern, `${outward}${shapes[country]!.example}`) ? 'yes' : 'no';
}
