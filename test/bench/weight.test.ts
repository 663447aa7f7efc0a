import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../support/command.ts';
import { sharesOf } from './deployed.ts';
import { importsOf } from './imports.ts';

describe('what the bench weighs', () => {
  it('is every dependency that the sources import', async () => {
    const { dependencies } = JSON.parse(await readFile(join(projectDir, 'package.json'), 'utf8'));
    // What runs the sources in a checkout, and is imported by none of them.
    const { tsx, ...imported } = dependencies;
    expect(tsx).toBeDefined();
    const found = importsOf(join(projectDir, 'src'));
    expect([...found.keys()].toSorted()).toEqual(Object.keys(imported).toSorted());
    expect([...found].filter(([, { kept }]) => kept.length === 0)).toEqual([]);
  });

  it('is the share of each package in a program, to the byte', async () => {
    const files: Record<string, string> = {
      'src/main.ts': "import { a } from 'one'; import { b } from '@some/two'; console.log('ours', a(), b());",
      'node_modules/one/index.js': `export const a = () => ${JSON.stringify('x'.repeat(1000))};`,
      'node_modules/@some/two/index.js': `export const b = () => ${JSON.stringify('ÿ'.repeat(1000))};`,
    };
    const paths: Record<string, string> = {
      one: 'node_modules/one/index.js',
      '@some/two': 'node_modules/@some/two/index.js',
    };
    const { outputFiles } = await build({
      entryPoints: ['src/main.ts'],
      bundle: true,
      minify: true,
      format: 'esm',
      charset: 'utf8',
      sourcemap: 'external',
      outdir: '/out',
      write: false,
      plugins: [
        {
          name: 'files in memory',
          setup(build) {
            build.onResolve({ filter: /./ }, ({ path }) => ({
              path: join('/', paths[path] ?? path),
              namespace: 'memory',
            }));
            build.onLoad({ filter: /./ }, ({ path }) => ({ contents: files[path.slice(1)]!, loader: 'ts' }));
          },
        },
      ],
    });
    const text = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))!.text;
    const code = text('.js');
    const shares = sharesOf({ code, map: JSON.parse(text('.map')), rules: '', rulesPath: '' });
    expect(shares.map(([name]) => name)).toEqual(['@some/two', 'one', 'ratebook']);
    const bytes = shares.map(([, share]) => share.bytes);
    expect(bytes.reduce((sum, size) => sum + size)).toBe(Buffer.byteLength(code.replaceAll('\n', '')));
    expect(bytes[0]).toBeGreaterThanOrEqual(2000);
    expect(bytes[1]).toBeGreaterThanOrEqual(1000);
    expect(shares[1]![1].gzipped).toBeLessThan(200);
  });
});
