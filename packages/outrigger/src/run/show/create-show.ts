import type { PodFolder, PodNews, ProbeResult } from '@outrigger/node';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RunFlags } from '../flags.ts';
import type { PlannedPod } from '../plan/plan-workload.ts';
import { followPodLogs } from './follow-pod-logs.ts';
import { jsonShow } from './json-show.ts';
import { textShow } from './text-show.ts';
import { viewShow } from './view-show.ts';

/** Shows people, or programs, what happens to pods that run. */
export interface Show extends Disposable {
  readonly hear: (pod: PlannedPod, news: PodNews) => void;
  /** A probe of it has been run. */
  readonly probed: (pod: PlannedPod, result: ProbeResult) => void;
  /** Reads on what its containers print. */
  readonly follow: (pod: PlannedPod, folder: PodFolder) => void;
  readonly end: (pod: PlannedPod) => void;
  /** Something that the command itself has to say. */
  readonly say: (text: string) => void;
}

/** What a show does with what it gets; logs are followed for all. */
export interface ShowParts {
  readonly hear: Show['hear'];
  readonly say: Show['say'];
  readonly probed?: Show['probed'];
  /** Undefined where nobody wants to see what containers print. */
  readonly print: ((line: PrintedLine) => void) | undefined;
  readonly close: () => void;
}

/** A line that a container printed. */
export interface PrintedLine {
  readonly pod: PlannedPod;
  readonly container: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The show that flags and surroundings ask for. */
export function createShow(flags: RunFlags, surroundings: Surroundings): Show {
  const isView = flags.output === 'view' || (flags.output === undefined && surroundings.stderr.isTty && !flags.logs);
  const parts = (flags.output === 'json' ? jsonShow : isView ? viewShow : textShow)(flags, surroundings);
  const { hear, say, probed = () => {}, print, close } = parts;
  const followed = new Map<PlannedPod, ReturnType<typeof followPodLogs>>();
  const readOn = () => {
    for (const logs of followed.values()) logs.readOn();
  };
  const timer = print && setInterval(readOn, READ_EVERY);
  return {
    hear,
    say,
    probed,
    follow(pod, folder) {
      if (print) followed.set(pod, followPodLogs(pod, folder, print));
    },
    end(pod) {
      followed.get(pod)?.[Symbol.dispose]();
      followed.delete(pod);
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      for (const logs of followed.values()) logs[Symbol.dispose]();
      close();
    },
  };
}

/** ms */
const READ_EVERY = 50;
