/** The codes of a country form by form, and which of them a pattern takes: as spans of positions, so that unions can be told. */
import { type PostalStyle, postalStyle } from '../../postal.ts';
import { postalShapes } from '../../postal-formats.ts';
import { strictlyBetween } from '../../postal-match.ts';
import { outwardParts, positionOf, type Reading, shapeOf } from '../../postal-pattern.ts';

/** Codes of one shape; `outward`: how many characters come before the inward part, and whether that part is there. */
export interface Form {
  shape: string;
  style: PostalStyle;
  outward: number | null;
  cut: boolean;
}

/** Positions among the codes of a form, both included. */
export interface Span {
  from: number;
  to: number;
}

const outwardShapes: Partial<Record<PostalStyle, readonly string[]>> = {
  gb: ['A9', 'A99', 'AA9', 'AA99', 'A9A', 'AA9A'],
  ca: ['A9A'],
  ie: ['A99', 'A9A'],
};

const formsOf = new Map<string, readonly Form[] | null>();

/** Every form that codes of a country have, those cut to their outward part among them; `null` where they are not known. */
export function postalForms(country: string): readonly Form[] | null {
  let forms = formsOf.get(country);
  if (forms === undefined) {
    forms = makeForms(country);
    formsOf.set(country, forms);
  }
  return forms;
}

function makeForms(country: string): Form[] | null {
  const style = postalStyle(country);
  const shapes = postalShapes(country);
  if (shapes === undefined) return null;
  const cuts = outwardShapes[style] ?? [];
  // In Ireland the inward part is any letters and digits.
  const whole = shapes.flatMap((shape) => (style === 'ie' ? cuts.map((cut) => `${cut}XXXX`) : [shape]));
  const inward = style === 'gb' || style === 'ca' ? 3 : 4;
  const outward = (shape: string): number | null => (cuts.length === 0 ? null : shape.length - inward);
  return [
    ...whole.map((shape) => ({ shape, style, outward: outward(shape), cut: false })),
    ...cuts.map((shape) => ({ shape, style, outward: shape.length, cut: true })),
  ];
}

/**
 * The codes of the form that a reading takes for certain, and perhaps, with `over`, others beside them; without, none but
 * such. `null`: none.
 */
export function spanOf(reading: Reading, form: Form, over: boolean): Span | null {
  const { shape, outward } = form;
  switch (reading.is) {
    case 'nothing':
      return null;
    case 'code':
      return reading.text.length === shape.length && !form.cut ? beginning(reading.text, form) : null;
    case 'prefix':
      return beginning(reading.text, form);
    case 'outward':
      return reading.text.length === outward ? beginning(reading.text, form) : null;
    case 'area':
      return shape[reading.text.length] === '9' ? beginning(reading.text, form) : null;
    case 'outwards':
      return outwardsSpan(reading, form);
    case 'range':
      return rangeSpan(reading, form, over);
  }
}

/** Codes of the form that begin so. */
function beginning(text: string, form: Form): Span | null {
  if (!fits(text, form.shape)) return null;
  return between(text, text, form);
}

function fits(text: string, shape: string): boolean {
  if (text.length > shape.length) return false;
  for (let at = 0; at < text.length; at++) if (shape[at] !== 'X' && shapeOf(text[at]!) !== shape[at]) return false;
  return true;
}

/** Codes whose beginnings lie from `low` to `high`, which fit the form. */
function between(low: string, high: string, { shape }: Form): Span {
  const size = sizeOf(shape.slice(low.length));
  return { from: place(low, shape) * size, to: (place(high, shape) + 1) * size - 1 };
}

function sizeOf(shape: string): number {
  let size = 1;
  for (const kind of shape) size *= base(kind);
  return size;
}

function base(kind: string): number {
  return kind === '9' ? 10 : kind === 'A' ? 26 : 36;
}

function place(text: string, shape: string): number {
  let position = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = positionOf(text[at]!) + (shape[at] === 'X' && /[A-Z]/.test(text[at]!) ? 10 : 0);
    position = position * base(shape[at]!) + digit;
  }
  return position;
}

/** Outward parts run by number, then letter, as texts of one shape do. */
function outwardsSpan({ area, from, to }: Extract<Reading, { is: 'outwards' }>, form: Form): Span | null {
  const { shape, outward } = form;
  if (outward === null || shape.slice(0, area.length) !== shapeOf(area)) return null;
  const rest = shape.slice(area.length, outward);
  const numbers = /^9+/.exec(rest)?.[0].length;
  if (numbers === undefined || !/^9+A?$/.test(rest)) return null;
  const letter = rest.endsWith('A');
  const texts: string[] = [];
  for (let number = 0; number < 10 ** numbers; number++) {
    const padded = String(number).padStart(numbers, '0');
    for (const one of letter ? alphabet : ['']) {
      const { position } = outwardParts(`${area}${padded}${one}`);
      if (from <= position && position <= to) texts.push(`${area}${padded}${one}`);
    }
  }
  return texts.length === 0 ? null : between(texts[0]!, texts.at(-1)!, form);
}

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

function rangeSpan(range: Extract<Reading, { is: 'range' }>, form: Form, over: boolean): Span | null {
  const { shape, style } = form;
  const { length } = range.shape;
  if (length > shape.length) {
    if (!form.cut) return null;
    const cut = strictlyBetween(range, style, shape.length);
    if (cut === null || cut.truth !== 'true' || cut.shape !== shape) return null;
    const size = { from: cut.from, to: cut.to };
    return size.from <= size.to ? size : null;
  }
  const start = shape.slice(0, length);
  if (start === range.shape) return between(range.ends[0], range.ends[1], form);
  // Of characters that may be either, those of the range do not lie together.
  if (!over || !range.ends.every((end) => fits(end, shape))) return null;
  return { from: 0, to: sizeOf(shape) - 1 };
}

/** Whether the spans together hold all of `span`. */
export function spansCover(spans: readonly Span[], span: Span): boolean {
  let next = span.from;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from > next) return false;
    if (to >= next) next = to + 1;
    if (next > span.to) return true;
  }
  return next > span.to;
}
