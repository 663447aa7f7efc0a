/** The decisions: pure and synchronous, without clock, randomness, environment, logging or I/O. */
import type { RuleSet } from '../rules/ruleset.ts';
import type {
  CustomizeRequest,
  CustomizeResponse,
  FinalizeRequest,
  FinalizeResponse,
  HookRequest,
  HookResponse,
  PriceRequest,
} from '../stripe/types.ts';
import { decideApproval, noItems } from './approval.ts';
import { decideAvailability } from './availability.ts';
import type { Context } from './condition.ts';
import type { Decided, Explanation } from './explanation.ts';
import { OrderFacts } from './facts.ts';
import { decideFees } from './fees.ts';
import { decideShipping, isShippingOffered } from './shipping.ts';
import { decideTaxes } from './taxes.ts';
import type { Witness } from './witness.ts';

export interface Evaluation {
  /** `null`: these rules cannot answer this hook (the price hook without a catalog). */
  response: HookResponse | null;
  decided: Decided;
  /** `null` unless asked for. */
  explanation: Explanation | null;
}

/**
 * Answers `request` at `moment` (Unix seconds, the timestamp of its signature) by `rules`.
 * Total: every request that the schemas let through has an answer. The answer is the same with and without `explain`,
 * and with a `witness`, who is told what was asked and used without an explanation.
 */
export function evaluate(
  rules: RuleSet,
  request: HookRequest,
  moment: number,
  explain = false,
  witness: Witness | null = null,
): Evaluation {
  switch (request.hook) {
    case 'customize':
      return customize(contextOf(rules, request, moment, explain, witness), request);
    case 'finalize':
      return finalize(contextOf(rules, request, moment, explain, witness), request);
    case 'price':
      return price(rules, request, moment, explain);
  }
}

function contextOf(
  rules: RuleSet,
  request: CustomizeRequest | FinalizeRequest,
  moment: number,
  explain: boolean,
  witness: Witness | null,
): Context {
  const order = new OrderFacts(request, rules, moment, isShippingOffered);
  return { order, counted: order.lines, why: explain ? { reason: null } : null, witness };
}

function explanationOf(rules: RuleSet, request: HookRequest): Explanation {
  return {
    hook: request.hook,
    folder: rules.folder,
    currency: request.hook === 'price' ? null : request.currency,
  };
}

function customize(context: Context, request: CustomizeRequest): Evaluation {
  const { rules } = context.order;
  const response: CustomizeResponse = {};
  const explanation = context.why === null ? null : explanationOf(rules, request);
  const entries: string[] = [];
  if (rules.shipping !== null) {
    const shipping = decideShipping(rules.shipping, context, request.automaticTax, request.offered);
    if (shipping.options !== null) response.shipping_options = shipping.options;
    for (const { tag } of shipping.applied) entries.push(tag);
    if (explanation !== null) {
      explanation.shipping = {
        options: shipping.traces ?? [],
        ...(shipping.omitted === undefined ? {} : { omitted: shipping.omitted }),
        ...(shipping.taxTraces === null ? {} : { taxes: shipping.taxTraces }),
      };
    }
  }
  if (rules.taxes !== null) {
    const taxes = decideTaxes(rules.taxes, context, request.automaticTax);
    if (taxes.lines !== null) response.line_items = taxes.lines;
    for (const { tag } of taxes.applied) entries.push(tag);
    if (explanation !== null) {
      explanation.taxes = {
        lines: taxes.traces ?? [],
        ...(taxes.omitted === undefined ? {} : { omitted: taxes.omitted }),
      };
    }
  }
  return { response, decided: { outcome: 'answered', entries, shadow: [] }, explanation };
}

function finalize(context: Context, request: FinalizeRequest): Evaluation {
  const { rules } = context.order;
  const response: FinalizeResponse = {};
  const explanation = context.why === null ? null : explanationOf(rules, request);
  const decided: Decided = { outcome: 'no_approval', entries: [], shadow: [] };
  const empty = request.lines.length === 0;
  const approval = empty ? noItems : rules.approval === null ? null : decideApproval(rules.approval, context);
  if (approval !== null) {
    const { decision, rule, reason, shadow } = approval;
    response.manual_approval_details =
      decision === 'approved' ? { type: 'approved' } : { type: 'declined', declined: { reason: reason! } };
    decided.outcome = decision;
    decided.entries.push(`approval.${rule}`);
    decided.shadow = shadow;
    if (explanation !== null) {
      explanation.approval = { decision, rule, at: approval.at, reason, shadow, rules: approval.traces ?? [] };
    }
  }
  if (rules.fees !== null) {
    if (approval?.decision === 'declined') {
      if (explanation !== null) explanation.fees = { amount: 0, notes: ['declined'], fees: [] };
    } else {
      const fees = decideFees(rules.fees, context);
      if (fees.details !== null) response.application_fee_details = fees.details;
      for (const { tag } of fees.applied) decided.entries.push(tag);
      if (fees.notes.length > 0) decided.notes = fees.notes;
      if (explanation !== null) {
        const transfer = fees.details?.transfer_data?.amount;
        explanation.fees = {
          amount: fees.details?.application_fee_amount ?? 0,
          ...(transfer === undefined ? {} : { transfer }),
          notes: fees.notes,
          fees: fees.traces ?? [],
        };
      }
    }
  }
  return { response, decided, explanation };
}

function price(rules: RuleSet, request: PriceRequest, moment: number, explain: boolean): Evaluation {
  const response = rules.catalog === null ? null : decideAvailability(rules.catalog, request, moment, rules);
  const outcome = response === null ? 'unavailable' : response.deleted ? 'deleted' : 'answered';
  return {
    response,
    decided: { outcome, entries: [], shadow: [] },
    explanation: explain ? explanationOf(rules, request) : null,
  };
}
