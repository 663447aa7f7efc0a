/** Whether two readings of postal patterns, both for one country, share codes. */
import { isOutward, type PostalCode, readPostalCode } from './postal.ts';
import { areaOf, matchReading } from './postal-match.ts';
import { outwardParts, positionOf, type Reading, shapeOf } from './postal-pattern.ts';

type Range = Extract<Reading, { is: 'range' }>;

/** False only where it is certain that no code is taken by both. */
export function readingsMeet(a: Reading, b: Reading, country: string): boolean {
  if (a.is === 'nothing' || b.is === 'nothing') return false;
  const [first, second] = order[a.is] <= order[b.is] ? [a, b] : [b, a];
  switch (first.is) {
    case 'code': {
      const code = codeOf(first.text, country);
      return code !== null && matchReading(second, code) !== 'false';
    }
    case 'prefix':
      return prefixMeets(first.text, second);
    case 'range':
      return rangeMeets(first, second);
    case 'outward':
      return outwardMeets(first.text, second);
    case 'outwards':
      if (second.is === 'area') return first.area === second.text;
      return (
        second.is !== 'outwards' || (first.area === second.area && first.from <= second.to && second.from <= first.to)
      );
    case 'area':
      return second.is !== 'area' || first.text === second.text;
  }
}

/** The code of this very text; `null` where normalizing would make it another, so that no address has it. */
function codeOf(text: string, country: string): PostalCode | null {
  const code = readPostalCode(country, text);
  return code?.text === text ? code : null;
}

/** So that of each two kinds only one comes first. */
const order = { code: 1, prefix: 2, range: 3, outward: 4, outwards: 5, area: 6 } as const;

function prefixMeets(prefix: string, other: Reading): boolean {
  switch (other.is) {
    case 'prefix':
    case 'outward':
      return prefix.startsWith(other.text) || other.text.startsWith(prefix);
    case 'area':
      return prefix.length <= other.text.length ? other.text.startsWith(prefix) : areaOf(prefix) === other.text;
    case 'outwards':
      return prefix.startsWith(other.area) || other.area.startsWith(prefix);
    case 'range':
      return mayBegin(other, prefix);
    default:
      return true;
  }
}

/** Whether a code that begins with `text` may be in the range. */
function mayBegin(range: Range, text: string): boolean {
  const length = Math.min(text.length, range.shape.length);
  const start = text.slice(0, length);
  if (shapeOf(start) !== range.shape.slice(0, length)) return false;
  const [low, high] = range.ends.map((end) => end.slice(0, length));
  return low! <= start && start <= high!;
}

function rangeMeets(range: Range, other: Reading): boolean {
  switch (other.is) {
    case 'range': {
      const [short, long] = range.shape.length <= other.shape.length ? [range, other] : [other, range];
      if (!long.shape.startsWith(short.shape)) return false;
      const [low, high] = long.ends.map((end) => positionOf(end.slice(0, short.shape.length)));
      return low! <= short.to && short.from <= high!;
    }
    case 'outward':
    case 'area':
      return mayBegin(range, other.text);
    case 'outwards':
      return mayBegin(range, other.area);
    default:
      return true;
  }
}

function outwardMeets(outward: string, other: Reading): boolean {
  switch (other.is) {
    case 'outward':
      return outward === other.text;
    case 'area':
      return areaOf(outward) === other.text;
    case 'outwards': {
      const { area, position } = outwardParts(outward);
      return area === other.area && other.from <= position && position <= other.to;
    }
    default:
      return true;
  }
}

/** True only where it is certain that `a` holds wherever `b` does. */
export function readingCovers(a: Reading, b: Reading, country: string): boolean {
  switch (b.is) {
    case 'nothing':
      return true;
    case 'code':
    case 'outward': {
      const code = codeOf(b.text, country);
      return code === null || matchReading(a, code) === 'true';
    }
    case 'area':
      return (a.is === 'area' && a.text === b.text) || (a.is === 'prefix' && b.text.startsWith(a.text));
    case 'outwards':
      if (a.is === 'outwards') return a.area === b.area && a.from <= b.from && b.to <= a.to;
      return (a.is === 'area' && a.text === b.area) || (a.is === 'prefix' && b.area.startsWith(a.text));
    case 'prefix':
      if (a.is === 'prefix') return b.text.startsWith(a.text);
      if (a.is === 'area') return b.text.length > a.text.length && areaOf(b.text) === a.text;
      return a.is === 'range' && b.text.length >= a.shape.length && mayBegin(a, b.text);
    case 'range':
      return rangeIsIn(b, a);
  }
}

function rangeIsIn(range: Range, outer: Reading): boolean {
  const [low, high] = range.ends;
  switch (outer.is) {
    case 'prefix':
      return low.startsWith(outer.text) && high.startsWith(outer.text);
    case 'area':
      return areaOf(low) === outer.text && areaOf(high) === outer.text && low.length > outer.text.length;
    case 'range': {
      const { length } = outer.shape;
      if (!range.shape.startsWith(outer.shape)) return false;
      return outer.from <= positionOf(low.slice(0, length)) && positionOf(high.slice(0, length)) <= outer.to;
    }
    default:
      return false;
  }
}

/**
 * True only where it is certain that `a` is false wherever `b` holds. More than that they do not meet: of an address cut to its
 * outward part, a longer pattern that begins with it is unknown.
 */
export function readingExcludes(a: Reading, b: Reading, country: string): boolean {
  if (readingsMeet(a, b, country)) return false;
  const texts = a.is === 'code' || a.is === 'prefix' ? [a.text] : a.is === 'range' ? a.ends : [];
  return texts.every((text) =>
    [2, 3, 4].every((length) => {
      const start = text.slice(0, length);
      const code = length < text.length ? readPostalCode(country, start) : null;
      return !code?.cut || !isOutward(code.style, start) || matchReading(b, code) !== 'true';
    }),
  );
}
