// Loaded into the service by the load tests: tells, when asked, what cannot be seen from outside.
import { subscribe } from 'node:diagnostics_channel';

const sockets = new Set();
subscribe('http.server.request.start', ({ socket }) => sockets.add(socket));

process.on('message', (message) => {
  if (message === 'heap') {
    // The heap after a collection.
    sockets.clear();
    for (let round = 0; round < 3; round++) globalThis.gc();
    process.send(process.memoryUsage().heapUsed);
  }
  // The most that was read from one connection since the heap was asked for.
  if (message === 'read') process.send(Math.max(0, ...[...sockets].map(({ bytesRead }) => bytesRead)));
});
process.channel?.unref();
