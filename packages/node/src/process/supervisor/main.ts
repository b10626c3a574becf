import { serveSupervisor } from './serve.ts';

// The process that outlives the command: `node main.js SOCKET`. Nobody reads what it prints.
const [socket] = process.argv.slice(2);
if (socket === undefined) process.exitCode = 2;
else {
  // Ctrl-C and a closed terminal are for the command.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {});
  await serveSupervisor(socket);
}
