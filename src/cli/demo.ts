/** `ratebook demo`: signed example requests, answered by the real service, each with its reason. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate } from '../decide/evaluate.ts';
import { defaultMaxBody } from '../env.ts';
import { createLog } from '../log.ts';
import { startService } from '../node/service.ts';
import { RuleStore } from '../node/store.ts';
import { exitOnSignals, nodeHmac } from '../node.ts';
import { createVerifier } from '../stripe/signature.ts';
import { readRequest } from './explain-source.ts';
import { orderText } from './order-text.ts';
import { type Io, paint } from './output.ts';
import { countProblems, printProblems } from './problems.ts';
import { renderExplanation } from './render.ts';
import { postSigned } from './sign.ts';

const rulesDir = fileURLToPath(new URL('../../rules', import.meta.url));

/** What each request of the demo shows, in a telling order. */
const requests: [file: string, title: string][] = [
  ['customize-no-address', 'A cart whose buyer has not given an address yet'],
  ['customize-california', 'Three lines to Los Angeles'],
  ['customize-quebec', 'Québec, in Canadian dollars: two taxes and a stored shipping rate'],
  ['customize-uk-wallet', 'Half a postal code from a wallet, to an island of the UK'],
  ['finalize-approved', 'An order of a connected account: approved, with the platform’s fee'],
  ['finalize-prepaid', 'A large order on a prepaid card: declined'],
  ['customize-hofladen', 'Another shop on the same platform, with rules of its own'],
  ['finalize-hofladen', 'The platform’s fee on an order of that shop'],
];

/** Serves until a signal ends it. Resolves only where something is wrong. */
export async function demo(options: { port?: string }, io: Io): Promise<number> {
  const port = Number(options.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    io.err(`"${options.port}" is not a port. Expected a number from 0 to 65535.`);
    return 2;
  }
  const dir = relative(process.cwd(), rulesDir) || '.';
  const store = new RuleStore(rulesDir, { onLoaded() {}, onRefused() {}, onFailed() {} });
  const { problems, directory, files } = await store.load();
  if (directory === null) {
    printProblems(problems, { dir, files }, io.err, io);
    io.err(`${countProblems(problems)} in ${dir}.`);
    return 1;
  }
  const secret = `whsec_demo_${randomBytes(16).toString('hex')}`;
  const log = createLog({ level: 'warn', write: io.err });
  const server = await startService({
    settings: { host: '127.0.0.1', port, maxBody: defaultMaxBody },
    secrets: { verifier: createVerifier({ secrets: [{ secret, mode: null }], hmac: nodeHmac }) },
    rules: store,
    degraded: () => store.degraded,
    log,
  });
  server.ready();
  await store.watch();
  exitOnSignals(log, async () => {
    await server.drain();
    await store.close();
  });
  const url = `http://127.0.0.1:${server.port}/hooks`;
  const { bold, cyan, dim, green, red } = paint(io);
  io.out(bold('Ratebook answers the two questions that Stripe asks during a checkout in a chat.'));
  io.out(dim(`Each request below is signed and sent to ${url}, and answered by the rules in ${dir}/`));

  let failed = 0;
  for (const [index, [file, title]] of requests.entries()) {
    const bytes = await readFile(`${rulesDir}/tests/recorded/${file}.json`);
    const moment = Math.trunc(Date.now() / 1000);
    const sent = await postSigned(url, bytes.toString('utf8'), secret, moment);
    const request = readRequest(bytes);
    io.out('');
    io.out(`${bold(cyan(`${index + 1}  ${title}`))}`);
    if (typeof request === 'string' || sent.status !== 200) {
      failed += 1;
      io.out(red(`   ${sent.status} ${sent.body}`));
      continue;
    }
    const rules = store.directory!.forAccount(request.account)!;
    const { response, explanation } = evaluate(rules, request, moment, true);
    const same = JSON.stringify(response) === sent.body;
    if (!same) failed += 1;
    const hook = request.hook === 'customize' ? 'customize_checkout' : 'finalize_checkout';
    const status = (same ? green : red)(`${sent.status}${same ? '' : ' (not the answer explained here)'}`);
    io.out(
      `   ${dim(`${hook}, ${request.account ?? 'no account'} →`)} ${status} ${dim(`in ${sent.milliseconds.toPrecision(2)} ms`)}`,
    );
    io.out(`   ${dim(orderText(request, rules))}`);
    for (const line of renderExplanation(explanation!, { dir, color: io.color, all: false })) io.out(`   ${line}`);
  }
  io.out('');
  io.out(
    failed === 0
      ? green(`${requests.length} signed requests answered.`)
      : red(`${failed} of ${requests.length} went wrong.`),
  );
  io.out('');
  io.out('Everything that was weighed for one of them, also what did not apply:');
  io.out(bold(`  npx ratebook explain ${dir}/tests/recorded/customize-california.json --rules ${dir}`));
  io.out('The service keeps running, and takes up changes to the rules. Send it a request yourself:');
  io.out(bold(`  npx ratebook send ${url} ${dir}/tests/recorded/finalize-prepaid.json --secret ${secret}`));
  io.out(dim('Ctrl-C ends it.'));
  if (failed > 0) {
    await server.drain();
    await store.close();
    return 1;
  }
  return new Promise<number>(() => {});
}
