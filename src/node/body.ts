/** Reads and discards request bodies from Node's own stream: its detour over web streams would double a hook's time. */
import { IncomingMessage } from 'node:http';
import { type Body, joined, type ReadBody, readBody } from '../body.ts';

/** As `readBody`, where the environment of the request holds Node's `incoming`. */
export const nodeReadBody: ReadBody = (request, limit, env) => {
  const { incoming } = (env ?? {}) as { incoming?: unknown };
  return incoming instanceof IncomingMessage ? readIncoming(incoming, limit) : readBody(request, limit, env);
};

function readIncoming(incoming: IncomingMessage, limit: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (body: Body): void => {
      incoming.off('data', onData).off('end', onEnd).off('close', onClose);
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        incoming.pause();
        settle('too_large');
      } else {
        chunks.push(chunk);
      }
    };
    const onEnd = (): void => settle(joined(chunks, size));
    const onClose = (): void => settle('broken');
    // Stays: an aborted request emits its error after it is settled, too.
    incoming.on('error', onClose);
    incoming.on('data', onData).on('end', onEnd).on('close', onClose);
  });
}

/** How much of a body that nobody wants is still taken from its sender, so that it reads the answer, and how long. */
const discardBytes = 1024 * 1024;
const discardMilliseconds = 500;

/**
 * Takes the rest of a body that was not read, within bounds. Past them the connection is closed in our direction, and cut
 * a while later: cut at once it would be reset, and a sender in the middle of its body would not see why.
 */
export function discardRest(incoming: IncomingMessage): void {
  if (incoming.complete || incoming.destroyed) return;
  const { socket } = incoming;
  let size = 0;
  const onData = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= discardBytes) return;
    incoming.off('data', onData).pause();
    socket.end();
  };
  const cut = setTimeout(() => socket.destroySoon(), discardMilliseconds);
  const stop = (): void => {
    clearTimeout(cut);
    incoming.off('data', onData).off('end', stop).off('close', stop);
  };
  incoming.on('error', stop);
  incoming.on('data', onData).on('end', stop).on('close', stop);
  incoming.resume();
}
