/** taxes.yaml and its tables, compiled. */
import { readBy } from '../left-out.ts';
import type { At, TaxClass, TaxesFile, TaxRate as TaxRateModel } from '../model.ts';
import { compilePlace } from '../place.ts';
import { didYouMean } from '../problem.ts';
import type { TaxRules } from '../ruleset.ts';
import { isStep, type Steps } from '../steps.ts';
import { compileItems } from './condition.ts';
import { compileEntry } from './entry.ts';
import { checkMeetingRates, RateKinds } from './meeting.ts';
import { Rates } from './rates.ts';
import type { Scope } from './scope.ts';

/** Problems go to the scope. */
export function* compileTaxes(file: TaxesFile, scope: Scope): Steps<TaxRules> {
  const classes = new Set(['standard', ...file.classes.map((one) => one.class), ...readBy(scope.problems).leftOut]);
  checkClassName(file.shipping.class, new Set([...classes, 'none']), scope);
  const chains = classChains(file.classes, classes, scope);
  const rates = new Rates(file, scope);
  if (!scope.checked) yield* checkRates(rates, classes, chains, file, scope);

  return {
    pricesIncludeTax: file.prices_include_tax,
    basedOn: file.based_on,
    classes: file.classes.map((one) => ({ name: one.class, items: compileItems(one.items, scope)!, at: one.at })),
    chains,
    rates: yield* rates.index(),
    exempt: file.exempt.map((exemption) => {
      if (exemption.where !== undefined) scope.checkPlace(exemption.where);
      return {
        ...compileEntry(exemption, 'taxes', scope),
        items: compileItems(exemption.items, scope),
        where: exemption.where === undefined ? null : compilePlace(exemption.where, scope),
        priorities: exemption.priority === undefined ? null : new Set(exemption.priority),
      };
    }),
    shipping: { taxed: file.shipping.taxed, class: file.shipping.class.name },
  };
}

function* checkRates(
  rates: Rates,
  classes: ReadonlySet<string>,
  chains: ReadonlyMap<string, readonly string[]>,
  file: TaxesFile,
  scope: Scope,
): Steps<void> {
  let seen = 0;
  const kinds = new RateKinds(file.prices_include_tax);
  for (const model of rates.read(classes)) {
    if (isStep(seen++)) yield;
    if (model === null) continue;
    if (model.where !== undefined) scope.checkPlace(model.where);
    checkRate(model, classes, scope);
    kinds.see(model);
  }
  for (const table of rates.tables) kinds.seeTable(table);
  if (kinds.mayClash) yield* checkMeetingRates(yield* rates.models(), chains, file.prices_include_tax, scope);
}

function checkRate(rate: TaxRateModel, classes: ReadonlySet<string>, scope: Scope): void {
  checkClassName(rate.class, classes, scope);
  if (rate.compound && rate.use !== undefined) {
    scope.problems.error(
      rate.at,
      'compound-unknown',
      `"${rate.id}" is stored at Stripe and cannot be compound: Stripe does not compound, and a stored rate cannot be ` +
        'sent with another percentage. Give the rate a name and a percent instead of "use".',
    );
  }
}

function checkClassName(name: { name: string; at: At }, classes: ReadonlySet<string>, scope: Scope): void {
  if (classes.has(name.name)) return;
  const none = name.name === 'none' ? ' Lines of the class "none" are not taxed, so it has no rates.' : '';
  scope.problems.error(
    name.at,
    'unknown-class',
    `There is no class "${name.name}" under "classes:".${none || didYouMean(name.name, classes)}`,
  );
}

/** For each class the classes to look up, its own first; a `like` that leads back to itself is an error. */
function classChains(classes: readonly TaxClass[], names: ReadonlySet<string>, scope: Scope): Map<string, string[]> {
  const like = new Map<string, { name: string; at: At }>();
  for (const one of classes) {
    if (one.like === undefined) continue;
    checkClassName(one.like, names, scope);
    const before = like.get(one.class);
    if (before !== undefined && before.name !== one.like.name) {
      scope.problems.error(
        one.like.at,
        'duplicate',
        `The class "${one.class}" is already like "${before.name}" (${before.at}). One class is like one other.`,
      );
      continue;
    }
    like.set(one.class, one.like);
  }
  const chains = new Map<string, string[]>();
  for (const name of names) {
    const chain = [name];
    for (let next = like.get(name); next !== undefined; next = like.get(next.name)) {
      if (chain.includes(next.name)) {
        scope.problems.error(
          next.at,
          'bad-value',
          `"like" goes round in a circle: ${[...chain, next.name].join(' → ')}.`,
        );
        break;
      }
      chain.push(next.name);
    }
    chains.set(name, chain);
  }
  return chains;
}
