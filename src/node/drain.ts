/** Stops a server without dropping a request. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

export interface DrainLimits {
  /** Milliseconds for which new connections are taken at least, so that load balancers see `/readyz` first. */
  linger: number;
  /** Milliseconds after which the connections that are left are cut. */
  drain: number;
}

// A listener that closes resets the connections that wait to be taken: it closes when none has come for so long.
const longestQuiet = 100;
/** A connection that has said nothing for so long has no request on its way. */
const silentMilliseconds = 250;

/**
 * Watches the connections of `server` from its start; the function it returns resolves when the last one is closed. It
 * takes new connections for no longer than `linger`.
 */
export function drainer(server: Server, limits: DrainLimits): (linger?: number) => Promise<void> {
  const opened = new Map<Socket, number>();
  let newest = 0;
  server.on('connection', (socket) => {
    newest = performance.now();
    opened.set(socket, newest);
    socket.once('close', () => opened.delete(socket));
  });

  return async (linger = limits.linger) => {
    const start = performance.now();
    const quiet = Math.min(linger, longestQuiet);
    const cut = setTimeout(() => server.closeAllConnections(), limits.drain);
    await sleep(linger);
    while (performance.now() - newest < quiet && performance.now() - start < limits.drain / 2) await sleep(20);
    // Right after the connections that waited were taken.
    await nextTurn();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const sweep = setInterval(() => {
      // A connection that is not idle now may be so in a moment; one that never spoke is not idle to Node.
      server.closeIdleConnections();
      for (const [socket, since] of opened) {
        if (socket.bytesRead === 0 && performance.now() - since > silentMilliseconds) socket.destroy();
      }
    }, 50);
    await closed;
    clearInterval(sweep);
    clearTimeout(cut);
  };
}
