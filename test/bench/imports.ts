/** What our code imports of its dependencies, each bundled by itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** By dependency, the expressions that name what `src` uses of it, on the namespaces that `from` gives. */
interface Used {
  /** Paths that it is imported by: `csv-parse/sync`. */
  from: string[];
  kept: string[];
}

const statement = /^import (?!type )(.+) from '([^.'][^']*)';$/gm;

/** What the files below `src` import of packages, types left out. */
export function importsOf(src: string): Map<string, Used> {
  const used = new Map<string, Used>();
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(join(src, file), 'utf8');
    for (const [, clause, path] of text.matchAll(statement)) {
      if (path!.startsWith('node:')) continue;
      const name = path!.split('/', path!.startsWith('@') ? 2 : 1).join('/');
      const one = used.get(name) ?? { from: [], kept: [] };
      used.set(name, one);
      if (!one.from.includes(path!)) one.from.push(path!);
      const space = `p${one.from.indexOf(path!)}`;
      one.kept.push(...membersOf(clause!, text).map((member) => `${space}.${member}`));
    }
  }
  return used;
}

/** `Stripe`, `* as z`, `{ a, b as c, type D }`. */
function membersOf(clause: string, text: string): string[] {
  const space = /^\* as (\w+)$/.exec(clause)?.[1];
  if (space !== undefined) {
    return [...new Set(text.match(new RegExp(`\\b${space}\\.[a-z]\\w*`, 'g')))].map((use) =>
      use.slice(space.length + 1),
    );
  }
  if (!clause.startsWith('{')) return ['default'];
  return clause
    .slice(1, -1)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))
    .map((part) => part.split(' as ')[0]!);
}

/** A module that holds what is used, as `npm run build` bundles it. */
export async function bundleUsed({ from, kept }: Used, root: string, outfile: string): Promise<void> {
  const imports = from.map((path, index) => `import * as p${index} from '${path}';`);
  await build({
    stdin: {
      contents: `${imports.join('\n')}\nglobalThis.kept = [${[...new Set(kept)].join(', ')}];`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'error',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
}
