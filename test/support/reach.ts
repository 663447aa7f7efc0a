/** Directories of which tests ask which entries can never apply. */
import { lint } from '../../src/rules/lint/lint.ts';
import { Problems } from '../../src/rules/problem.ts';
import { load, noon, type Texts } from './decide.ts';

/** The messages of the warnings of one code. */
export function told(files: Texts, code = 'unreachable'): string[] {
  const { source, problems } = load(files);
  if (source === null || problems.hasErrors) throw new Error(JSON.stringify(problems.all));
  const found = new Problems();
  lint(source, noon, found);
  return found.all.filter((one) => one.code === code).map(({ at, message }) => `${at} ${message}`);
}

/** The ids of the entries of a list that can never apply. */
export function unreached(files: Texts, code?: string): string[] {
  return told(files, code).map((message) => /^\S+ "([^"]*)"/.exec(message)?.[1] ?? message);
}

const settings = `currency: usd
currencies: [usd, cad]
time_zone: America/New_York
zones:
  far: { country: US, state: [AK, HI] }
  coast: [{ country: US, state: CA }, { country: US, state: OR }]
`;
/** Settings with zones, lists and a catalog. */
export const common: Texts = {
  'settings.yaml': settings,
  'lists/blocked.txt': 'a@x.example\n*@bad.example\n',
  'lists/codes.txt': '94016\n941*\n',
  'catalog.csv': 'id,kind,score,weight\nA,b,1,1 kg\n',
};

const rule = (id: string, when: string): string => `  - { id: ${id}, approve: true, ${when} }\n`;

/** Approval rules of these conditions, named a, b, c… */
export function rules(...conditions: string[]): Texts {
  const lines = conditions.map((when, index) =>
    rule('abcdefghijklmnop'[index]!, /^\w+:/.test(when) ? when : `when: ${when}`),
  );
  return { ...common, 'approval.yaml': `rules:\n${lines.join('')}` };
}
