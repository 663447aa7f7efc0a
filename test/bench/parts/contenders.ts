/** Ratebook and others on the same decisions. Their answers are compared first: who gives another is told, not timed. */
import type { CustomizeRequest, FinalizeRequest, HookRequest, HookResponse } from '../../../src/stripe/types.ts';
import { customizeBy, finalizeBy } from '../answer.ts';
import type { Contender, Decide } from '../contender.ts';
import { limit } from '../contenders/limit.ts';
import { orderTexts, ratebook, shopTexts } from '../contenders/ratebook.ts';
import { scan } from '../contenders/scan.ts';
import type { Texts } from '../data.ts';
import { engines } from '../engines/index.ts';
import { type Figure, tell } from '../figure.ts';
import { type Rate, type Shop, shop, shopOf } from '../model.ts';
import { accountName, carts, cartsOf, cartsTo, catalogText, finals, products } from '../orders.ts';
import { around, type Entrant, race, ratioOf, spreadOf } from '../turns.ts';

interface Decision {
  name: string;
  requests: readonly HookRequest[];
  ours: Decide<HookRequest, HookResponse>;
  by(contender: Contender): Decide<HookRequest, HookResponse>;
}

const catalog: Texts = { 'catalog.csv': catalogText };

function cartDecision(name: string, one: Shop, requests: readonly CustomizeRequest[], rows = false): Decision {
  return {
    name,
    requests,
    ours: ratebook({ ...shopTexts(one), ...catalog }),
    by: (contender) => customizeBy(contender, one, products, rows) as Decide<HookRequest, HookResponse>,
  };
}

function orderDecision(name: string, requests: readonly FinalizeRequest[]): Decision {
  return {
    name,
    requests,
    ours: ratebook({ ...orderTexts, ...catalog }),
    by: (contender) => finalizeBy(contender, products) as Decide<HookRequest, HookResponse>,
  };
}

function accountsDecision(count: number): Decision {
  const shops = new Map(Array.from({ length: count }, (_, index) => [accountName(index), shopOf(index)]));
  const texts: Texts = { ...catalog };
  for (const [account, one] of shops) {
    for (const [path, text] of Object.entries(shopTexts(one))) texts[`accounts/${account}/${path}`] = text;
  }
  return {
    name: `${count.toLocaleString('en-US')} accounts, 5 lines`,
    requests: cartsOf(count, 5),
    ours: ratebook(texts),
    by(contender) {
      const each = new Map([...shops].map(([account, one]) => [account, customizeBy(contender, one, products)]));
      const decide: Decide<CustomizeRequest, HookResponse> = (request) => each.get(request.account!)!(request);
      return decide as Decide<HookRequest, HookResponse>;
    },
  };
}

const states = 'AL AZ AR CA CO CT FL GA ID IL IN IA KS KY LA ME MD MA MI MN MS MO NE NV NJ NM NY'.split(' ');

/** A row for each of `count` postal codes, and one rate for food. */
function tableShop(count: number): Shop {
  const rows = Array.from({ length: count }, (_, index): Rate => {
    const code = String(10_000 + index * 2).padStart(5, '0');
    const percent = `${(index % 8) + 1}.${(index % 9) + 1}`;
    const state = states[Math.trunc((index * states.length) / count)]!;
    return { name: `Tax ${code}`, percent, country: 'US', state, code, class: 'standard', priority: 1 };
  });
  const food: Rate = { name: 'Food', percent: '1', country: 'US', class: 'food', priority: 1 };
  return { options: [], rates: [food, ...rows] };
}

/** How long answers are compared at most: fewer requests where a contender would take minutes. */
const comparedMilliseconds = 2000;

/** `null`: all the same. */
async function difference(
  decide: Decide<HookRequest, HookResponse>,
  { requests, ours }: Decision,
): Promise<string | null> {
  const end = performance.now() + comparedMilliseconds;
  for (const [index, request] of requests.entries()) {
    const [found, wanted] = [JSON.stringify(await decide(request)), JSON.stringify(await ours(request))];
    if (found !== wanted) return `another answer to request ${index}: ${found} for ${wanted}`;
    if (performance.now() > end && index >= 1) return null;
  }
  return null;
}

async function compare(decision: Decision): Promise<Figure[]> {
  const { name, requests, ours } = decision;
  const entrants: Entrant[] = [{ name: 'Ratebook', run: around(requests, ours) }];
  const refused: Figure[] = [];
  for (const contender of [limit, scan, ...engines]) {
    try {
      const decide = decision.by(contender);
      const other = await difference(decide, decision);
      if (other === null) entrants.push({ name: contender.name, run: around(requests, decide) });
      else refused.push(untimed(name, contender.name, other));
    } catch (error) {
      const message = error instanceof Error ? error.message : JSON.stringify(error);
      refused.push(untimed(name, contender.name, `cannot: ${message.slice(0, 200)}`));
    }
  }
  const times = await race(entrants);
  const base = entrants.findIndex((entrant) => entrant.name === limit.name);
  const figures = entrants.map((entrant, index): Figure => {
    const isOurs = index === 0;
    return {
      name: `${name}: ${entrant.name}`,
      micros: spreadOf(times[index]!),
      ratio: base === -1 ? null : ratioOf(times[index]!, times[base]!),
      of: limit.name,
      guarded: isOurs && base !== -1,
      ...(isOurs ? {} : { toOurs: ratioOf(times[index]!, times[0]!) }),
    };
  });
  return [...figures, ...refused];
}

function untimed(decision: string, contender: string, note: string): Figure {
  return { name: `${decision}: ${contender}`, micros: null, ratio: null, of: limit.name, guarded: false, note };
}

const table = tableShop(42_000);
const rows = table.rates.slice(1);
const decisions = [
  () => cartDecision('shop, customize, 5 lines', shop, carts(5)),
  () => orderDecision('shop, finalize, 5 lines', finals(5)),
  ...[1, 5, 50].map(
    (lines) => () =>
      cartDecision(`42,000 tax rows, ${lines} lines`.replace(' 1 lines', ' 1 line'), table, cartsTo(rows, lines), true),
  ),
  () => accountsDecision(1000),
];

const figures: Figure[] = [];
for (const decision of decisions) figures.push(...(await compare(decision())));

tell({
  part: 'contenders',
  title: 'The same decisions by Ratebook and by others',
  figures,
  notes: [
    'Each time is CPU of one answer to Stripe, from the request as it was read. All give the same answers, to the byte.',
    'An engine decides what is offered, at which price, at which rates, and who may buy; the answer is made of that by code written by hand, the same for all. It is in the time.',
    ...[limit, scan, ...engines].map((contender) => `${contender.name}: ${contender.notes}`),
    'None of the engines knows unknown from false, places, the order of specificity, time zones, or which row of a file decided. Of a table of 42,000 rows they have no index: each looks through all of it, once an order. A host that finds the row itself has no need of them.',
  ],
});
