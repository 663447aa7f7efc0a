import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { decideApproval } from '../../src/decide/approval.ts';
import type { Context } from '../../src/decide/context.ts';
import { OrderFacts, type OrderRequest } from '../../src/decide/facts.ts';
import { decideFees } from '../../src/decide/fees.ts';
import { RateChoice } from '../../src/decide/rate-choice.ts';
import { decideShipping, isShippingOffered } from '../../src/decide/shipping.ts';
import { decideTaxes } from '../../src/decide/taxes.ts';
import { recordedRequest } from '../../src/examples/recorded.ts';
import { loadRules } from '../../src/node/load.ts';
import { Problems } from '../../src/rules/problem.ts';
import { projectDir } from '../support/command.ts';

const { directory, files } = await loadRules(`${projectDir}rules`);
const names = (await readdir(`${projectDir}rules/tests/recorded`)).filter((name) => name.endsWith('.json'));
const requests = names.flatMap((name) => {
  const request = recordedRequest(files, `tests/recorded/${name}`, null, '', new Problems())!;
  return request.hook === 'price' ? [] : [{ name, request: request as OrderRequest }];
});

/** Where the notes for an explanation would be, one for each part of the answer. */
function notesOf(request: OrderRequest, why: Context['why']): unknown[] {
  const rules = directory!.forAccount(request.account)!;
  const order = new OrderFacts(request, rules, 1_795_000_000, isShippingOffered);
  const context: Context = { order, counted: order.lines, why };
  return [
    rules.shipping && decideShipping(rules.shipping, context, false, []).traces,
    rules.taxes && decideTaxes(rules.taxes, context, false).traces,
    rules.taxes && new RateChoice(rules.taxes, context).of('standard', order.lines[0] ?? null).trace,
    rules.approval && decideApproval(rules.approval, context).traces,
    rules.fees && decideFees(rules.fees, context).traces,
  ];
}

describe.each(requests)('the decisions on $name', ({ request }) => {
  it('note nothing where nobody asks why', () => {
    expect(notesOf(request, null)).toEqual([null, null, null, null, null]);
  });

  it('note all where somebody does', () => {
    expect(notesOf(request, { reason: null }).map(Array.isArray)).toEqual([true, true, true, true, true]);
  });
});
