/** What keeps a command from its report: told to people, and with `--json` as the one document. */
import type { Problems } from '../rules/problem.ts';
import type { Io } from './output.ts';
import { countProblems, printProblems, problemJson, type Sources, sortProblems } from './problems.ts';

/** Whether one JSON document was asked for. */
interface Form {
  json?: boolean;
}

type FailIo = Pick<Io, 'out' | 'err' | 'color'>;

/** Wrong usage (2), or something that cannot be used (1): the message on stderr, also beside a document. */
export function fail<Code extends 1 | 2>(message: string, code: Code, { json }: Form, io: FailIo): Code {
  io.err(message);
  if (json) io.out(failureJson(message));
  return code;
}

/** The document of a failure that has nothing else to tell. */
export function failureJson(error: string): string {
  return JSON.stringify({ ok: false, error });
}

/** A directory of rules that have errors. */
interface Faulty extends Sources {
  problems: Problems;
}

/** Rules with errors, where a command needs good ones; `lead` begins the line that sums up. Gives exit code 1. */
export function failRules(faulty: readonly Faulty[], { json }: Form, io: FailIo, lead = ''): 1 {
  const sums = faulty.map(({ problems, dir }) => `${lead}${countProblems(problems)} in ${dir}.`);
  if (json) {
    const all = faulty.flatMap(({ problems, dir }) => sortProblems(problems).map((each) => problemJson(each, dir)));
    const errors = faulty.reduce((sum, { problems }) => sum + problems.errors, 0);
    const warnings = faulty.reduce((sum, { problems }) => sum + problems.warnings, 0);
    io.out(JSON.stringify({ ok: false, error: sums.join(' '), errors, warnings, problems: all }));
    return 1;
  }
  for (const [index, each] of faulty.entries()) {
    printProblems(each.problems, each, io.err, io);
    io.err(sums[index]!);
  }
  return 1;
}
