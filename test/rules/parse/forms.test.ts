import { expect, test } from 'vitest';
import { approvalFile } from '../../../src/rules/parse/approval.ts';
import { feesFile } from '../../../src/rules/parse/fees.ts';
import { settingsFile } from '../../../src/rules/parse/settings.ts';
import { shippingFile } from '../../../src/rules/parse/shipping.ts';
import { taxesFile } from '../../../src/rules/parse/taxes.ts';
import type { Shape } from '../../../src/rules/shape.ts';

const files: [string, Shape<unknown>][] = [
  ['settings', settingsFile.base],
  ['shipping', shippingFile],
  ['taxes', taxesFile],
  ['approval', approvalFile.base],
  ['fees', feesFile],
];

/** Every key below a shape, with its sentence. */
function keysOf(shape: Shape<unknown>, seen = new Set<Shape<unknown>>()): [key: string, about: string][] {
  if (seen.has(shape)) return [];
  seen.add(shape);
  const { form } = shape;
  switch (form.is) {
    case 'text':
    case 'anything':
      return [];
    case 'list':
      return keysOf(form.of, seen);
    case 'either':
      return form.of.flatMap((each) => keysOf(each, seen));
    case 'named':
      return keysOf(form.shape(), seen);
    case 'map': {
      const own = Object.entries(form.keys).flatMap(([key, { shape: below, about }]) => [
        [key, about] as [string, string],
        ...keysOf(below, seen),
      ]);
      return form.rest ? [...own, ...keysOf(form.rest, seen)] : own;
    }
  }
}

test.each(files)('%s.yaml describes each of its keys in a sentence', (_, shape) => {
  const keys = keysOf(shape);
  expect(keys.length).toBeGreaterThan(10);
  for (const [key, about] of keys) expect(about, key).toMatch(/^[A-Z`].*\.$/);
});

test('what is expected at a place is said as a phrase', () => {
  for (const [, shape] of files) expect(shape.expected).toMatch(/^[a-z].*[^.]$/);
});
