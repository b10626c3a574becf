import { open } from 'node:fs/promises';

/**
 * What a container left as its termination message: its file, or the end of its log
 * (pkg/kubelet/kuberuntime/kuberuntime_container.go, v1.36.2: getTerminationMessage, readLastStringFromContainerLogs).
 */
export async function terminationMessage(from: MessageSource): Promise<string> {
  const written = (await readEnd(from.file, FILE_BYTES, 'start')).toString('utf8');
  if (written.trim() !== '' || from.log === undefined) return written;
  // A line of the log has a stamp of some 45 bytes before its text.
  const log = (await readEnd(from.log, LOG_READ, 'end')).toString('utf8');
  const text = log
    .split('\n')
    .map((line) => /^\S+ (?:stdout|stderr) ([FP])\S* ?(.*)$/.exec(line))
    .filter((row) => row !== null)
    .slice(-LOG_LINES)
    .map(([, tag, words = '']) => (tag === 'P' ? words : `${words}\n`))
    .join('');
  return Buffer.from(text).subarray(-LOG_BYTES).toString('utf8');
}

/** Where a message may be. */
export interface MessageSource {
  readonly file: string;
  /** Undefined where the log does not count. */
  readonly log: string | undefined;
}

/** pkg/kubelet/container/runtime.go: MaxContainerTerminationMessageLength, …LogLength, …LogLines. */
const FILE_BYTES = 4096;
const LOG_BYTES = 2048;
const LOG_LINES = 80;
const LOG_READ = 64 * 1024;

async function readEnd(path: string, most: number, side: 'start' | 'end'): Promise<Buffer> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, most));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, side === 'end' ? size - buffer.length : 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
