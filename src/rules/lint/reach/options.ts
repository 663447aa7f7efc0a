/** Shipping options that are never offered, more of them than are sent, and those that customers cannot tell apart. */
import { limits } from '../../../limits.ts';
import type { Scope } from '../../compile/scope.ts';
import type { Amount, Condition, ShippingFile, ShippingOption } from '../../model.ts';
import type { Problems } from '../../problem.ts';
import { foldText } from '../../text.ts';
import type { Part } from './cover.ts';
import type { Claim, Formula } from './formula.ts';
import { linePart, partsOf } from './parts.ts';
import { entryFormula, type Frame, type Reading } from './read-condition.ts';
import { lineFrom, listOf, type Named, type Report } from './report.ts';

const itself = { one: '', several: '' };

/**
 * Warns of options and surcharges that never hold, and of what comes behind those that always do. `mayWait`: shipping is
 * taxed on top of its price, which then may wait for an address.
 */
export function warnOptions(
  file: ShippingFile,
  scope: Scope,
  frames: readonly Frame[],
  mayWait: boolean,
  report: Report,
  problems: Problems,
): void {
  for (const option of file.options) {
    const priced = (reading: Reading): Part[] => [...partsOf(option, reading), ...priceParts(option, reading)];
    warnItself(option, priced, scope, frames, report);
    for (const surcharge of option.surcharges) {
      const parts = (reading: Reading) => [
        ...partsOf(surcharge, reading),
        ...linePart(surcharge.items, reading),
        ...partsOf(option, reading),
      ];
      if (!report.isTold(option.at)) warnItself(surcharge, parts, scope, frames, report);
    }
  }
  warnTooMany(file, { scope, frame: frames[0]! }, report);
  if (file.sort === 'as_written' && !mayWait) warnPastLimit(file, scope, frames, report);
  warnSameName(file, { scope, frame: frames[0]! }, report, problems);
}

/** Warns of an entry that its own conditions keep from ever applying. */
export function warnItself(
  entry: Named,
  parts: (reading: Reading) => Part[],
  scope: Scope,
  frames: readonly Frame[],
  report: Report,
): void {
  const cause = report.cause<Named>(frames, true, (frame) => [{ parts: parts({ scope, frame }), coverers: [] }]);
  if (cause !== null) report.warn(entry, cause, itself);
}

/** Wherever an option holds, as many before it are offered as are sent. */
function warnPastLimit(file: ShippingFile, scope: Scope, frames: readonly Frame[], report: Report): void {
  const most = file.max_options;
  for (const [index, option] of file.options.entries()) {
    if (index < most || report.isTold(option.at)) continue;
    const before = file.options.slice(0, index);
    const inFrames = frames.map((frame) => {
      const reading = { scope, frame };
      return before.filter((other) => {
        const offered = offeredFormula(other, file, reading);
        return offered !== null && holdsWith(option, offered, reading, report);
      });
    });
    const [offered] = inFrames;
    if (offered === undefined || inFrames.some((found) => found.length < most)) continue;
    const names = listOf(offered.slice(0, most).map(({ id, at }) => `"${id}" (${lineFrom(option.at, at)})`));
    const message = `"${option.id}" can never apply: wherever it holds, ${names} are offered before it, and no more than ${most} are sent.`;
    report.say(option, 'unreachable', message);
  }
}

/** Whether `formula` holds for certain wherever the option does and has a price. */
function holdsWith(option: ShippingOption, formula: Formula, reading: Reading, report: Report): boolean {
  const own = [...partsOf(option, reading), ...priceParts(option, reading)].map(({ claim }) => claim);
  return report.neverHold([...own, { sign: 'not-true', of: formula }], reading.frame);
}

/** An option is withheld in a currency in which its price is not given. */
function priceParts({ price, free_from }: ShippingOption, { frame }: Reading): Part[] {
  if (price === undefined || free_from !== undefined) return [];
  const amounts = [price.base, price.each, price.each_additional].filter((amount) => amount !== undefined);
  return amounts.map((amount) => ({
    name: 'price',
    at: price.at,
    claim: { sign: 'true', of: givenIn(amount, frame) },
  }));
}

/** Where an option is offered for certain; `null` where its price may be unknown. */
function offeredFormula(option: ShippingOption, file: ShippingFile, reading: Reading): Formula | null {
  const holds = entryFormula(option, reading);
  if (option.use !== undefined) return holds;
  const { price, free_from, surcharges, min, max, round_to } = option;
  if (price === undefined || free_from !== undefined || surcharges.length > 0) return null;
  const { at: _, base, each, each_additional, ...others } = price;
  // What counts units may wait for what ships.
  if (Object.keys(others).length > 0 || (file.ships !== undefined && (each ?? each_additional) !== undefined))
    return null;
  const amounts = [base, each, each_additional, min, max, round_to].filter((amount) => amount !== undefined);
  return { is: 'all', of: [holds, ...amounts.map((amount) => givenIn(amount, reading.frame))] };
}

/** The currencies in which an amount is given. */
function givenIn(amount: Amount, { plain }: Frame): Formula {
  const codes = 'plain' in amount ? [plain] : Object.keys(amount.by);
  const texts = {
    patterns: codes.map((core) => ({ core, start: false, end: false })),
    takes: (folded: string) => codes.includes(folded),
  };
  return { is: 'text', key: `currency in ${codes.join(' ')}`, fact: 'currency', texts };
}

/** Options that ask for nothing but a place hold together wherever the narrowest of them does. */
function warnTooMany(file: ShippingFile, reading: Reading, report: Report): void {
  const placed = file.options.filter(
    ({ when, from, through }) => !from && !through && (when === undefined || isPlace(when)),
  );
  if (placed.length <= limits.shippingOptions) return;
  for (const narrow of placed) {
    const together = placed.filter(
      (other) => other === narrow || holdsWith(narrow, entryFormula(other, reading), reading, report),
    );
    const past = together[limits.shippingOptions];
    if (past === undefined || report.isTold(past.at)) continue;
    const names = listOf(together.map(({ id, at }) => `"${id}" (${lineFrom(past.at, at)})`));
    const message =
      `${together.length} options are offered together where "${narrow.id}" is, and Stripe takes ${limits.shippingOptions}: ${names}. ` +
      'Give some of them places or conditions that exclude each other.';
    report.say(past, 'too-many-options', message);
    return;
  }
}

function isPlace(condition: Condition): boolean {
  return condition.is === 'all' ? condition.of.every(isPlace) : condition.is === 'place';
}

function warnSameName(file: ShippingFile, reading: Reading, report: Report, problems: Problems): void {
  const byName = new Map<string, ShippingOption[]>();
  for (const option of file.options) {
    if (option.name === undefined || report.isTold(option.at)) continue;
    const key = foldText(option.name);
    const before = byName.get(key) ?? [];
    const twin = before.find((other) => {
      const claims: Claim[] = [option, other].map((one) => ({ sign: 'true', of: entryFormula(one, reading) }));
      return !report.neverHold(claims, reading.frame);
    });
    byName.set(key, [...before, option]);
    if (twin === undefined) continue;
    const message =
      `"${option.id}" and "${twin.id}" (${lineFrom(option.at, twin.at)}) can be offered together and are both called ` +
      `"${option.name}", so that customers cannot tell them apart. Give them names of their own, or places that do not overlap.`;
    problems.warn(option.at, 'same-name', message);
  }
}
