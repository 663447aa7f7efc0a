/**
 * Loaded into a service by the part `reload`: tells, when it is asked, for how long the event loop stood still at most since
 * it was asked before, in milliseconds. What the thread waited for a core that another process had is not in it, where the
 * system tells that.
 */
import { openSync, readSync } from 'node:fs';

const every = 1;
const file = process.platform === 'linux' ? openSync('/proc/thread-self/schedstat', 'r') : null;
const buffer = Buffer.alloc(128);

/** Milliseconds for which this thread could have run and did not. */
function waited(): number {
  if (file === null) return 0;
  const length = readSync(file, buffer, 0, buffer.length, 0);
  return Number(buffer.toString('latin1', 0, length).split(' ')[1]) / 1e6;
}

let longest = 0;
let last = { time: performance.now(), waited: waited() };

const beat = setInterval(() => {
  const now = { time: performance.now(), waited: waited() };
  longest = Math.max(longest, now.time - last.time - (now.waited - last.waited) - every);
  last = now;
}, every);
beat.unref();

process.on('message', () => {
  process.send!(longest);
  longest = 0;
});
process.channel?.unref();
