/** What is installed with the service: its licences, which SECURITY.md lists, and that it runs nothing on installing. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Manifest {
  name: string;
  license?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  allowScripts?: Record<string, boolean>;
}
interface Locked {
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
  license?: string;
  optionalDependencies?: Record<string, string>;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));
const own = readJson<Manifest>('package.json');
const locked = readJson<{ packages: Record<string, Locked> }>('package-lock.json').packages;

/** Licences that ask for no more than that they are named. */
const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'];

/** The folders of all packages that production needs, by the lock. */
const production = Object.keys(locked).filter((path) => {
  const { dev, devOptional } = locked[path]!;
  return path !== '' && dev !== true && devOptional !== true;
});
/** Those of them that are on every machine. */
const everywhere = production.filter((path) => locked[path]!.optional !== true);

test('every package of production is under a licence that is allowed', () => {
  expect(everywhere.length).toBeGreaterThan(Object.keys(own.dependencies!).length);
  const manifests = everywhere.map((path) => readJson<Manifest>(`${path}/package.json`));
  expect(manifests.filter(({ license }) => !allowed.includes(license ?? '')).map(({ name }) => name)).toEqual([]);
  expect(production.filter((path) => !allowed.includes(locked[path]!.license ?? ''))).toEqual([]);
});

test('SECURITY.md lists them as they say it themselves', () => {
  const listed = [...readFileSync('SECURITY.md', 'utf8').matchAll(/^\| `([^`/][^`]*)` \| (\S+) \|$/gm)];
  const told = everywhere.map((path) => readJson<Manifest>(`${path}/package.json`));
  expect(listed.map(([, name, license]) => `${name} ${license}`).sort()).toEqual(
    told.map(({ name, license }) => `${name} ${license}`).sort(),
  );
});

test('nothing runs a script when it is installed', () => {
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']) {
    expect(own.scripts).not.toHaveProperty(script);
  }
  const scripted = Object.keys(locked).filter((path) => locked[path]!.hasInstallScript === true);
  const names = new Set(scripted.map((path) => path.replace(/^.*node_modules\//, '')));
  // macOS only, and not allowed there either.
  names.delete('fsevents');
  expect([...names].filter((name) => own.allowScripts?.[name] !== false)).toEqual([]);
});

test('the lock names every package that another one may want on some machine', () => {
  const wanted = Object.values(locked).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  const names = new Set(Object.keys(locked).map((path) => path.replace(/^.*node_modules\//, '')));
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
});
