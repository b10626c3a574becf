import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type PodReach, usageKey } from '../../runtime/pod-reach.ts';
import { containerUsages } from '../process-usage.ts';
import { attachOutput } from './attach-output.ts';
import { runInContainer } from './run-in-container.ts';

/** Reaches into containers that are processes: by the mark they bear, by their logs, and by the address of their pod. */
export const reachProcesses: PodReach = {
  exec: ({ uid, instance }, command, streams) => runInContainer({ mark: usageKey(uid, instance), command }, streams),
  attach: ({ log, isRunning }, streams) =>
    attachOutput(
      { log, isRunning, wait: (signal) => delay(LOOK_EVERY, undefined, { signal }).catch(() => {}) },
      streams,
    ),
  portForward({ address }, port, signal) {
    const socket = connect({ host: address, port });
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
    return new Promise((settled) => {
      socket.once('connect', () => settled(socket));
      socket.once('error', ({ message }) => settled({ code: 500, problem: message }));
    });
  },
  usages: async () => containerUsages() ?? new Map(),
};

/** How often output is looked for, in ms. */
const LOOK_EVERY = 50;
