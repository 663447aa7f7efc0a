/** What the service answers over HTTP, whatever carries the request: each transport runs all of it. */
import { afterEach, describe, expect, test } from 'vitest';
import { parseHookRequest } from '../../src/stripe/request.ts';
import { answerFaults } from '../../src/stripe/response.ts';
import { createVerifier } from '../../src/stripe/signature.ts';
import { now, secrets, settings, signatureCases } from '../conformance/signature.ts';
import { customize, finalize, type JsonObject, line, price } from '../support/requests.ts';
import { directoryOf, revisions } from '../support/rules.ts';
import { type Answer, maxBody, type Sent, type ServiceOptions, serviceOf, type Transport } from '../support/service.ts';
import { bytesOf, headerOf } from '../support/sign.ts';

const json: [string, string] = ['Content-Type', 'application/json'];

/** A signed hook. */
async function signed(
  content: JsonObject | string | Uint8Array<ArrayBuffer>,
  more: Sent = {},
  secret: string = secrets.current,
): Promise<Sent> {
  const body =
    content instanceof Uint8Array ? content : bytesOf(typeof content === 'string' ? content : JSON.stringify(content));
  const headers: Sent['headers'] = [json, ['Stripe-Signature', await headerOf(secret, now, body)]];
  return { body, ...more, headers: more.headers ?? headers };
}

const codeOf = (answer: Answer) => (answer.json as { error?: { code?: string } }).error?.code;
const messageOf = (answer: Answer) => (answer.json as { error?: { message?: string } }).error?.message ?? '';

/** What every answer has, whatever it says. */
function expectProper(answer: Answer, method = 'POST'): void {
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
  if (method === 'HEAD') expect(answer.text).toBe('');
  if (answer.status === 200 || method === 'HEAD') return;
  expect(answer.json).toEqual({ error: { code: expect.stringMatching(/^[a-z_]+$/), message: expect.any(String) } });
  expect(answer.text).not.toMatch(/\n|\bat .*:\d+|Error\b|node_modules|\.ts/);
}

