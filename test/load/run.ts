/**
 * `npm run load [-- name …]`: every row, one after the other; fails where one is not kept. With `--quick` those that take
 * seconds, fewer times: what each change of the code is held to.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const rows = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.slice(0, -3));
/** They wait for limits and retries, however few times. */
const long = ['broken-account', 'own-faults', 'slow-clients', 'soak', 'workerd'];
const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = asked.filter((name) => !rows.includes(name));
if (unknown.length > 0) {
  console.error(`Not known: ${unknown.join(', ')}. Rows: ${rows.join(', ')}.`);
  process.exit(2);
}
const options = process.argv.includes('--quick') ? ['--quick'] : [];
const ours = options.length === 0 ? rows : rows.filter((name) => !long.includes(name));
const chosen = asked.length === 0 ? ours : asked;
const missed = chosen.filter((name) => {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', `${folder}${name}.ts`, ...options], {
    stdio: 'inherit',
  });
  return status !== 0;
});
console.log(missed.length === 0 ? `All ${chosen.length} promises are kept.` : `Not kept: ${missed.join(', ')}.`);
process.exit(missed.length === 0 ? 0 : 1);
