/** A second reading of the rule language, slow and by the letter: what the tests hold the engine to. */
import type { RuleSource } from '../../src/rules/model.ts';
import type { CustomizeResponse, FinalizeResponse, HookRequest, HookResponse } from '../../src/stripe/types.ts';
import { approvalPart } from './approval.ts';
import { feePart } from './fees.ts';
import { productAnswer } from './product.ts';
import { shippingPart } from './shipping.ts';
import { taxPart } from './taxes.ts';
import { type World, worldOf } from './world.ts';

/** What the rules answer; `refused` where the account is, `null` where they cannot answer this hook. */
export function answer(source: RuleSource, request: HookRequest, moment: number): HookResponse | null | 'refused' {
  const world = worldOf(source, request, moment);
  if (!world) return 'refused';
  switch (request.hook) {
    case 'price':
      return productAnswer(world, request);
    case 'customize': {
      const response: CustomizeResponse = {};
      const options = shippingPart(world, request);
      const lines = taxPart(world);
      if (options) response.shipping_options = options;
      if (lines) response.line_items = lines;
      return response;
    }
    case 'finalize':
      return finalized(world);
  }
}

function finalized(world: World): FinalizeResponse {
  const approval = approvalPart(world);
  const fee = approval?.type === 'declined' ? undefined : feePart(world);
  return {
    ...(approval && { manual_approval_details: approval }),
    ...(fee && { application_fee_details: fee }),
  };
}
