/** The service as the tests run it: a fixed clock, its own rules, and what it logged. No part of it stands in for another. */
import { type AppDeps, createApp, type State } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { webHmac } from '../../src/stripe/hmac.ts';
import { createVerifier, type Secret } from '../../src/stripe/signature.ts';
import { now, settings } from '../conformance/signature.ts';
import { directoryOf } from './rules.ts';

/** Bytes of a body that the service takes in the tests, as by default. */
export const maxBody = 256 * 1024;

export interface Service {
  app: ReturnType<typeof createApp>;
  deps: AppDeps;
  lifecycle: { state: State };
  /** The lines of the ordinary log so far, read back. */
  logged: Record<string, unknown>[];
}

export type ServiceOptions = Partial<AppDeps> & { secrets?: readonly Secret[] };

/** A service that is ready, by the plain secret. */
export function serviceOf(options: ServiceOptions = {}): Service {
  const { secrets = settings.plain, ...more } = options;
  const lifecycle: { state: State } = { state: 'ready' };
  const logged: Record<string, unknown>[] = [];
  const directory = directoryOf();
  const deps: AppDeps = {
    verifier: createVerifier({ secrets, hmac: webHmac() }),
    directory: () => directory,
    state: () => lifecycle.state,
    health: () => ({ degraded: [] }),
    clock: () => now,
    log: createLog({ level: 'debug', write: (line) => logged.push(JSON.parse(line)) }),
    maxBody,
    version: '0.0.0-test',
    requestId: () => crypto.randomUUID(),
    ...more,
  };
  return { app: createApp(deps), deps, lifecycle, logged };
}

export interface Sent {
  method?: string;
  path?: string;
  headers?: [name: string, value: string][];
  body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The text as JSON; `undefined` where there is none. */
  json: unknown;
}

/** A way to reach a service. */
export interface Transport {
  name: string;
  /** Whether the service can be given parts of its own, or is made from settings alone. */
  open(service: Service): Promise<{ send(sent: Sent): Promise<Answer>; close(): Promise<void> }>;
}

/** Calls the application's `fetch`. */
export const inProcess: Transport = {
  name: 'in process',
  async open({ app }) {
    return {
      send: async (sent) => answerOf(await app.fetch(requestOf(sent))),
      close: async () => {},
    };
  },
};

/** A request as the runtimes hand it to the application. */
export function requestOf({ method = 'POST', path = '/hooks', headers = [], body }: Sent): Request {
  const init: RequestInit & { duplex?: string } = { method, headers };
  if (body !== undefined) {
    init.body = body;
    init.duplex = 'half';
    if (body instanceof Uint8Array) init.headers = [...headers, ['Content-Length', String(body.length)]];
  }
  return new Request(`http://localhost${path}`, init);
}

/** Reads an answer to its end. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: text === '' ? undefined : JSON.parse(text) };
}
