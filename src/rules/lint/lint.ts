/** Warnings: what is no error, and probably not meant. */

import { Scope } from '../compile/scope.ts';
import { taxTableRates } from '../compile/table.ts';
import type { RuleFiles } from '../files.ts';
import type { At, Folder, RuleSource } from '../model.ts';
import { Problems } from '../problem.ts';
import { timeZone } from '../time.ts';
import { warnApproval } from './approval.ts';
import { warnDuplicates } from './duplicates.ts';
import { warnPrecision } from './precision.ts';
import { warnReach } from './reach/folder.ts';
import { Report } from './reach/report.ts';
import { warnShippingRows } from './shipping-rows.ts';
import { Sound } from './sound.ts';
import { warnCountries, warnTaxes } from './taxes.ts';
import { warnUnused } from './unused.ts';
import { currenciesOf, entriesOf, standsIn } from './walk.ts';
import { warnDifferentElsewhere } from './woocommerce.ts';

/**
 * Warns of a directory; of what has errors, by what is in `problems` already, nothing is said that they may change.
 * `now`: Unix seconds, for what has expired. `files`: those of the directory, where they are at hand.
 */
export function lint(whole: RuleSource, now: number, problems: Problems, files: RuleFiles = new Map()): void {
  const sound = new Sound(whole, problems);
  const { source } = sound;
  const isWhole = (folder: Folder, ...names: string[]): boolean =>
    [folder, source.base].every((one) => names.every((name) => sound.isWhole(one, name)));
  const base = scopeOf(source.base, null);
  // Of each entry one cause is enough, and a base file is told of once for all accounts.
  const told = new Set<At>();
  const report = new Report(problems, currenciesOf(source), told);
  for (const folder of [source.base, ...Object.values(source.accounts)]) {
    const scope = folder === source.base ? base : scopeOf(folder, base);
    const taxed = folder.taxes === undefined ? source.base : folder;
    const taxScope = taxed === folder ? scope : base;
    const tables = (taxed.taxes?.tables ?? []).flatMap((table) => taxTableRates(table, taxScope));
    const rates = [...(taxed.taxes?.rates ?? []), ...tables];
    warnExpired(folder, source, now, told, problems);
    const ratesWhole = isWhole(folder, 'settings.yaml', 'taxes.yaml', 'tables');
    if (ratesWhole) warnTaxes(folder, rates, problems);
    if (folder.taxes !== undefined) warnPrecision(rates, (rate) => standsIn(folder, rate.at), scope, problems);
    const shipping = folder.shipping ?? (folder.taxes && source.base.shipping);
    if (shipping !== undefined && ratesWhole && (folder.shipping || isWhole(folder, 'shipping.yaml'))) {
      const optionScope = folder.shipping === undefined ? base : scope;
      const where = folder.shipping === undefined ? { at: folder.taxes!.at } : {};
      warnCountries({ options: shipping.options, optionScope, rates, rateScope: taxScope, ...where }, problems);
    }
    if (isWhole(folder, 'taxes.yaml', 'tables')) warnElsewhere(folder, scope, problems);
    warnApproval(folder, problems);
    warnDuplicates(folder, report);
    warnShippingRows(folder, report);
    warnReach(folder, source, { scope, base, rates }, report, problems);
  }
  const { fees, approval } = source.base;
  if (fees !== undefined && approval === undefined && isWhole(source.base, 'approval.yaml')) {
    problems.warn(
      fees.at,
      'fees-without-approval',
      'There is a fees.yaml and no approval.yaml: fees are taken, and nobody decides who may buy. ' +
        'Write an approval.yaml, if only with "default: approve".',
    );
  }
  warnUnused(whole, problems, (name) => sound.speaksOf(name) || isWrittenIn(name, sound.faultyFiles, files));
}

function warnElsewhere({ taxes }: Folder, scope: Scope, problems: Problems): void {
  if (taxes === undefined) return;
  const tables = taxes.tables.map(({ path }) => scope.table(path)).filter((table) => table !== undefined);
  warnDifferentElsewhere(taxes, tables, problems);
}

/** Whether a name stands in one of the files, and in that of its definition once more. */
function isWrittenIn(name: string, paths: readonly string[], files: RuleFiles): boolean {
  return paths.some((path) => {
    const text = new TextDecoder().decode(files.get(path));
    return text.split(name).length > (path.endsWith('settings.yaml') && !name.startsWith('@') ? 2 : 1);
  });
}

function scopeOf(folder: Folder, above: Scope | null): Scope {
  const currency = folder.settings?.currency?.code ?? above?.currency ?? 'usd';
  // Its own problems are those that compiling has told already.
  const scope = new Scope({ folder, above, problems: new Problems(), currency, currencies: [currency], columns: null });
  for (const { name, place } of folder.settings?.zones ?? []) scope.noteZone(name, place);
  return scope;
}

function warnExpired(folder: Folder, source: RuleSource, now: number, told: Set<At>, problems: Problems): void {
  const zone = timeZone(folder.settings?.time_zone?.name ?? source.base.settings?.time_zone?.name ?? 'UTC');
  for (const { id, at, through } of entriesOf(folder)) {
    if (through === undefined || zone.endOf(through.time) > now) continue;
    told.add(at);
    problems.warn(through.at, 'expired', `"${id}" ended with ${through.time}. Take it out, or give it a later date.`);
  }
}
