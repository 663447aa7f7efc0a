import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../src/env.ts';

const secret = 'whsec_0123456789abcdef';
const other = 'whsec_fedcba9876543210';

function settingsOf(env: Record<string, unknown>) {
  const result = readSettings(env);
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.settings;
}
function faultsOf(env: Record<string, unknown>): string[] {
  const result = readSettings(env);
  return result.ok ? [] : result.faults;
}

describe('the settings', () => {
  test('by default', () => {
    expect(settingsOf({ STRIPE_HOOK_SECRET: secret })).toEqual({
      secrets: [{ secret, mode: null }],
      rulesDir: './rules',
      port: 8787,
      host: '127.0.0.1',
      logLevel: 'info',
      decisionLog: null,
      maxBody: 262_144,
      metricsPort: null,
    });
  });

  test('all set', () => {
    const env = {
      STRIPE_HOOK_SECRET_TEST: secret,
      STRIPE_HOOK_SECRET_LIVE: other,
      RULES_DIR: 'shop',
      PORT: '80',
      HOST: '::',
      LOG_LEVEL: 'silent',
      DECISION_LOG: '-',
      MAX_BODY: '1000',
      METRICS_PORT: '9090',
    };
    expect(settingsOf(env)).toEqual({
      secrets: [
        { secret, mode: 'test' },
        { secret: other, mode: 'live' },
      ],
      rulesDir: 'shop',
      port: 80,
      host: '::',
      logLevel: 'silent',
      decisionLog: '-',
      maxBody: 1000,
      metricsPort: 9090,
    });
  });

  test('several secrets, by commas', () => {
    expect(settingsOf({ STRIPE_HOOK_SECRET: `${secret},${other}` }).secrets).toEqual([
      { secret, mode: null },
      { secret: other, mode: null },
    ]);
  });

  test('an empty value is as good as none', () => {
    expect(settingsOf({ STRIPE_HOOK_SECRET: secret, PORT: '', HOST: ' ' })).toMatchObject({
      port: 8787,
      host: '127.0.0.1',
    });
  });
});

describe('refused', () => {
  test.each([
    ['no secret', {}, 'STRIPE_HOOK_SECRET'],
    ['an empty secret', { STRIPE_HOOK_SECRET: '' }, 'STRIPE_HOOK_SECRET'],
    ['a secret of blanks', { STRIPE_HOOK_SECRET: '  ' }, 'STRIPE_HOOK_SECRET'],
    ['a secret with a line break', { STRIPE_HOOK_SECRET: `${secret}\n` }, 'STRIPE_HOOK_SECRET'],
    ['a secret with a blank in it', { STRIPE_HOOK_SECRET_LIVE: `${secret} x` }, 'STRIPE_HOOK_SECRET_LIVE'],
    ['a blank after the comma', { STRIPE_HOOK_SECRET: `${secret}, ${other}` }, 'secret 2 of 2'],
    ['a comma at the end', { STRIPE_HOOK_SECRET: `${secret},` }, 'secret 2 of 2'],
    ['a short secret', { STRIPE_HOOK_SECRET_TEST: 'whsec_012345678' }, 'STRIPE_HOOK_SECRET_TEST'],
    ['a secret that is no text', { STRIPE_HOOK_SECRET: 1 }, 'STRIPE_HOOK_SECRET'],
    ['a secret with a letter beyond ASCII', { STRIPE_HOOK_SECRET: `${secret}é` }, 'STRIPE_HOOK_SECRET'],
    ['one secret for both modes', { STRIPE_HOOK_SECRET_TEST: secret, STRIPE_HOOK_SECRET_LIVE: secret }, 'twice'],
    ['a port that is no number', { STRIPE_HOOK_SECRET: secret, PORT: 'http' }, 'PORT'],
    ['a port of 65536', { STRIPE_HOOK_SECRET: secret, PORT: '65536' }, 'PORT'],
    ['a port in hex', { STRIPE_HOOK_SECRET: secret, PORT: '0x50' }, 'PORT'],
    ['a negative port', { STRIPE_HOOK_SECRET: secret, METRICS_PORT: '-1' }, 'METRICS_PORT'],
    ['a body limit of 0', { STRIPE_HOOK_SECRET: secret, MAX_BODY: '0' }, 'MAX_BODY'],
    ['a body limit with a unit', { STRIPE_HOOK_SECRET: secret, MAX_BODY: '256k' }, 'MAX_BODY'],
    ['an unknown level', { STRIPE_HOOK_SECRET: secret, LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('%s', (_, env, named) => {
    expect(faultsOf(env)).toEqual([expect.stringContaining(named)]);
  });

  test('every fault is told, a line each', () => {
    const faults = faultsOf({ STRIPE_HOOK_SECRET: 'short', PORT: 'x', LOG_LEVEL: 'x', MAX_BODY: 'x' });
    expect(faults).toHaveLength(4);
    expect(faults.join('')).not.toContain('\n');
  });

  test('a secret that is inherited is none', () => {
    expect(faultsOf(Object.create({ STRIPE_HOOK_SECRET: secret }))).toHaveLength(1);
  });

  test('no part of a value is told, for it may be a secret', () => {
    const names = ['STRIPE_HOOK_SECRET', 'STRIPE_HOOK_SECRET_LIVE', 'PORT', 'MAX_BODY', 'LOG_LEVEL'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(' ', 'é', '\n', ''), (name, slip) => {
        const faults = faultsOf({ [name]: `QXJZ${slip}QXJZ` }).join('');
        expect(faults).toContain(name);
        expect(faults).not.toContain('QXJZ');
      }),
    );
  });
});
