import type { PodState } from '@outrigger/pod';
import type { PodNews } from '../worker/pod-worker.ts';
import { parseStored, printStored } from '../worker/stored-state.ts';
import type { PodFolder } from './pod-folder.ts';

/** What is written down of a pod's life: its state and its news, so that neither is ever ahead of the other. */
export interface PodDiary {
  /** What an earlier command has left. */
  readonly found: FoundLife | undefined;
  /** Writes the state down together with what will be told next; false where the disk takes nothing. */
  readonly save: (state: PodState, at: number, next: PodNews | undefined) => boolean;
  /** Writes news down; what the disk does not take is written with the next. */
  readonly tell: (news: PodNews) => void;
}

/** A life that goes on. */
export interface FoundLife {
  readonly state: PodState;
  /** The last moment that is known of, on the clock of the pod. */
  readonly at: number;
  /** News that was decided and not told any more, because the command was killed in between. It is written down by now. */
  readonly untold: readonly PodNews[];
}

/** Opens the diary of a folder. `complain` hears once what the disk says when it takes nothing. */
export function openPodDiary(folder: PodFolder, complain: (message: string) => void): PodDiary {
  const known = folder.readNews();
  let told = known.length;
  let waiting: readonly PodNews[] = [];
  let hasComplained = false;
  const tried = (write: () => void): boolean => {
    try {
      write();
      return true;
    } catch (error) {
      if (!FULL.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      if (!hasComplained) complain((error as Error).message);
      hasComplained = true;
      return false;
    }
  };
  const writeWaiting = () => {
    while (waiting[0] && tried(() => folder.append(waiting[0] as PodNews))) {
      told++;
      waiting = waiting.slice(1);
    }
  };
  const text = folder.readState();
  const stored = text === undefined ? undefined : parseStored<StoredLife>(text);
  const untold = stored?.next.slice(Math.max(0, told - stored.told)) ?? [];
  waiting = untold;
  writeWaiting();
  return {
    found: stored && { state: stored.state, at: Math.max(stored.at, known.at(-1)?.at ?? 0), untold },
    save(state, at, next) {
      const life: StoredLife = { at, told, next: next ? [...waiting, next] : waiting, state };
      return tried(() => folder.writeState(printStored(life)));
    },
    tell(news) {
      waiting = [...waiting, news];
      writeWaiting();
    },
  };
}

interface StoredLife {
  readonly at: number;
  /** How much news was written down before `next`. */
  readonly told: number;
  readonly next: readonly PodNews[];
  readonly state: PodState;
}

/** A full disk, a full quota, a broken one: the pod runs on without. */
const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS'];
