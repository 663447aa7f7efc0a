/** `ratebook send`: signs a request as Stripe does and sends it. */
import { readFile } from 'node:fs/promises';
import { fail } from './failure.ts';
import { type Io, paint } from './output.ts';
import { postSigned } from './sign.ts';

/** Exit code 0 for a 2xx, 1 for any other answer or none, 2 where there is nothing to send or to sign with. */
export async function send(
  url: string,
  file: string,
  options: { secret?: string; json?: boolean },
  io: Io,
): Promise<number> {
  const secret = options.secret ?? io.env.STRIPE_HOOK_SECRET?.split(',')[0];
  if (!secret) {
    return fail('Nothing to sign with: give --secret, or set STRIPE_HOOK_SECRET.', 2, options, io);
  }
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    return fail(`"${url}" is not a URL. Expected something like http://127.0.0.1:8787/hooks`, 2, options, io);
  }
  let body: string;
  try {
    body = await readFile(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown cause';
    return fail(`${file} cannot be read: ${why}.`, 2, options, io);
  }
  const moment = Math.trunc(Date.now() / 1000);
  try {
    const sent = await postSigned(url, body, secret, moment);
    const milliseconds = Number(sent.milliseconds.toPrecision(3));
    const ok = sent.status >= 200 && sent.status < 300;
    if (options.json) {
      const headers = { revision: sent.headers.get('ratebook-revision'), request_id: sent.headers.get('request-id') };
      io.out(JSON.stringify({ status: sent.status, milliseconds, ...headers, answer: parsed(sent.body) }));
    } else {
      const { green, red, dim } = paint(io);
      const revision = sent.headers.get('ratebook-revision');
      const details = [`${milliseconds} ms`, ...(revision === null ? [] : [`revision ${revision}`])];
      io.out(`${(ok ? green : red)(String(sent.status))}  ${dim(details.join(', '))}`);
      io.out(pretty(sent.body));
    }
    return ok ? 0 : 1;
  } catch (error) {
    const cause = (error as { cause?: NodeJS.ErrnoException }).cause?.code ?? (error as Error).name;
    const text = cause === 'TimeoutError' ? 'no answer within the 4 seconds that Stripe waits' : `no answer (${cause})`;
    if (options.json) io.out(JSON.stringify({ status: null, error: text }));
    else io.err(`${url}: ${text}.`);
    return 1;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function pretty(text: string): string {
  const value = parsed(text);
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
