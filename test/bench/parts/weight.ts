/** What each dependency weighs: CPU of its import, and its share of the Worker's program. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { deploy, sharesOf } from '../deployed.ts';
import { type Figure, sized, tell } from '../figure.ts';
import { bundleUsed, importsOf } from '../imports.ts';
import { inTurns, told } from '../processes.ts';
import { ratioOf, spreadOf } from '../turns.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ratebook-bench-'));
const empty = 'an empty module';

/** Tells the microseconds of CPU that the process has used when the module is evaluated. */
const importer = `
await import(process.argv[2]);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify(user + system));
`;

async function imports(): Promise<Figure[]> {
  const script = join(folder, 'importer.mjs');
  writeFileSync(script, importer);
  writeFileSync(join(folder, 'empty.mjs'), '');
  const names = [empty];
  const files = ['./empty.mjs'];
  for (const [name, used] of importsOf(join(root, 'src'))) {
    const file = `./${name.replace('/', '-')}.mjs`;
    await bundleUsed(used, root, join(folder, file));
    names.push(name);
    files.push(file);
  }
  const times = await inTurns(
    files.map((file) => () => told<number>([script, file])),
    9,
  );
  return names.map((name, index) => ({
    name: `import of ${name}`,
    micros: spreadOf(times[index]!.map((micros, round) => (index === 0 ? micros : micros - times[0]![round]!))),
    ratio: ratioOf(times[index]!, times[0]!),
    of: empty,
    guarded: false,
  }));
}

function shares(): Figure[] {
  const worker = deploy(root, join(folder, 'worker'));
  const whole = gzipSync(worker.code).length;
  return [
    sized("the Worker's program", Buffer.byteLength(worker.code)),
    sized("the Worker's program, gzipped", whole),
    ...sharesOf(worker).map(([name, { bytes, gzipped }]) =>
      sized(`${name} in it`, bytes, `${gzipped.toLocaleString('en-US')} bytes gzipped alone`),
    ),
  ];
}

try {
  tell({
    part: 'weight',
    title: 'What each dependency weighs',
    figures: [...(await imports()), ...shares()],
    notes: [
      'Imports: each dependency as npm run build bundles what the sources use of it, in fresh processes. The time is what it adds to that of an empty module; the ratio is of whole processes.',
      "The Worker's program is what wrangler bundles, without the rules. A share that is gzipped alone is larger than what it adds to the whole.",
    ],
  });
} finally {
  rmSync(folder, { recursive: true });
}
