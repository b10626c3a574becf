import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { Served } from './servers.ts';

/** A port that never takes a connection: whoever serves it is stuck, and its queue is full, as a frozen container's. */
export async function serveNothing(): Promise<Served> {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(STUCK, { eval: true, workerData: shared });
  const [port] = (await once(worker, 'message')) as [number];
  // Linux lets one more in than was asked for, and drops what comes after.
  const queued = Array.from({ length: 2 }, () => connect({ host: '127.0.0.1', port }));
  await Promise.all(queued.map((socket) => once(socket, 'connect')));
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of queued) socket.destroy();
      Atomics.notify(shared, 0);
      await worker.terminate();
    },
  };
}

const STUCK = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(workerData, 0, 0);
  });
`;
