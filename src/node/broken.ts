/** JSON answers to what never becomes a request: broken HTTP, CONNECT, expectations, and a client that is too slow. */
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '../log.ts';
import { type RefusalCode, refusalOf } from '../refusal.ts';

/** How long a refused connection stays half open. */
const lingerMilliseconds = 500;

export interface BrokenDeps {
  log: Log;
  requestId(): string;
  /** The answer that is being made on a connection, if any. */
  active(socket: Duplex): { incoming: IncomingMessage; outgoing: ServerResponse } | undefined;
}

/** Answers in place of Node, which would send no body or close without a word. */
export function answerBroken(server: Server, deps: BrokenDeps): void {
  const refused = new WeakSet<Duplex>();
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // What follows the broken part is broken as well, and has its answer already.
    if (refused.has(socket)) return;
    refused.add(socket);
    const code = codeOf(error);
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const active = deps.active(socket);
    if (active !== undefined && (active.incoming.complete || active.outgoing.headersSent)) {
      // What is broken came after a request that is being answered: that answer goes first, and ends the connection.
      active.outgoing.once('finish', () => socket.end());
      return;
    }
    refuseRaw(socket, code, deps);
  });
  server.on('connect', (_incoming, socket) =>
    refuseRaw(socket, 'method_not_allowed', deps, 'Allow: GET, HEAD, POST\r\n'),
  );
  server.on('checkExpectation', (_incoming, outgoing) => refuse(outgoing, 'expectation_failed', deps));
}

/** Refuses a request that Node could read. */
export function refuse(outgoing: ServerResponse, code: RefusalCode, deps: BrokenDeps): void {
  const { status, body } = refusalOf(code);
  const requestId = deps.requestId();
  deps.log.info('refused', { request_id: requestId, status, outcome: code });
  outgoing.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Request-Id': requestId,
    Connection: 'close',
  });
  outgoing.end(body);
}

function refuseRaw(socket: Duplex, code: RefusalCode, deps: BrokenDeps, more = ''): void {
  const { status, body } = refusalOf(code);
  const requestId = deps.requestId();
  deps.log.info('refused', { request_id: requestId, status, outcome: code });
  socket.on('error', () => socket.destroy());
  // Closing at once would reset the connection, and a sender in the middle of its headers would not see the answer.
  const timer = setTimeout(() => socket.destroy(), lingerMilliseconds);
  socket.once('end', () => socket.destroy()).once('close', () => clearTimeout(timer));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nRequest-Id: ${requestId}\r\n${more}` +
      `Connection: close\r\n\r\n${body}`,
  );
  socket.resume();
}

function codeOf({ code }: NodeJS.ErrnoException): RefusalCode {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers_too_large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request_timeout';
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 'too_large';
    default:
      return 'bad_request';
  }
}
