/**
 * Hooks whose names, addresses, mails, phones, cards and secrets are marked: none of the marks stands in logs, metrics or
 * errors, and in the decision log only what may stay (the mail's domain, the address without its lines, the card's kind).
 */

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { address, customize, finalize, type JsonObject, line, price } from '../support/requests.ts';
import { openClient, sign } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { edit, temporary, versionOf } from './support/rules.ts';
import { build, secret, startService } from './support/service.ts';

/** What must stand nowhere; `n` makes each request's its own. */
function marksOf(n: number) {
  return {
    name: `Zqname${n} Zqfamily${n}`,
    line1: `${n} Zqstreet Road`,
    line2: `Zqflat ${n}`,
    mailbox: `zqmail.${n}`,
    phone: `+1555${String(n).padStart(7, '0')}99`,
    fingerprint: `Zqprint${n}`,
    last4: String(1000 + (n % 9000)),
  };
}

function hookOf(n: number): JsonObject {
  const { name, line1, line2, mailbox, phone, fingerprint, last4 } = marksOf(n);
  const to = address({ line1, line2 });
  const email = `${mailbox}@example.com`;
  const card = {
    brand: 'visa',
    country: 'US',
    exp_month: 4,
    exp_year: 2030,
    fingerprint,
    funding: 'credit',
    iin: '424242',
    last4,
  };
  const data: JsonObject = {
    shipping_details: { name, phone, address: to },
    billing_details: { name, email, phone, address: to },
    email,
    phone,
    customer: { name, email, phone, address: to },
    payment_method_details: {
      type: 'card',
      card: { ...card, wallet: { type: 'link' } },
      billing_details: { name, email, phone, address: to },
    },
  };
  const kinds = [
    () =>
      customize({
        shipping_details: { shipping_rate: null, shipping_rates: [], name, phone, address: to },
        email,
        phone,
      }),
    () => finalize(data),
    () => finalize({ ...data, line_items_details: [line('li_1', { quantity: -1 })] }),
    () => customize({ ...data, currency: name }),
    () => price('0012'),
    () => ({ ...finalize(data), type: name }),
    () => ({ ...finalize(data), context: email }),
  ];
  return kinds[n % kinds.length]!();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

await row('private-data', async ({ quick }) => {
  build();
  const requests = quick ? 700 : 5_000;
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  const decisions = join(dir, 'decisions.jsonl');
  const metricsPort = await freePort();
  await edit(join(dir, 'rules'), {
    ...versionOf(1),
    'approval.yaml':
      'rules:\n  - { id: ours, approve: true, when: { email: "*@example.com" } }\n  - { id: named, decline: "No.", when: { name: "Mallory*" } }\n',
  });
  const service = await startService(join(dir, 'rules'), {
    env: { DECISION_LOG: decisions, METRICS_PORT: String(metricsPort), LOG_LEVEL: 'debug' },
  });
  let ordinary = '';
  service.child.stderr!.on('data', (chunk) => {
    ordinary += chunk;
  });
  const client = openClient(service.port, 8);
  let answers = '';
  let decided = 0;
  for (let n = 0; n < requests; n++) {
    const body = JSON.stringify(hookOf(n));
    const moment = Math.trunc(Date.now() / 1000);
    // Some are wrongly signed, some are no JSON.
    const signature =
      n % 11 === 0 ? sign(body, moment, 'whsec_another_0123456789') : sign(n % 13 === 0 ? body.slice(1) : body);
    const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': signature };
    const {
      status,
      text,
      headers: answered,
    } = await client.send('/hooks', 'POST', headers, n % 13 === 0 ? body.slice(1) : body);
    answers += text + JSON.stringify(answered);
    if (status === 200) decided += 1;
  }
  client.close();
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const health = JSON.stringify(await service.health());
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  const log = await readFile(decisions, 'utf8');
  demand(missed, log.trimEnd().split('\n').length === decided, 'the decision log lacks lines');
  demand(missed, decided > requests / 5 && ordinary.length > 0, 'hardly anything was decided');

  const places: [string, string][] = [
    ['the ordinary log', ordinary],
    ['the metrics', metrics],
    ['/healthz', health],
    ['an answer', answers],
    ['the decision log', log],
  ];
  let marks = 0;
  for (const [where, text] of places) {
    const lower = text.toLowerCase();
    if (lower.includes('zq') || text.includes(secret) || text.includes(secret.slice(6))) {
      marks += 1;
      missed.push(
        `${where} holds a mark: ${text.slice(Math.max(0, lower.indexOf('zq') - 60), lower.indexOf('zq') + 40)}`,
      );
    }
    for (let n = 0; n < requests; n += 97) {
      const { phone, last4 } = marksOf(n);
      if (text.includes(phone) || text.includes(`"${last4}"`)) missed.push(`${where} holds a phone or a card's digits`);
    }
  }
  demand(missed, log.includes('@example.com') && log.includes('94016'), 'the decision log lacks what a replay needs');
  await remove();
  return { figure: `${many(requests, 'requests')}, ${many(decided, 'decisions')}: ${marks} marks found`, missed };
});