/** Runs everything over `transport`. */
export function describeService(transport: Transport): void {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((close) => close()));
  });

  async function start(options: ServiceOptions = {}) {
    const service = serviceOf(options);
    const { send, close } = await transport.open(service);
    open.push(close);
    return {
      ...service,
      send: async (sent: Sent) => {
        const answer = await send(sent);
        expectProper(answer, sent.method);
        return answer;
      },
    };
  }

  async function refusedBy(options: ServiceOptions, sent: Sent, status: number, code: string): Promise<Answer> {
    const { send } = await start(options);
    const answer = await send(sent);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    return answer;
  }

  describe(`a hook, ${transport.name}`, () => {
    test.each([
      ['customize', customize()],
      ['finalize', finalize()],
      ['finalize without lines', finalize({ line_items_details: [] })],
      ['customize without an address', customize({ shipping_details: null })],
    ])('%s is answered as Stripe documents it', async (_, content) => {
      const { send } = await start();
      const answer = await send(await signed(content));
      expect(answer.status).toBe(200);
      const parsed = parseHookRequest(content);
      expect(parsed.ok && answerFaults(parsed.request, answer.json)).toEqual([]);
    });

    test('customize carries the options and taxes of the rules', async () => {
      const { send } = await start();
      const { json: answered, headers } = await send(await signed(customize()));
      expect(answered).toMatchObject({
        shipping_options: [
          { shipping_rate_data: { display_name: 'Standard', fixed_amount: { amount: 599, currency: 'usd' } } },
        ],
        line_items: [{ id: 'li_1', tax_rates: [{ rate_data: { percentage: 7.25 } }] }],
      });
      expect(headers.get('ratebook-revision')).toBe(revisions.base);
    });

    test('an account with a folder gets its own rules, and their revision', async () => {
      const { send } = await start();
      const answer = await send(await signed(finalize({}, { context: 'acct_shop' })));
      expect(answer.json).toMatchObject({ application_fee_details: { application_fee_amount: 560 } });
      expect(answer.headers.get('ratebook-revision')).toBe(revisions.accounts.acct_shop);
    });

    test('an account without a folder gets the base', async () => {
      const { send } = await start();
      const answer = await send(await signed(finalize({}, { context: 'acct_other' })));
      expect(answer.json).toEqual({ manual_approval_details: { type: 'approved' } });
      expect(answer.headers.get('ratebook-revision')).toBe(revisions.base);
    });

    test('/ is the same route', async () => {
      const { send } = await start();
      const [one, other] = [
        await send(await signed(customize())),
        await send(await signed(customize(), { path: '/' })),
      ];
      expect(other.text).toBe(one.text);
    });

    test('the same body at the same moment gets the same bytes', async () => {
      const { send } = await start();
      const sent = await signed(customize());
      const first = await send(sent);
      const second = await send(sent);
      expect(second.text).toBe(first.text);
      expect(second.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
    });

    test('1,000 lines are answered in their order', async () => {
      const { send } = await start();
      const lines = Array.from({ length: 1000 }, (_, i) => line(`li_${i}`));
      const answer = await send(await signed(customize({ line_item_details: lines })));
      const { line_items } = answer.json as { line_items: { id: string }[] };
      expect(line_items.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    });

    test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json ;a=b'])(
      'the media type %s is taken',
      async (type) => {
        const { send } = await start();
        const sent = await signed(customize());
        const answer = await send({ ...sent, headers: [['Content-Type', type], sent.headers![1]!] });
        expect(answer.status).toBe(200);
      },
    );

    test('hooks are answered while the service drains', async () => {
      const { send, lifecycle } = await start();
      lifecycle.state = 'draining';
      expect((await send(await signed(customize()))).status).toBe(200);
      lifecycle.state = 'ready';
    });

    test('each decision is handed on, and a log that fails does not fail it', async () => {
      const decisions: unknown[] = [];
      const { send } = await start({
        onDecision(decision) {
          decisions.push(decision);
          throw new Error('disk full');
        },
        onHook() {
          throw new Error('no metrics');
        },
      });
      expect((await send(await signed(customize()))).status).toBe(200);
      expect(decisions).toEqual([
        expect.objectContaining({
          moment: now,
          clock: now,
          json: customize(),
          request: expect.objectContaining({ hook: 'customize' }),
        }),
      ]);
    });
  });

  describe(`the signature table, ${transport.name}`, async () => {
    test.each(await signatureCases())('$name', async ({ secrets: set, headers, body, expected }) => {
      const { send, logged } = await start({ secrets: settings[set] });
      const signatures = headers.map((value): [string, string] => ['Stripe-Signature', value]);
      const answer = await send({ headers: [json, ...signatures], body: new Uint8Array(body) });
      if (expected.ok) {
        expect(answer.status === 200 ? 200 : codeOf(answer)).toBe(expected.answer);
      } else if (answer.status === 431) {
        expect(headers.join().length).toBeGreaterThan(16_000);
      } else {
        expect([answer.status, codeOf(answer)]).toEqual([400, 'signature_invalid']);
        expect(logged.at(-1)).toMatchObject({ outcome: 'signature_invalid', cause: expected.cause });
      }
    });

    test('one answer for all causes', async () => {
      const { send } = await start();
      const body = bytesOf(JSON.stringify(customize()));
      const headers = [
        '',
        't=1',
        await headerOf(secrets.current, now - 301, body),
        await headerOf(secrets.next, now, body),
      ];
      const texts = await Promise.all(
        headers.map((value) => send({ headers: [json, ['Stripe-Signature', value]], body })),
      );
      expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
    });
  });

  describe(`what is refused, ${transport.name}`, () => {
    test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s on the hook route: 405', async (method) => {
      const { send } = await start();
      const answer = await send({ method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('POST');
    });

    test.each<[string, Sent['headers']]>([
      ['no media type', []],
      ['text', [['Content-Type', 'text/plain']]],
      ['a form', [['Content-Type', 'application/x-www-form-urlencoded']]],
      ['another JSON', [['Content-Type', 'application/vnd.api+json']]],
      ['a longer name', [['Content-Type', 'application/json5']]],
      ['gzip', [json, ['Content-Encoding', 'gzip']]],
      ['identity', [json, ['Content-Encoding', 'identity']]],
    ])('%s: 415', async (_, headers) => {
      const sent = await signed(customize());
      const answer = await refusedBy(
        {},
        { ...sent, headers: [...headers!, sent.headers![1]!] },
        415,
        'unsupported_media_type',
      );
      expect(answer.headers.get('ratebook-revision')).toBeNull();
    });

    test('a body of the limit is read, one byte more is not', async () => {
      const whole = JSON.stringify(customize());
      const padded = whole + ' '.repeat(maxBody - whole.length);
      const { send } = await start();
      expect((await send(await signed(padded))).status).toBe(200);
      await refusedBy({}, await signed(`${padded} `), 413, 'too_large');
    });

    test('a body of unknown length over the limit: 413, and the rest is not read', async () => {
      const { send } = await start();
      let pulled = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
      });
      const answer = await send({ headers: [json], body: endless });
      expect([answer.status, codeOf(answer)]).toEqual([413, 'too_large']);
      // What is under way in buffers counts, too.
      expect(pulled).toBeLessThan(64 * 1024 * 1024);
    });

    test('size comes before method, method before media type, media type before signature', async () => {
      const large: Sent = {
        method: 'PUT',
        headers: [['Content-Type', 'text/plain']],
        body: new Uint8Array(maxBody + 1),
      };
      await refusedBy({}, large, 413, 'too_large');
      await refusedBy({}, { ...large, body: bytesOf('x') }, 405, 'method_not_allowed');
      await refusedBy(
        {},
        { headers: [['Content-Type', 'text/plain']], body: bytesOf('x') },
        415,
        'unsupported_media_type',
      );
      await refusedBy({}, { headers: [json], body: bytesOf('x') }, 400, 'signature_invalid');
    });

    test.each<[string, string | Uint8Array<ArrayBuffer>]>([
      ['text', 'hook'],
      ['a cut body', JSON.stringify(customize()).slice(0, -1)],
      ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
      ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`],
      ['a __proto__ key', '{"data":{"__proto__":{}}}'],
      ['200,000 open lists', '['.repeat(200_000)],
    ])('signed, but no JSON: %s', async (_, content) => {
      await refusedBy({}, await signed(content), 400, 'invalid_json');
    });

    test.each<[string, string, string]>([
      ['a list', '[]', 'the body'],
      ['no type', '{}', 'type'],
      ['no data', '{"type":"v1.delegated_checkout.customize_checkout"}', 'data'],
      ['an unknown currency', JSON.stringify(customize({ currency: 'zzz' })), 'data.currency'],
      ['an unknown currency at finalize', JSON.stringify(finalize({ currency: 'zzz' })), 'data.currency'],
      ['a line without an id', JSON.stringify(customize({ line_item_details: [line('')] })), '[0].id'],
      [
        'a quantity of 0',
        JSON.stringify(customize({ line_item_details: [line('a', { quantity: 0 })] })),
        '[0].quantity',
      ],
      [
        'a quantity of 1.5',
        JSON.stringify(customize({ line_item_details: [line('a', { quantity: 1.5 })] })),
        '[0].quantity',
      ],
      ['an amount past 2^53', JSON.stringify(customize({ amount_total: 2 ** 53 })), 'data.amount_total'],
      [
        'amounts that add up past 2^53',
        JSON.stringify(customize({ line_item_details: [line('a', { unit_amount: 2 ** 52, quantity: 2 })] })),
        'data.line_item_details',
      ],
      ['an account of another form', JSON.stringify(customize({}, { context: 'acct_../etc' })), 'context'],
      ['a price hook without a SKU', JSON.stringify(price(null)), 'data.sku_id'],
    ])('signed, but no hook request: %s', async (_, content, path) => {
      const answer = await refusedBy({}, await signed(content), 400, 'invalid_request');
      expect(messageOf(answer)).toContain(path);
      expect(answer.text).not.toContain('zzz');
      expect(answer.text).not.toContain('../etc');
    });

    test('of a thousand faults twenty are told', async () => {
      const lines = Array.from({ length: 1000 }, () => line('', { quantity: 0 }));
      const answer = await refusedBy({}, await signed(customize({ line_item_details: lines })), 400, 'invalid_request');
      expect(messageOf(answer)).toMatch(/and 1980 more\.$/);
      expect(answer.text.length).toBeLessThan(3000);
    });

    test.each(['ping', 'v1.delegated_checkout.customize_checkout ', '__proto__'])('the type %j', async (type) => {
      await refusedBy({}, await signed({ ...customize(), type }), 400, 'unsupported_type');
    });

    test.each<[string, 'test' | 'live', boolean | null, number]>([
      ['a test request by the test secret', 'test', false, 200],
      ['a live request by the live secret', 'live', true, 200],
      ['a live request by the test secret', 'test', true, 400],
      ['a test request by the live secret', 'live', false, 400],
      ['a request without a mode by the test secret', 'test', null, 400],
      ['a request without a mode by the live secret', 'live', null, 400],
    ])('%s: %s', async (_, mode, livemode, status) => {
      const { send } = await start({ secrets: settings.by_mode });
      const answer = await send(await signed(customize({}, { livemode }), {}, secrets[mode]));
      expect([answer.status, codeOf(answer)]).toEqual([status, status === 200 ? undefined : 'mode_mismatch']);
    });

    test('a broken account', async () => {
      await refusedBy({}, await signed(customize({}, { context: 'acct_broken' })), 503, 'rules_unavailable');
    });

    test('the price hook without a catalog', async () => {
      await refusedBy({}, await signed(price()), 503, 'rules_unavailable');
    });

    test('a hook before there are rules', async () => {
      await refusedBy({ directory: () => null }, await signed(customize()), 503, 'rules_unavailable');
    });

    test('a fault of ours tells nothing of its cause, and the log tells where', async () => {
      const directory = directoryOf();
      const { send, logged } = await start({
        directory: () => ({
          ...directory,
          forAccount() {
            throw new RangeError('jenny@example.com');
          },
        }),
      });
      const answer = await send(await signed(customize()));
      expect([answer.status, codeOf(answer)]).toEqual([500, 'internal']);
      expect(answer.text).not.toContain('jenny');
      expect(logged.find(({ event }) => event === 'failed')).toMatchObject({ level: 'error', error: 'RangeError' });
      expect(JSON.stringify(logged)).not.toContain('jenny');
    });

    test('a key that cannot be used is a fault of ours: neither taken nor told as a wrong signature', async () => {
      const hmac = () => Promise.reject(new TypeError('no crypto'));
      const { send, logged } = await start({ verifier: createVerifier({ secrets: settings.plain, hmac }) });
      const answer = await send(await signed(customize()));
      expect([answer.status, codeOf(answer)]).toEqual([500, 'internal']);
      expect(logged.find(({ event }) => event === 'failed')).toMatchObject({ level: 'error', error: 'TypeError' });
    });

    test.each(['/hook', '/hooks/', '/hooks/a', '/healthz/x', '/favicon.ico', '/%00', '//hooks', '/metrics'])(
      'the path %s: 404',
      async (path) => {
        const { send } = await start();
        const answer = await send({ method: 'GET', path });
        expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
      },
    );
  });

  describe(`health, ${transport.name}`, () => {
    test('/healthz tells version, revision and that all is well', async () => {
      const { send } = await start();
      const answer = await send({ method: 'GET', path: '/healthz' });
      expect([answer.status, answer.json]).toEqual([
        200,
        { status: 'ok', version: '0.0.0-test', revision: revisions.base, degraded: false, reasons: [] },
      ]);
    });

    test('/healthz tells why it is degraded', async () => {
      const reasons = ['The newest rules have 1 error; the last good ones answer.'];
      const { send } = await start({ health: () => ({ degraded: reasons }) });
      const answer = await send({ method: 'GET', path: '/healthz' });
      expect(answer.json).toMatchObject({ status: 'degraded', degraded: true, reasons });
    });

    test('/healthz answers before there are rules', async () => {
      const { send, lifecycle } = await start({ directory: () => null });
      lifecycle.state = 'starting';
      const answer = await send({ method: 'GET', path: '/healthz' });
      expect([answer.status, answer.json]).toEqual([200, expect.objectContaining({ revision: null })]);
    });

    test.each([
      ['starting', 503],
      ['ready', 200],
      ['draining', 503],
    ] as const)('/readyz while %s: %i', async (state, status) => {
      const { send, lifecycle } = await start();
      lifecycle.state = state;
      expect((await send({ method: 'GET', path: '/readyz' })).status).toBe(status);
    });

    test.each(['/healthz', '/readyz'])('HEAD %s has the status and no body', async (path) => {
      const { send } = await start();
      const answer = await send({ method: 'HEAD', path });
      expect([answer.status, answer.text]).toEqual([200, '']);
    });

    test.each(['/healthz', '/readyz'])('POST %s: 405', async (path) => {
      const { send } = await start();
      const answer = await send({ path, headers: [json], body: bytesOf('{}') });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    });
  });

  describe(`the log, ${transport.name}`, () => {
    test('tells ids, codes and durations of a hook, and nothing of its content', async () => {
      const { send, logged } = await start();
      const answer = await send(await signed(finalize({}, { context: 'acct_shop', id: 'evt_7\n{"forged":true}' })));
      expect(logged).toEqual([
        {
          time: expect.any(String),
          level: 'info',
          event: 'hook',
          request_id: answer.headers.get('request-id'),
          status: 200,
          outcome: 'approved',
          hook: 'finalize',
          id: 'evt_7\n{"forged":true}',
          account: 'acct_shop',
          folder: 'acct_shop',
          revision: revisions.accounts.acct_shop,
          micros: expect.any(Number),
        },
      ]);
      const text = JSON.stringify(logged);
      for (const personal of ['Jenny', 'jenny', 'Main St', '94016', '424242', '5555', secrets.current]) {
        expect(text).not.toContain(personal);
      }
    });

    test('never tells a header or a secret of a request that is refused', async () => {
      const { send, logged } = await start();
      const body = bytesOf(JSON.stringify(customize()));
      const header = await headerOf(secrets.next, now, body);
      await send({ headers: [json, ['Stripe-Signature', header]], body });
      expect(logged).toHaveLength(1);
      expect(JSON.stringify(logged)).not.toContain(header.slice(-64));
    });
  });
}
