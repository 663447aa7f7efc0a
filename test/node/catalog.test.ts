import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { RuleStore } from '../../src/node/store.ts';
import { load, noon, read } from '../support/decide.ts';
import { price } from '../support/requests.ts';

const good = 'id,price,availability\nA,24.99 USD,in_stock\n';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
  await writeFile(join(dir, 'settings.yaml'), 'currency: usd\n');
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

const quiet = { onLoaded() {}, onRefused() {}, onFailed() {} };

describe('a catalog that is broken', () => {
  const broken: [string, string][] = [
    ['is empty', ''],
    ['was cut while it was written', 'id,price,availability\nA,"24.9'],
    ['has lost its rows', 'id,price,availability\n'],
    ['has lost its SKUs', 'sku,price\nA,24.99 USD\n'],
    ['holds a SKU twice', `${good}A,19.99 USD,in_stock\n`],
    ['holds no prices any more', 'id,price\nA,#REF!\n'],
  ];

  it.each(broken)('because it %s delists nothing on a reload: the last good one goes on', async (_, text) => {
    await writeFile(join(dir, 'catalog.csv'), good);
    const store = new RuleStore(dir, quiet);
    await store.load();
    await writeFile(join(dir, 'catalog.csv'), text);
    const { directory } = await store.load();
    expect(directory).toBeNull();
    expect(store.degraded).toHaveLength(1);
    const { response } = evaluate(store.directory!.base, read(price('A')), noon);
    expect(response).toMatchObject({ availability: { status: 'in_stock' }, price: { unit_amount: 2499 } });
  });

  it.each(broken)('because it %s is not started with', async (_, text) => {
    await writeFile(join(dir, 'catalog.csv'), text);
    const store = new RuleStore(dir, quiet);
    await store.load();
    expect(store.directory).toBeNull();
  });

  it.each(broken)('because it %s, in an account, leaves that account without an answer', (_, text) => {
    const { directory } = load({ 'catalog.csv': good, 'accounts/acct_1/catalog.csv': text });
    expect(directory?.forAccount('acct_1')).toBeNull();
    expect(directory?.forAccount('acct_2')?.catalog).not.toBeNull();
  });
});
