/** What a start imports, on Node and on Workers: what it does not need is not there, or left for later. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { projectDir } from '../support/command.ts';

// It bundles the whole command line, on machines that may be busy.
vi.setConfig({ hookTimeout: 60_000 });

let outputs: Metafile['outputs'];
let dependencies: string[];
beforeAll(async () => {
  const result = await build({
    entryPoints: ['src/cli/main.ts'],
    absWorkingDir: projectDir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    outdir: 'dist',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  outputs = result.metafile.outputs;
  dependencies = Object.keys(JSON.parse(await readFile(join(projectDir, 'package.json'), 'utf8')).dependencies);
});

/** The dependencies of which something is imported with `source`, directly or by way of others. */
function importedWith(source: string): string[] {
  const seen = new Set<string>();
  const enter = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path, kind } of outputs[file]!.imports)
      if (kind === 'import-statement' && path in outputs) enter(path);
  };
  enter(Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source)![0]);
  const inputs = [...seen].flatMap((file) => Object.keys(outputs[file]!.inputs));
  return dependencies.filter((name) => inputs.some((input) => input.startsWith(`node_modules/${name}/`)));
}

describe('a start imports no more than it needs:', () => {
  it.each([
    { what: 'every command', source: 'src/cli/main.ts', needs: ['commander', 'picocolors'] },
    {
      what: 'serve, before it listens',
      source: 'src/cli/serve.ts',
      needs: ['@hono/node-server', 'decimal.js', 'hono', 'zod'],
    },
    { what: 'serve with a bundle', source: 'src/cli/serve-bundle.ts', needs: ['decimal.js', 'temporal-polyfill'] },
    {
      what: 'serve with a directory',
      source: 'src/cli/serve-directory.ts',
      needs: ['csv-parse', 'decimal.js', 'picocolors', 'temporal-polyfill', 'yaml'],
    },
  ])('$what', ({ source, needs }) => {
    expect(importedWith(source)).toEqual(needs);
  });
});

it('a Worker holds no YAML reader, no command line and nothing of Node', async () => {
  const { metafile } = await build({
    entryPoints: ['src/worker.ts'],
    absWorkingDir: projectDir,
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['*/rules.json'],
    outfile: 'dist/worker.js',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const [output] = Object.values(metafile.outputs);
  const held = Object.keys(output!.inputs).filter((input) => output!.inputs[input]!.bytesInOutput > 0);
  expect(held.filter((input) => /^src\/(?:cli|node|editor|examples|replay)[/.]/.test(input))).toEqual([]);
  const packages = dependencies.filter((name) => held.some((input) => input.startsWith(`node_modules/${name}/`)));
  expect(packages).toEqual(['decimal.js', 'hono', 'temporal-polyfill', 'zod']);
});

// What package.json says to bundlers, so that they leave out what nothing uses.
it('no module of the sources is imported for what it does alone', async () => {
  const files = (await readdir(join(projectDir, 'src'), { recursive: true })).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(join(projectDir, 'src', file), 'utf8')));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((_, index) => /^import ["']/m.test(texts[index]!))).toEqual([]);
});
