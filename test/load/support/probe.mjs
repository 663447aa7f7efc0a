// Loaded into the service by the load tests: tells its heap when asked, after a collection.
process.on('message', (message) => {
  if (message !== 'heap') return;
  for (let round = 0; round < 3; round++) globalThis.gc();
  process.send(process.memoryUsage().heapUsed);
});
process.channel?.unref();
