/** The steps of a hook, each apart, beside other ways to take it. */
import { signatureOf } from '../../../src/cli/sign.ts';
import { evaluate } from '../../../src/decide/evaluate.ts';
import { nodeHmac } from '../../../src/node.ts';
import { parseJson } from '../../../src/stripe/json.ts';
import { parseHookRequest } from '../../../src/stripe/request.ts';
import { createVerifier } from '../../../src/stripe/signature.ts';
import { answerText } from '../../../src/stripe/text.ts';
import { wire } from '../../../src/stripe/wire.ts';
import { isTakenByPackage } from '../../support/package.ts';
import { orderTexts, shopTexts } from '../contenders/ratebook.ts';
import { filesOf, loaded } from '../data.ts';
import { type Figure, tell } from '../figure.ts';
import { shop } from '../model.ts';
import { cartBody, catalogText, finals, moment } from '../orders.ts';
import { around, race, ratioOf, spreadOf } from '../turns.ts';

const secret = 'whsec_bench';
const texts = { 'settings.yaml': 'currency: usd\n', 'catalog.csv': catalogText, ...shopTexts(shop), ...orderTexts };
const { base } = loaded(filesOf(texts)).directory;
const verify = createVerifier({ secrets: [{ secret, mode: null }], hmac: nodeHmac });
const decoder = new TextDecoder();

const hooks = Array.from({ length: 40 }, (_, index) => {
  const bytes = new TextEncoder().encode(JSON.stringify(cartBody(index, 6)));
  const json: unknown = JSON.parse(decoder.decode(bytes));
  const parsed = parseHookRequest(json);
  if (!parsed.ok) throw new Error('This is no hook.');
  const { request } = parsed;
  const response = evaluate(base, request, moment).response!;
  return { header: signatureOf(bytes, secret, moment), bytes, json, request, response };
});

interface Step {
  name: string;
  run: () => unknown;
  /** Other ways. */
  others?: Record<string, () => unknown>;
}

const steps: Step[] = [
  {
    name: 'signature',
    run: around(hooks, ({ header, bytes }) => verify(header, bytes, moment)),
    others: {
      'the HMAC alone': around(hooks, ({ bytes }) => nodeHmac(secret, `${moment}.`, bytes)),
      'by the stripe package, synchronous': around(hooks, ({ header, bytes }) =>
        isTakenByPackage(header, bytes, [secret], moment),
      ),
    },
  },
  {
    name: 'JSON',
    run: around(hooks, ({ bytes }) => parseJson(bytes)),
    others: { 'JSON.parse alone': around(hooks, ({ bytes }) => JSON.parse(decoder.decode(bytes))) },
  },
  {
    name: 'schema and request',
    run: around(hooks, ({ json }) => parseHookRequest(json)),
    others: { 'the zod schema alone': around(hooks, ({ json }) => wire.customize.safeParse(json)) },
  },
  { name: 'decisions, customize', run: around(hooks, ({ request }) => evaluate(base, request, moment)) },
  { name: 'decisions, finalize (5 lines)', run: around(finals(5), (request) => evaluate(base, request, moment)) },
  {
    name: 'text of the answer',
    run: around(hooks, ({ response }) => answerText(response)),
    others: { 'JSON.stringify': around(hooks, ({ response }) => JSON.stringify(response)) },
  },
];

const entrants = steps.flatMap(({ name, run, others = {} }) => [
  { name, of: name, run },
  ...Object.entries(others).map(([other, run]) => ({ name: `${name}: ${other}`, of: name, run })),
]);
const times = await race(entrants, { rounds: 16, slice: 5, budget: 400 });
const figures = entrants.map(({ name, of }, index): Figure => {
  const own = entrants.findIndex((entrant) => entrant.name === of);
  return {
    name,
    micros: spreadOf(times[index]!),
    ratio: ratioOf(times[index]!, times[own]!),
    of,
    guarded: false,
  };
});

tell({
  part: 'steps',
  title: 'The steps of a customize hook of 6 lines, each apart, and other ways to take them',
  figures,
  notes: [
    'Each in a loop of its own, with warm caches: in a server that does all of them in turn each takes several times as long.',
  ],
});
