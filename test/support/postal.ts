/** Postal codes and patterns of few letters and digits, so that they meet. */
import fc from 'fast-check';

export const country = fc.constantFrom('GB', 'CA', 'IE', 'US', 'LV', 'DE', 'NL', 'MT', 'HK');

// Few letters and digits, so that patterns and codes meet.
const letter = fc.constantFrom('A', 'B', 'D', 'W');
const digit = fc.constantFrom('0', '1', '2');
export const ofShape = (shape: string): fc.Arbitrary<string> =>
  fc.tuple(...[...shape].map((kind) => (kind === '9' ? digit : letter))).map((characters) => characters.join(''));
const code = fc
  .constantFrom(
    'A9',
    'A99',
    'AA9',
    'AA99',
    'A9A',
    'AA9A',
    'A99AA',
    'AA99AA',
    'A999AA',
    'A9A9AA',
    'A9A9A9',
    'A999999',
    '9999',
  )
  .chain(ofShape);
const plainCode = fc.constantFrom('99999', '9999', '9999AA', '99', '999999999').chain(ofShape);
const signed = fc
  .tuple(fc.constantFrom('', '', 'LV-', 'LV', 'D-', 'DE ', 'NL'), fc.oneof(code, plainCode))
  .map((parts) => parts.join(''));
const garbage = fc.string({ unit: fc.constantFrom('A', 'D', '1', '.', 'Ω', 'LV', ' ', '['), maxLength: 7 });
export const address = fc.option(fc.oneof({ weight: 5, arbitrary: signed }, garbage), { freq: 12 });
const range = fc
  .constantFrom(
    'A9',
    'A99',
    'AA99',
    'A9A',
    'AA9A',
    '99',
    '999',
    '9999',
    '99999',
    'AA99AA',
    'A9A9A9',
    'A999AA',
    'AA9999',
    'A999999',
    'AA999',
  )
  .chain((shape) => fc.tuple(fc.constantFrom('', '', '', 'LV-', 'D'), ofShape(shape), ofShape(shape)))
  .map(([sign, a, b]) => (a < b ? `${sign}${a}...${sign}${b}` : `${sign}${b}...${sign}${a}`));
export const pattern = fc.oneof(
  signed,
  letter,
  fc.tuple(signed, fc.nat(6)).map(([text, length]) => `${text.slice(0, length)}*`),
  range,
  fc.tuple(signed, signed).map((ends) => ends.join('...')),
);
