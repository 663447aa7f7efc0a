/**
 * Loaded into a service by the part `reload`: tells, when it is asked, for how long the event loop stood still at most since
 * it was asked before, in milliseconds. What it waited for cores that other processes had is not in it: neither what the
 * thread could have run and did not, where the system tells that, nor more than all threads ran meanwhile, for those that
 * collect garbage are waited for too.
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

function moment(): { time: number; waited: number; ran: number } {
  const { user, system } = process.cpuUsage();
  return { time: performance.now(), waited: waited(), ran: (user + system) / 1000 };
}

let longest = 0;
let last = moment();

const beat = setInterval(() => {
  const now = moment();
  const stood = now.time - last.time - (now.waited - last.waited) - every;
  longest = Math.max(longest, Math.min(stood, now.ran - last.ran));
  last = now;
}, every);
beat.unref();

process.on('message', () => {
  process.send!(longest);
  longest = 0;
});
process.channel?.unref();
