import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { loadRules } from '../../src/node/load.ts';
import { parseHookRequest } from '../../src/stripe/request.ts';
import { answerFaults } from '../../src/stripe/response.ts';
import { noon } from '../support/decide.ts';

const recorded = 'rules/tests/recorded';
const names = readdirSync(recorded).filter((name) => name.endsWith('.json'));
const { directory } = await loadRules('rules');

describe('the example rules answer what Stripe documents', () => {
  it.each(names)('%s', (name) => {
    const parsed = parseHookRequest(JSON.parse(readFileSync(`${recorded}/${name}`, 'utf8')));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const { request } = parsed;
    const explained = evaluate(directory!.forAccount(request.account)!, request, noon, true);
    expect(answerFaults(request, explained.response)).toEqual([]);
    const plain = evaluate(directory!.forAccount(request.account)!, request, noon);
    expect(JSON.stringify(plain.response)).toBe(JSON.stringify(explained.response));
    expect(plain.decided).toEqual(explained.decided);
  });
});
