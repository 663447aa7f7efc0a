/**
 * Bodies from random bytes to one changed node in a real request, signed and unsigned: no crash, no 5xx, no answer that is
 * not JSON, and after a collection the heap is where it was.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { customize, finalize, price } from '../support/requests.ts';
import { type Answer, openClient, sign } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { build, startService } from './support/service.ts';

/** A small generator (mulberry32), so that a run can be repeated. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const hostile: unknown[] = [
  null,
  true,
  '',
  ' ',
  'x',
  '((',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  'İ',
  'ﬁ',
  'A'.repeat(10_000),
  0,
  -0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  [],
  [[]],
  {},
  { a: 1 },
  [null],
  { length: 1e9 },
  'US',
  'usd',
  'zzz',
  '94016',
  '99999-9999',
  'acct_1',
  'txr_1',
  1790000000,
];

await row('fuzz', async ({ quick }) => {
  build();
  const bodies = quick ? 6_000 : 200_000;
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const random = generator(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.trunc(random() * of.length)]!;
  const missed: string[] = [];
  const recorded = (await readdir('rules/tests/recorded')).filter((name) => name.endsWith('.json'));
  const real = [
    ...[customize(), finalize(), price()].map((hook) => JSON.stringify(hook)),
    ...(await Promise.all(recorded.map((name) => readFile(join('rules/tests/recorded', name), 'utf8')))),
  ];

  const changedNode = (text: string): string => {
    const json = JSON.parse(text);
    const places: [holder: Record<string, unknown>, key: string][] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const key of Object.keys(value)) {
        places.push([value as Record<string, unknown>, key]);
        walk((value as Record<string, unknown>)[key]);
      }
    };
    walk(json);
    const [holder, key] = pick(places);
    const what = random();
    if (what < 0.15) delete holder[key];
    else if (what < 0.25) holder[`${key}_`] = holder[key];
    else if (what < 0.35) holder[key] = [holder[key], holder[key]];
    else holder[key] = pick(hostile);
    return JSON.stringify(json);
  };
  const changedBytes = (text: string): Uint8Array => {
    const bytes = Buffer.from(text);
    for (let times = Math.trunc(random() * 4) + 1; times > 0; times--) {
      bytes[Math.trunc(random() * bytes.length)] = Math.trunc(random() * 256);
    }
    return random() < 0.3 ? bytes.subarray(0, Math.trunc(random() * bytes.length)) : bytes;
  };
  const noise = (): Uint8Array =>
    Uint8Array.from({ length: Math.trunc(random() * 300) }, () => Math.trunc(random() * 256));
  const nested = (): string => '[{"a":'.repeat(Math.trunc(random() * 2000));
  const body = (): string | Uint8Array => {
    const kind = random();
    if (kind < 0.7) return changedNode(pick(real));
    if (kind < 0.9) return changedBytes(pick(real));
    return kind < 0.98 ? noise() : nested();
  };

  const service = await startService('rules');
  const client = openClient(service.port, 16);
  let [signed, odd] = [0, 0];
  const statuses = new Map<number, number>();
  const look = ({ status, text, headers }: Answer, sent: string | Uint8Array): void => {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    let wrong = status >= 500 && status !== 503 ? `status ${status}` : null;
    try {
      JSON.parse(text);
    } catch {
      wrong = 'no JSON';
    }
    if (headers['content-type'] !== 'application/json') wrong = 'another content type';
    if (wrong === null) return;
    odd += 1;
    if (missed.length < 5) missed.push(`${wrong} for ${Buffer.from(sent).toString('latin1').slice(0, 300)}`);
  };
  let left = bodies;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const sent = body();
      const isSigned = random() < 0.9;
      if (isSigned) signed += 1;
      const headers = {
        'Content-Type': 'application/json',
        'Stripe-Signature': isSigned ? sign(sent) : `t=${Math.trunc(Date.now() / 1000)},v1=${'0'.repeat(64)}`,
      };
      await client.send('/hooks', 'POST', headers, sent).then(
        (answer) => look(answer, sent),
        (error) => {
          odd += 1;
          if (missed.length < 5)
            missed.push(`no answer (${error.code}) for ${Buffer.from(sent).toString('latin1').slice(0, 300)}`);
        },
      );
    }
  };
  const all = (): Promise<unknown> => Promise.all(Array.from({ length: 16 }, work));
  // What is compiled and kept on first use is no leak.
  const rest = bodies;
  left = Math.trunc(bodies / 10);
  await all();
  const before = await service.heap();
  left = rest - Math.trunc(bodies / 10);
  await all();
  const growth = ((await service.heap()) - before) / 1e6;
  client.close();
  demand(missed, growth <= 10, `the heap grew by ${growth.toPrecision(3)} MB`);
  demand(missed, (statuses.get(200) ?? 0) > bodies / 20, 'hardly any body was answered: the fuzzing is too coarse');
  const faults = service.log.filter(({ level }) => level === 'error');
  demand(missed, faults.length === 0, `${faults.length} faults of ours in the log: ${JSON.stringify(faults[0])}`);
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  const by = [...statuses].sort().map(([status, count]) => `${count} × ${status}`);
  return {
    figure: `${many(bodies, 'bodies')} (${many(signed, 'signed')}, seed ${seed}): ${odd} odd, ${by.join(', ')}; heap ${growth.toPrecision(2)} MB`,
    missed,
  };
});
