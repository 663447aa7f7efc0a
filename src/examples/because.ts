/** The part of an explanation that a failed test is about. */
import type { Explanation } from '../decide/explanation.ts';
import type { Difference } from './difference.ts';

/** What decided the parts in which an answer differs, and of the options and lines only those that differ. */
export function because(differences: readonly Difference[], explanation: Explanation): Explanation {
  const { hook, folder, currency } = explanation;
  const narrowed: Explanation = { hook, folder, currency };
  const parts = new Set(differences.map(({ path }) => partOf(path)));
  // A part of a response can come from any decision.
  const isAbout = (part: string): boolean => parts.has(part) || parts.has('response');
  if (explanation.shipping !== undefined && isAbout('shipping')) {
    narrowed.shipping = { ...explanation.shipping, options: optionsOf(differences, explanation.shipping.options) };
  }
  if (explanation.taxes !== undefined && isAbout('taxes')) {
    const { lines } = explanation.taxes;
    const keys = differences.flatMap(
      ({ path }) => /^taxes\.(.+?)(?: \((.+)\))?(?:\[\d+\](?:\.\w+)?)?$/.exec(path)?.slice(1) ?? [],
    );
    const differing = lines.filter(({ line, sku }) => keys.includes(line) || (sku !== null && keys.includes(sku)));
    narrowed.taxes = { ...explanation.taxes, lines: differing.length > 0 ? differing : lines };
  }
  if (explanation.approval !== undefined && isAbout('approval')) narrowed.approval = explanation.approval;
  if (explanation.fees !== undefined && isAbout('fees')) narrowed.fees = explanation.fees;
  return narrowed;
}

function partOf(path: string): string {
  const [head] = path.split(/[.[]/, 1);
  switch (head) {
    case 'withheld':
      return 'shipping';
    case 'decision':
    case 'rule':
    case 'reason':
    case 'shadow':
      return 'approval';
    case 'fee':
    case 'fee_rules':
    case 'transfer':
      return 'fees';
    default:
      return head!;
  }
}

/** The options that either side names; all where the difference does not tell. */
function optionsOf(
  differences: readonly Difference[],
  options: NonNullable<Explanation['shipping']>['options'],
): NonNullable<Explanation['shipping']>['options'] {
  const texts = differences.filter(({ path }) => partOf(path) === 'shipping');
  const ids = new Set(
    texts.flatMap(({ path, expected, seen }) => {
      if (path.startsWith('withheld.')) return [path.slice('withheld.'.length)];
      return path === 'shipping' ? idsIn(expected).concat(idsIn(seen)) : [];
    }),
  );
  return ids.size === 0 ? options.filter(({ offered }) => offered) : options.filter(({ id }) => ids.has(id));
}

/** The ids of `[standard 5.99, express 14.99]`. */
function idsIn(list: string): string[] {
  return list
    .replace(/^\[|\]$/g, '')
    .split(', ')
    .map((option) => option.replace(/ [\d.]+$/, ''));
}
