/** Warnings: what is no error, and probably not meant. */

import { Scope } from '../compile/scope.ts';
import { taxTableRates } from '../compile/table.ts';
import type { Folder, RuleSource } from '../model.ts';
import { Problems } from '../problem.ts';
import { timeZone } from '../time.ts';
import { lineOf, warnApproval } from './approval.ts';
import { warnCountries, warnTaxes } from './taxes.ts';
import { warnUnused } from './unused.ts';
import { entriesOf } from './walk.ts';
import { warnDifferentElsewhere } from './woocommerce.ts';

/** Warns of a directory that has no errors. `now`: Unix seconds, for what has expired. */
export function lint(source: RuleSource, now: number, problems: Problems): void {
  const base = scopeOf(source.base, null);
  for (const folder of [source.base, ...Object.values(source.accounts)]) {
    const scope = folder === source.base ? base : scopeOf(folder, base);
    const taxed = folder.taxes === undefined ? source.base : folder;
    const taxScope = taxed === folder ? scope : base;
    const tables = (taxed.taxes?.tables ?? []).flatMap((table) => taxTableRates(table, taxScope));
    const rates = [...(taxed.taxes?.rates ?? []), ...tables];
    warnTaxes(folder, rates, scope, problems);
    warnCountries(folder, rates, scope, problems);
    warnElsewhere(folder, scope, problems);
    warnApproval(folder, problems);
    warnFees(folder, problems);
    warnExpired(folder, source, now, problems);
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

/** Fees behind one that takes every line of its group get none. */
function warnFees(folder: Folder, problems: Problems): void {
  const ended = new Map<string, { id: string; at: string }>();
  for (const fee of folder.fees?.fees ?? []) {
    const before = ended.get(fee.group);
    if (before !== undefined) {
      problems.warn(
        fee.at,
        'unreachable',
        `"${fee.id}" can never apply: "${before.id}" (line ${lineOf(before.at)}) takes every line of the group before it.`,
      );
    } else if (!fee.items && !fee.when && !fee.from && !fee.through) ended.set(fee.group, fee);
  }
}

function warnExpired(folder: Folder, source: RuleSource, now: number, problems: Problems): void {
  const zone = timeZone(folder.settings?.time_zone?.name ?? source.base.settings?.time_zone?.name ?? 'UTC');
  for (const { id, through } of entriesOf(folder)) {
    if (through === undefined || zone.endOf(through.time) > now) continue;
    problems.warn(through.at, 'expired', `"${id}" ended with ${through.time}. Take it out, or give it a later date.`);
  }
}
