// Loaded into the service by the load test of our own faults: lets the n-th call of a kind fail, when asked.
import { createRequire, syncBuiltinESMExports } from 'node:module';

const require = createRequire(import.meta.url);
const files = require('node:fs/promises');
const fs = require('node:fs');
const crypto = require('node:crypto');

let armed = { kind: '', left: 0 };
let called = 0;

/** Whether this call is the one that fails. */
function strikes(kind) {
  if (armed.kind !== kind) return false;
  called += 1;
  armed.left -= 1;
  return armed.left === 0;
}

function fault() {
  return Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
}

for (const name of ['readFile', 'readdir', 'realpath', 'stat', 'lstat']) {
  const real = files[name];
  files[name] = async (...parameters) => {
    if (strikes('read')) throw fault();
    return real(...parameters);
  };
}
const realHmac = crypto.createHmac;
crypto.createHmac = (...parameters) => {
  if (strikes('crypto')) throw fault();
  return realHmac(...parameters);
};
for (const name of ['write', 'writev']) {
  const real = fs[name];
  fs[name] = (...parameters) => {
    const done = parameters.at(-1);
    if (typeof done === 'function' && strikes('log')) return process.nextTick(done, fault());
    return real(...parameters);
  };
}
syncBuiltinESMExports();

process.on('message', (message) => {
  if (message?.arm === undefined) return;
  armed = { kind: message.arm, left: message.nth };
  called = 0;
  process.send({ armed: true });
});
process.on('message', (message) => {
  if (message === 'struck') process.send({ called, struck: armed.left <= 0 });
});
process.channel?.unref();
