/** Warnings: what is no error, and probably not meant. */

import { Scope } from '../compile/scope.ts';
import { taxTableRates } from '../compile/table.ts';
import type { At, Folder, RuleSource } from '../model.ts';
import { Problems } from '../problem.ts';
import { timeZone } from '../time.ts';
import { warnApproval } from './approval.ts';
import { warnDuplicates } from './duplicates.ts';
import { warnPrecision } from './precision.ts';
import { warnReach } from './reach/folder.ts';
import { Report } from './reach/report.ts';
import { warnShippingRows } from './shipping-rows.ts';
import { warnCountries, warnTaxes } from './taxes.ts';
import { warnUnused } from './unused.ts';
import { currenciesOf, entriesOf, standsIn } from './walk.ts';
import { warnDifferentElsewhere } from './woocommerce.ts';

/** Warns of a directory that has no errors. `now`: Unix seconds, for what has expired. */
export function lint(source: RuleSource, now: number, problems: Problems): void {
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
    warnTaxes(folder, rates, problems);
    if (folder.taxes !== undefined) warnPrecision(rates, (rate) => standsIn(folder, rate.at), scope, problems);
    const shipping = folder.shipping ?? (folder.taxes && source.base.shipping);
    if (shipping !== undefined) {
      const optionScope = folder.shipping === undefined ? base : scope;
      const where = folder.shipping === undefined ? { at: folder.taxes!.at } : {};
      warnCountries({ options: shipping.options, optionScope, rates, rateScope: taxScope, ...where }, problems);
    }
    warnElsewhere(folder, scope, problems);
    warnApproval(folder, problems);
    warnDuplicates(folder, report);
    warnShippingRows(folder, report);
    warnReach(folder, source, { scope, base, rates }, report, problems);
  }
  const { fees, approval } = source.base;
  if (fees !== undefined && approval === undefined) {
    problems.warn(
      fees.at,
      'fees-without-approval',
      'There is a fees.yaml and no approval.yaml: fees are taken, and nobody decides who may buy. ' +
        'Write an approval.yaml, if only with "default: approve".',
    );
  }
  warnUnused(source, problems);
}

function warnElsewhere({ taxes }: Folder, scope: Scope, problems: Problems): void {
  if (taxes === undefined) return;
  const tables = taxes.tables.map(({ path }) => scope.table(path)).filter((table) => table !== undefined);
  warnDifferentElsewhere(taxes, tables, problems);
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
