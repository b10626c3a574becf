import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuntimeWatch } from '../runtime/pod-runtime.ts';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import { containerEnd } from './container-end.ts';
import type { LogKeeper } from './keep-logs.ts';
import type { EndWatch } from './watch/end-watch.ts';

/** The engine's instances of a pod's containers, and what the runtime calls them. */
export interface Instances {
  /** Remembers one and tells its end when it comes. */
  readonly add: (id: string, started: Started) => void;
  /** Remembers one that has ended, of whose end nothing is to be told any more. */
  readonly addDead: (id: string, criId: string, container: string) => void;
  readonly find: (id: string) => Instance | undefined;
  /** The runtime's name for one; rejects one that is not there in the runtime's own words. */
  readonly criId: (id: string) => string;
  /** The runtime's name for a container's instance that has not ended. */
  readonly runningOf: (container: string) => string | undefined;
  /** The runtime's names for all that have not ended. */
  readonly running: () => readonly string[];
  /** An empty file for a termination message, that any user can write to. */
  readonly makeMessageFile: (id: string) => Promise<string>;
  readonly messageFile: (id: string) => string;
  readonly forget: (id: string) => Promise<void>;
  /** Tells nothing any more. */
  readonly release: () => Promise<void>;
}

/** What was started. */
export interface Started {
  readonly criId: string;
  readonly container: string;
  readonly logPath: string;
}

/** One run of a container. */
export interface Instance {
  readonly criId: string;
  readonly container: string;
  /** Its end has been told. */
  readonly ended: Promise<void>;
}

/** What instances need. */
export interface InstancesWorld {
  /** The folder of the termination messages. */
  readonly messages: string;
  readonly told: RuntimeWatch;
  readonly watch: EndWatch;
  readonly logs: LogKeeper;
  readonly now: () => number;
}

/** Starts with none. */
export function instancesOf({ messages, told, watch, logs, now }: InstancesWorld): Instances {
  const known = new Map<string, Instance & { isOver: boolean }>();
  let isReleased = false;
  const letGo = (criId: string) => {
    watch.forget(criId);
    logs.forget(criId);
  };
  const messageFile = (id: string) => join(messages, encodeURIComponent(id));

  return {
    add(id, { criId, container, logPath }) {
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      const instance = { criId, container, ended, isOver: false };
      known.set(id, instance);
      logs.keep(criId, logPath);
      watch.container(criId, async (status) => {
        logs.forget(criId);
        const end = await containerEnd(status, { messageFile: messageFile(id), now: now() });
        instance.isOver = true;
        if (!isReleased) told.exited(id, end);
        resolve();
      });
    },
    addDead(id, criId, container) {
      known.set(id, { criId, container, ended: Promise.resolve(), isOver: true });
    },
    find: (id) => known.get(id),
    criId(id) {
      const instance = known.get(id);
      if (!instance) throw new RuntimeFailure(`container "${id}" is not there`);
      return instance.criId;
    },
    runningOf: (container) => [...known.values()].findLast((one) => one.container === container && !one.isOver)?.criId,
    running: () => [...known.values()].filter(({ isOver }) => !isOver).map(({ criId }) => criId),
    async makeMessageFile(id) {
      const path = messageFile(id);
      await writeFile(path, '', { mode: 0o666 });
      // The umask has had its say.
      await chmod(path, 0o666);
      return path;
    },
    messageFile,
    async forget(id) {
      const instance = known.get(id);
      if (instance) letGo(instance.criId);
      known.delete(id);
      await rm(messageFile(id), { force: true });
    },
    async release() {
      isReleased = true;
      for (const { criId } of known.values()) letGo(criId);
    },
  };
}
