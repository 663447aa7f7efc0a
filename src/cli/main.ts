/** `ratebook`: the command line. */
import { Argument, Command, CommanderError } from 'commander';
import { version } from '../version.ts';
import { terminal } from './output.ts';

const io = terminal();
const asked = { json: process.argv.includes('--json') };

/** Runs a command, whose exit code the process ends with when all that it printed has been written. */
function run(action: () => Promise<number>): Promise<void> {
  return action().then((code) => {
    process.exitCode ||= code;
  });
}

const program = new Command('ratebook')
  .description('Answers Stripe’s agentic checkout hooks from a directory of rule files.')
  .version(version, '-V, --version', 'the version')
  .helpOption('-h, --help', 'this help')
  // Commander's own says nothing of a command that is none.
  .helpCommand(false)
  .configureHelp({ sortSubcommands: false })
  .showHelpAfterError('Run it with --help for an example.')
  .addHelpText('after', exampleText('ratebook init my-shop\n  ratebook check my-shop\n  ratebook test my-shop'))
  .exitOverride();

function exampleText(example: string): string {
  return `\nExample:\n  ${example}`;
}

/** A command with an example at the end of its help. */
function command(name: string, description: string, example: string): Command {
  return program.command(name).description(description).addHelpText('after', exampleText(example));
}

command('init', 'writes a small, commented rule directory', 'ratebook init rules --for platform')
  .argument('[dir]', 'the directory to write', 'rules')
  .option('--for <whom>', 'a shop, or a platform with connected accounts', 'shop')
  .action((dir, options) => run(async () => (await import('./init.ts')).init(dir, options, io)));

command(
  'serve',
  'the service: answers the hooks that Stripe sends',
  'STRIPE_HOOK_SECRET=whsec_… ratebook serve --rules rules',
)
  .option('--rules <dir>', 'the rule directory (default: RULES_DIR, else ./rules)')
  .option('--bundle <file>', 'a bundle that `ratebook build` wrote, instead of a directory')
  .option('--port <n>', 'the port to listen on (default: PORT, else 8787)')
  .action((options) => run(async () => (await import('./serve.ts')).serve(options, io)));

command('demo', 'signed example requests, answered, each with its reason; then keeps serving', 'ratebook demo')
  .option('--port <n>', 'the port to listen on (default: any that is free)')
  .action((options) => run(async () => (await import('./demo.ts')).demo(options, io)));

command('check', 'all problems of the rules', 'ratebook check rules\n  ratebook check --explain unknown-zone')
  .argument('[dir]', 'the rule directory', 'rules')
  .option('--explain [code]', 'instead: what a code of problems means; without one, all codes')
  .option('--json', 'one JSON document on stdout')
  .action((dir, options) => run(async () => (await import('./check.ts')).check(dir, options, io)));

command('test', 'runs the examples in tests/', 'ratebook test rules --min 95')
  .argument('[dir]', 'the rule directory', 'rules')
  .option('--coverage', 'also tells what of the rules no example touched')
  .option('--min <percent>', 'with coverage: ends with 1 where it is less')
  .option('--watch', 'runs them again after every change')
  .option('--json', 'one JSON document on stdout')
  .action((dir, options) => run(async () => (await import('./test.ts')).runTestCommand(dir, options, io)));

command(
  'explain',
  'the answer to one request, and why',
  'ratebook explain order.json --rules rules --at 2026-11-20T12:00-08:00',
)
  .argument('<file>', 'a request as Stripe sent it, an order as a test writes it, or a line of a decision log')
  .option('--rules <dir>', 'the rule directory', 'rules')
  .option('--at <time>', 'the moment of the request (default: now)')
  .option('--json', 'one JSON document on stdout')
  .action((file, options) => run(async () => (await import('./explain.ts')).explain(file, options, io)));

command(
  'send',
  'signs a request as Stripe does and sends it',
  'ratebook send http://127.0.0.1:8787/hooks order.json --secret whsec_…',
)
  .argument('<url>', 'the endpoint')
  .argument('<file>', 'the body of the request')
  .option('--secret <secret>', 'the signing secret (default: STRIPE_HOOK_SECRET)')
  .option('--json', 'one JSON document on stdout')
  .action((url, file, options) => run(async () => (await import('./send.ts')).send(url, file, options, io)));

/** Options of the commands that decide requests again. */
function deciding(one: Command): Command {
  return one
    .option('--account <id>', 'only requests of this account')
    .option('--hook <hook>', 'only this hook: customize, finalize or price')
    .option('--limit <n>', 'how many changes are listed', '20')
    .option('--fail-on-change', 'exit code 1 where an answer changes')
    .option('--json', 'one JSON document on stdout');
}

deciding(
  command(
    'replay',
    'recorded decisions, decided again by rules: which answers change',
    'ratebook replay decisions.jsonl --rules rules',
  )
    .argument('<log>', 'a decision log (DECISION_LOG), plain or gzipped; - for stdin')
    .option('--rules <dir>', 'the rule directory', 'rules'),
).action((log, options) => run(async () => (await import('./replay.ts')).replay(log, options, io)));

deciding(
  command(
    'diff',
    'two rule directories on the same requests: which answers change, and why',
    'ratebook diff old-rules rules --with decisions.jsonl',
  )
    .argument('<a>', 'the rule directory before')
    .argument('<b>', 'the rule directory after')
    .option('--with <requests>', 'a decision log, tests, or recorded requests (default: the tests of <b>)')
    .option('--at <time>', 'the moment of recorded requests (default: now)'),
).action((a, b, options) => run(async () => (await import('./diff.ts')).diff(a, b, options, io)));

command('build', 'the checked bundle, which both runtimes load', 'ratebook build rules --out dist/rules.json')
  .argument('[dir]', 'the rule directory', 'rules')
  .requiredOption('--out <file>', 'the file to write')
  .option('--json', 'one JSON document on stdout')
  .action((dir, options) => run(async () => (await import('./build.ts')).build(dir, options, io)));

command('fmt', 'the YAML files of the rules in one form; comments stay', 'ratebook fmt rules --check')
  .argument('[paths...]', 'rule directories or single files', ['rules'])
  .option('--check', 'only tells which files are not in form: exit code 1 where there are some')
  .option('--json', 'one JSON document on stdout')
  .action((paths, options) => run(async () => (await import('./fmt.ts')).fmt(paths, options, io)));

command('schema', 'JSON Schemas of the rule files, for editors', 'ratebook schema --out schemas')
  .option('--out <dir>', 'the directory to write (default: one document on stdout)')
  .action((options) => run(async () => (await import('./schema.ts')).schema(options, io)));

const names = program.commands.map((one) => one.name());
command('help', 'the help of a command', 'ratebook help check')
  .addArgument(new Argument('[command]', 'the command; without one, all of them').choices([...names, 'help']))
  .action((name) => (program.commands.find((one) => one.name() === name) ?? program).help());

try {
  await program.parseAsync();
} catch (error) {
  const { fail, failureJson } = await import('./failure.ts');
  if (error instanceof CommanderError) {
    // Commander ends with 1 for wrong usage; here that is 2, and 1 means problems were found.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    if (error.exitCode !== 0 && asked.json) io.out(failureJson(error.message));
  } else if (isOfSystem(error)) {
    process.exitCode = fail(`${error.path} cannot be used: ${error.code} (${error.syscall}).`, 1, asked, io);
  } else throw error;
}

/** Whether the system refused a file: permission, space, or a file where a directory should be. */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
