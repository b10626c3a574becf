import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { IPod } from 'kubernetes-models/v1';
import type { PodNews } from '../worker/pod-worker.ts';

/** Where everything about one pod is kept, so that it outlives the command: 0700, for it may hold secrets. */
export interface PodFolder {
  readonly path: string;
  readonly readRun: () => StoredRun | undefined;
  readonly writeRun: (run: StoredRun) => void;
  /** The worker's state as text; undefined before the first was saved. */
  readonly readState: () => string | undefined;
  /** As a whole or not at all. */
  readonly writeState: (text: string) => void;
  readonly append: (news: PodNews) => void;
  readonly readNews: () => readonly PodNews[];
  /** Where the logs of a container lie; it exists from the container's first start on. */
  readonly logFolder: (container: string) => string;
  /** The log of one start of a container; its folder exists. */
  readonly logPath: (container: string, attempt: number) => string;
  /** The logs of a container, oldest first. */
  readonly logsOf: (container: string) => readonly string[];
  readonly remove: () => void;
}

/** What was asked for, once and for all. */
export interface StoredRun {
  readonly pod: IPod;
  readonly uid: string;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly kubelet: string;
  readonly timing: 'fast' | 'kubelet';
  readonly driver: 'process' | 'cri';
  /** The socket of the container runtime. */
  readonly cri: string;
  /** The commands that stand for images. */
  readonly images: Readonly<Record<string, readonly string[]>>;
  /** ConfigMaps and Secrets, as written. */
  readonly material: readonly unknown[];
  /** hostPath volumes may be at or below these. */
  readonly hostPaths: readonly string[];
}

/** The folder of a pod below that of all pods; made where it is not there. */
export function openPodFolder(root: string, namespace: string, name: string): PodFolder {
  const path = join(root, `${namespace}_${name}`);
  rmSync(`${path}${GONE}`, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  const at = (file: string) => join(path, file);
  const logs = (container: string) => at(join('logs', container));
  return {
    path,
    readRun: () => parsed<StoredRun>(at('run.json')),
    writeRun: (run) => replace(at('run.json'), `${JSON.stringify(run, null, 2)}\n`),
    readState: () => readText(at('state.json')),
    writeState: (text) => replace(at('state.json'), text),
    append(news) {
      // A line that was not written to its end stays by itself.
      const begin = endsInLine(at('news.jsonl')) ? '' : '\n';
      appendFileSync(at('news.jsonl'), `${begin}${JSON.stringify(news)}\n`, { mode: 0o600 });
    },
    readNews: () =>
      (readText(at('news.jsonl')) ?? '').split('\n').flatMap((line) => {
        // A line that was being written when the command was killed is not whole.
        const news = line === '' ? undefined : parsedText<PodNews>(line);
        return news ? [news] : [];
      }),
    logFolder: logs,
    logPath(container, attempt) {
      mkdirSync(logs(container), { recursive: true, mode: 0o700 });
      return join(logs(container), `${attempt}.log`);
    },
    logsOf(container) {
      if (!existsSync(logs(container))) return [];
      const named = readdirSync(logs(container)).flatMap((name) => {
        const [, attempt, turn = '0'] = /^(\d+)\.log(?:\.(\d+))?$/.exec(name) ?? [];
        return attempt === undefined ? [] : [{ name, attempt: Number(attempt), turn: Number(turn) }];
      });
      return named
        .toSorted((a, b) => a.attempt - b.attempt || b.turn - a.turn)
        .map(({ name }) => join(logs(container), name));
    },
    remove() {
      // At once or not at all: half a folder would be taken for a pod that has not begun.
      const aside = `${path}${GONE}`;
      renameSync(path, aside);
      rmSync(aside, { recursive: true, force: true });
    },
  };
}

/** What was being removed when its command was killed; no pod's folder is named so. */
const GONE = '_gone';

/** The pods that have a folder. */
export function podFolders(root: string): readonly PodFolder[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).flatMap((entry) => {
    const [, namespace, name] = /^([^_]+)_([^_]+)$/.exec(entry) ?? [];
    return namespace === undefined || name === undefined ? [] : [openPodFolder(root, namespace, name)];
  });
}

function replace(path: string, text: string): void {
  const beside = `${path}.new`;
  try {
    writeFileSync(beside, text, { mode: 0o600 });
    renameSync(beside, path);
  } catch (error) {
    // Half a file takes the room that a full disk needs.
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Whether a file ends with a whole line, or is empty, or not there. */
function endsInLine(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const last = Buffer.alloc(1);
      return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 10);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed<T>(path: string): T | undefined {
  const text = readText(path);
  return text === undefined ? undefined : parsedText<T>(text);
}

function parsedText<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
