import { connect } from 'node:net';
import type { ITCPSocketAction } from 'kubernetes-models/v1';
import { containerPort } from './container-port.ts';
import { withDeadline } from './net/deadline.ts';
import { dialWords, joinHostPort } from './net/go-network-words.ts';
import { CANCELED, type ProbeOutcome } from './probe-outcome.ts';
import type { ProbeTarget } from './probe-target.ts';
import type { ProbeLimits } from './run-probe.ts';

/** Opens a connection and closes it; that it opens is a success (pkg/probe/tcp/tcp.go@v1.36.2). */
export async function tcpProbe(
  action: ITCPSocketAction,
  { podIp, ports }: ProbeTarget,
  { timeoutMs, signal }: ProbeLimits,
): Promise<ProbeOutcome> {
  const port = containerPort(action.port, ports);
  if (typeof port !== 'number') return { outcome: 'errored', output: port.noPort };
  const host = action.host || podIp;
  return withDeadline(timeoutMs, signal, (stop) => {
    const { promise, resolve } = Promise.withResolvers<ProbeOutcome>();
    // The kubelet also shortens TIME-WAIT by SO_LINGER (pkg/probe/dialer_others.go), which Node does not offer.
    const socket = connect({ host, port });
    const end = (outcome: ProbeOutcome) => {
      socket.destroy();
      resolve(outcome);
    };
    const address = joinHostPort(host, port);
    socket.once('connect', () => end({ outcome: 'success', output: '' }));
    socket.on('error', (error) => end({ outcome: 'failure', output: dialWords(error, address) }));
    stop.onStop((why) =>
      end(why === 'canceled' ? CANCELED : { outcome: 'failure', output: `dial tcp ${address}: i/o timeout` }),
    );
    return promise;
  });
}
