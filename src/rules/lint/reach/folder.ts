/** Entries of a folder that can never apply, file by file. */
import type { Scope } from '../../compile/scope.ts';
import type { Folder, RuleSource, TaxRate } from '../../model.ts';
import type { Problems } from '../../problem.ts';
import { standsIn } from '../walk.ts';
import { type ScopedRule, warnRules } from './approval.ts';
import { warnClasses } from './classes.ts';
import { warnFees } from './fees.ts';
import { warnItself, warnOptions } from './options.ts';
import { linePart, partsOf, wherePart } from './parts.ts';
import { warnRates } from './rates.ts';
import type { Frame } from './read-condition.ts';
import type { Report } from './report.ts';

export interface Scopes {
  scope: Scope;
  base: Scope;
  /** The tax rates that answer for the folder, those of tables among them. */
  rates: readonly TaxRate[];
}

/** Warns of the entries that stand in a folder. A base file is also read as each account reads it that inherits it. */
export function warnReach(
  folder: Folder,
  source: RuleSource,
  scopes: Scopes,
  report: Report,
  problems: Problems,
): void {
  const isBase = folder === source.base;
  const accounts = isBase ? Object.values(source.accounts) : [];
  const frames = (inherits: (account: Folder) => boolean): Frame[] =>
    distinct([folder, ...accounts.filter(inherits)].map((one) => frameOf(one, source.base)));

  warnApproval(folder, source, scopes, frames, report);
  if (folder.fees !== undefined) {
    warnFees(
      folder.fees.fees,
      scopes.scope,
      frames(({ fees }) => fees === undefined),
      report,
    );
  }
  warnTaxes(
    folder,
    scopes,
    frames(({ taxes }) => taxes === undefined),
    report,
  );
  if (folder.shipping !== undefined) {
    const inheriting = [folder, ...accounts.filter(({ shipping }) => shipping === undefined)];
    const taxes = inheriting.map((one) => one.taxes ?? source.base.taxes);
    const mayWait = taxes.some((file) => file?.shipping.taxed && !file.prices_include_tax);
    const under = frames(({ shipping }) => shipping === undefined);
    warnOptions(folder.shipping, scopes.scope, under, mayWait, report, problems);
  }
}

function frameOf({ settings }: Folder, base: Folder): Frame {
  return {
    plain: settings?.currency?.code ?? base.settings?.currency?.code ?? 'usd',
    timeZone: settings?.time_zone?.name ?? base.settings?.time_zone?.name ?? 'UTC',
  };
}

function distinct(frames: readonly Frame[]): Frame[] {
  return [...new Map(frames.map((frame) => [`${frame.plain} ${frame.timeZone}`, frame])).values()];
}

type FramesOf = (inherits: (account: Folder) => boolean) => Frame[];

/** The base's `always` stands before every account's rules. */
function warnApproval(folder: Folder, source: RuleSource, scopes: Scopes, frames: FramesOf, report: Report): void {
  const { approval } = folder;
  if (approval === undefined) return;
  const always = (source.base.approval?.always ?? []).map((rule): ScopedRule => ({ rule, scope: scopes.base }));
  if (folder === source.base)
    warnRules(
      always,
      0,
      frames(() => true),
      report,
    );
  const own = approval.rules.map((rule): ScopedRule => ({ rule, scope: scopes.scope }));
  warnRules(
    [...always, ...own],
    always.length,
    frames((account) => account.approval === undefined),
    report,
  );
}

function warnTaxes(folder: Folder, { scope, rates }: Scopes, frames: readonly Frame[], report: Report): void {
  const { taxes } = folder;
  if (taxes === undefined) return;
  const address = taxes.based_on === 'billing' ? 'tax' : 'to';
  const isOwn = ({ at }: TaxRate): boolean => standsIn(folder, at);
  warnClasses(taxes.classes, scope, frames, report);
  warnRates(rates, { scope, frames, address, isOwn }, report);
  for (const one of taxes.exempt) {
    if (report.isTold(one.at)) continue;
    warnItself(
      one,
      (reading) => [
        ...wherePart(one.where, address, reading),
        ...partsOf(one, reading),
        ...linePart(one.items, reading),
      ],
      scope,
      frames,
      report,
    );
  }
}
