/** A reload under load: for how long the event loop stands still, and what the hooks see of it, against the same without. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { keepSending } from '../../load/support/client.ts';
import { secret } from '../../load/support/service.ts';
import { customize } from '../../support/requests.ts';
import { buildService } from '../build.ts';
import { accountName, platform, shop, type Texts } from '../data.ts';
import { type Figure, tell } from '../figure.ts';
import { quantile, ratioOf, spreadOf } from '../turns.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const probe = new URL('reload-probe.js', import.meta.url).href;

const rounds = 3;
const clients = 2;
/** Milliseconds of a turn without a reload. */
const quiet = 1000;
/** Milliseconds for which a changed directory is left alone before it is read. */
const rest = 300;

interface Kind {
  name: string;
  texts: Texts;
  /** The file that changes, and what it says after the nth change. */
  path: string;
  change: (text: string, nth: number) => string;
  accounts: number;
}

const mails = Array.from({ length: 1_000_000 }, (_, line) => `buyer${line}@shop.example\n`).join('');

const kinds: Kind[] = [
  {
    name: '42,000 tax rows, one changed',
    texts: shop(42_000, 10),
    path: 'tables/us.csv',
    change: (text, nth) => text.replace(',4.00,', `,4.${nth},`),
    accounts: 0,
  },
  {
    name: '1,000 accounts, one changed',
    texts: platform(1000),
    path: `accounts/${accountName(7)}/shipping.yaml`,
    change: (text, nth) => text.replace('5.99', `5.${nth}`),
    accounts: 1000,
  },
  {
    name: 'a list of 1,000,000 lines, one changed',
    texts: {
      'settings.yaml': 'currency: usd\n',
      'shipping.yaml': 'options: [ { id: standard, name: Standard, price: 5.99 } ]\n',
      'approval.yaml': 'rules: [ { id: blocked, decline: No., when: { email: "@blocked" }, if_unknown: skip } ]\n',
      'lists/blocked.txt': mails,
    },
    path: 'lists/blocked.txt',
    change: (text, nth) => text.replace('buyer0@', `buyer-${nth}@`),
    accounts: 0,
  },
];

/** What one turn showed, in microseconds. */
interface Turn {
  longest: number;
  p50: number;
  p99: number;
}

class Service {
  readonly #child: ChildProcess;
  readonly #loaded: (() => void)[] = [];
  readonly port: Promise<number>;

  constructor(program: string, rules: string) {
    const args = ['--import', probe, program, 'serve', '--rules', rules, '--port', '0'];
    this.#child = spawn(process.execPath, args, {
      env: { ...process.env, STRIPE_HOOK_SECRET: secret },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.port = new Promise((resolve, reject) => {
      this.#child.once('exit', (code) => reject(new Error(`serve ended with ${code}.`)));
      createInterface({ input: this.#child.stderr! }).on('line', (line) => {
        if (line.includes('"event":"hook"')) return;
        const { event, url } = JSON.parse(line) as { event: string; url: string };
        if (event === 'listening') resolve(Number(new URL(url).port));
        if (event === 'rules loaded') for (const done of this.#loaded.splice(0)) done();
      });
    });
  }

  /** Resolves when other rules are in force. */
  loaded(): Promise<void> {
    return new Promise((resolve) => this.#loaded.push(resolve));
  }

  /** For how long the event loop stood still at most since this was asked before, in milliseconds. */
  async longest(): Promise<number> {
    this.#child.send('longest');
    const [longest] = await once(this.#child, 'message');
    return longest as number;
  }

  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}

async function measure(program: string, folder: string, kind: Kind): Promise<{ without: Turn[]; during: Turn[] }> {
  for (const [path, text] of Object.entries(kind.texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const service = new Service(program, folder);
  const bodies = Array.from({ length: Math.max(1, kind.accounts) }, (_, index) =>
    JSON.stringify(customize({}, kind.accounts === 0 ? {} : { context: accountName(index) })),
  );
  let [next, times]: [number, number[]] = [0, []];
  const load = keepSending(
    await service.port,
    clients,
    () => bodies[next++ % bodies.length]!,
    ({ status, milliseconds }) => {
      if (status !== 200) throw new Error(`A hook was answered with ${status}.`);
      times.push(milliseconds);
    },
  );
  const turn = async (run: () => Promise<unknown>): Promise<Turn> => {
    await service.longest();
    times = [];
    await run();
    const sorted = times.toSorted((a, b) => a - b);
    const longest = await service.longest();
    return { longest: longest * 1000, p50: quantile(sorted, 0.5) * 1000, p99: quantile(sorted, 0.99) * 1000 };
  };
  let changes = 10;
  const reload = async (): Promise<Turn> => {
    changes += 1;
    const file = join(folder, kind.path);
    await writeFile(`${file}~`, kind.change(kind.texts[kind.path]!, changes));
    const loaded = service.loaded();
    await rename(`${file}~`, file);
    await sleep(rest);
    return turn(() => loaded);
  };
  // The compiler has seen both then.
  await reload();
  await sleep(quiet);
  const [without, during]: Turn[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) without!.push(await turn(() => sleep(quiet)));
    during!.push(await reload());
    if (round % 2 === 1) without!.push(await turn(() => sleep(quiet)));
  }
  await load.stop();
  await service.end();
  if (load.failed.length > 0) throw new Error(`${load.failed.length} hooks failed: ${load.failed[0]}`);
  return { without: without!, during: during! };
}

const program = buildService(root);
const folder = mkdtempSync(join(tmpdir(), 'ratebook-bench-'));
const figures: Figure[] = [];
try {
  for (const [index, kind] of kinds.entries()) {
    const { without, during } = await measure(program, join(folder, String(index)), kind);
    for (const [what, of] of [
      ['longest', 'longest stop'],
      ['p50', 'p50 of a hook'],
      ['p99', 'p99 of a hook'],
    ] as const) {
      const [base, own] = [without, during].map((turns) => turns.map((each) => each[what]));
      const plain = { ratio: null, of: '', guarded: false };
      figures.push({ name: `without a reload: ${of}, ${kind.name}`, micros: spreadOf(base!), ...plain });
      const ratio = what === 'longest' ? null : ratioOf(own!, base!);
      const name = what === 'longest' ? `${of}: ${kind.name}` : `${of} during a reload: ${kind.name}`;
      figures.push({ name, micros: spreadOf(own!), ratio, of: 'without a reload', guarded: false });
    }
  }
  tell({
    part: 'reload',
    title: 'A reload under load',
    clock: true,
    figures,
    notes: [
      `The bundled service, ${clients} clients that send one hook after the other from another process, in turns with a reload and without.`,
      'longest stop: between two beats of a timer of 1 ms, less what was waited for cores that other processes had.',
    ],
  });
} finally {
  rmSync(folder, { recursive: true });
}
