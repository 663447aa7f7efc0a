/** fees.yaml, compiled. */
import { percentIn } from '../../fine.ts';
import type { Fee as FeeModel, FeesFile } from '../model.ts';
import type { Fee, FeeRules } from '../ruleset.ts';
import { compileItems } from './condition.ts';
import { compileEntry } from './entry.ts';
import type { Scope } from './scope.ts';
import { compileAmount, maybeAmount } from './values.ts';

/** Problems go to the scope. */
export function compileFees(file: FeesFile, scope: Scope): FeeRules {
  const groups = new Map<string, Fee[]>();
  for (const model of file.fees) {
    const fee = compileFee(model, scope);
    const group = groups.get(model.group);
    if (group === undefined) groups.set(model.group, [fee]);
    else group.push(fee);
  }
  const { transfer } = file;
  return {
    groups: [...groups].map(([name, fees]) => ({ name, fees })),
    limit: {
      min: maybeAmount(file.limit?.min, scope, true),
      max: maybeAmount(file.limit?.max, scope, true),
    },
    transfer:
      transfer === undefined
        ? null
        : 'amount' in transfer
          ? { amount: compileAmount(transfer.amount, scope, true) }
          : { percent: percentIn(transfer.percent), of: transfer.of },
  };
}

function compileFee(fee: FeeModel, scope: Scope): Fee {
  return {
    ...compileEntry(fee, 'fees', scope, true),
    items: compileItems(fee.items, scope, true),
    of: fee.of,
    percent: fee.percent === undefined ? null : percentIn(fee.percent),
    fixed: maybeAmount(fee.fixed, scope, true),
    tiers:
      fee.tiers?.map((tier) => ({
        upTo: maybeAmount(tier.up_to, scope, true),
        percent: percentIn(tier.percent ?? '0'),
        fixed: maybeAmount(tier.fixed, scope, true),
        at: tier.at,
      })) ?? null,
    graduated: fee.graduated,
    min: maybeAmount(fee.min, scope, true),
    max: maybeAmount(fee.max, scope, true),
  };
}
