/** The Worker as `wrangler deploy` bundles it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Deployed {
  /** The program, which imports its rules as a text. */
  code: string;
  /** What it imports them as. */
  rulesPath: string;
  rules: string;
  map: ConstructorParameters<typeof SourceMap>[0];
}

/** Bundles the project at `root` into `folder`, without deploying it. */
export function deploy(root: string, folder: string): Deployed {
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const { status, stderr } = spawnSync(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', folder], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
  });
  if (status !== 0) throw new Error(`wrangler deploy --dry-run: ${stderr}`);
  const rules = readdirSync(folder).find((name) => name.endsWith('-rules.json'))!;
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return {
    code: read('worker.js').replace(/^\/\/# sourceMappingURL=.*$/m, ''),
    rulesPath: `./${rules}`,
    rules: read(rules),
    map: JSON.parse(read('worker.js.map')),
  };
}

export interface Share {
  bytes: number;
  /** Of its text alone: what stands in several packages is counted in each. */
  gzipped: number;
}

/** What of the program each package takes; `ratebook` is our own code. Largest first. */
export function sharesOf({ code, map }: Deployed): [name: string, share: Share][] {
  const sources = new SourceMap(map);
  const texts = new Map<string, string[]>();
  for (const [number, line] of code.split('\n').entries()) {
    const owners = Array.from({ length: line.length }, (_, column) => ownerOf(sources, number, column));
    for (let from = 0, to = 1; to <= line.length; to++) {
      const owner = owners[from]!;
      if (owners[to] === owner) continue;
      const list = texts.get(owner) ?? [];
      texts.set(owner, list);
      list.push(line.slice(from, to));
      from = to;
    }
  }
  return [...texts]
    .map(([name, list]): [string, Share] => {
      const text = list.join('');
      return [name, { bytes: Buffer.byteLength(text), gzipped: gzipSync(text).length }];
    })
    .toSorted(([, a], [, b]) => b.bytes - a.bytes);
}

function ownerOf(sources: SourceMap, line: number, column: number): string {
  const { originalSource } = sources.findEntry(line, column) as { originalSource?: string };
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(originalSource ?? '')?.[1] ?? 'ratebook';
}
