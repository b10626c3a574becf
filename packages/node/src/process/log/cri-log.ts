import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** A log file in the format of the CRI, that is turned over when it is large. */
export interface CriLog {
  readonly write: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
  /** Writes what has no line end yet. */
  readonly close: () => void;
  /** The last whole lines, of at most so many bytes. */
  readonly tail: (bytes: number, lines: number) => string;
}

/** How a log is kept: the kubelet's containerLogMaxSize and containerLogMaxFiles. */
export interface LogLimits {
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/** pkg/kubelet/apis/config/v1beta1/defaults.go, v1.36.2: 10Mi and 5. */
export const USUAL_LIMITS: LogLimits = { maxBytes: 10 * 1024 * 1024, maxFiles: 5 };

/** Longer lines are cut into pieces with the tag P (containerd pkg/cri/io/logger.go, v1.6.20: defaultMaxContainerLogLineSize). */
const LONGEST_LINE = 16 * 1024;
const KEPT_TAIL = 4096;

/** Opens a log; `now` gives the time of a line. Bytes that do not fit on the disk are lost, the process is not held up. */
export function openCriLog(path: string, now: () => Date, limits: LogLimits = USUAL_LIMITS): CriLog {
  let file: number | undefined;
  let size = 0;
  let isTorn = false;
  let tail = Buffer.alloc(0);
  const open: Record<'stdout' | 'stderr', Buffer> = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };

  const put = (text: Buffer) => {
    try {
      if (size > 0 && size + text.length > limits.maxBytes) turnOver();
      file ??= openSync(path, 'a', 0o640);
      // What was cut off by a full disk stays a line of its own.
      const whole = isTorn ? Buffer.concat([NEWLINE, text]) : text;
      isTorn = true;
      const written = writeSync(file, whole);
      size += written;
      isTorn = written < whole.length;
    } catch (error) {
      // The process is not held up, and whoever holds all processes does not end by it.
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    }
  };
  const turnOver = () => {
    close();
    rmSync(`${path}.${limits.maxFiles - 1}`, { force: true });
    for (let n = limits.maxFiles - 2; n >= 1; n--) move(`${path}.${n}`, `${path}.${n + 1}`);
    if (limits.maxFiles > 1) move(path, `${path}.1`);
    else rmSync(path, { force: true });
    [size, isTorn] = [0, false];
  };
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  put(Buffer.alloc(0));
  const remember = (line: Buffer) => {
    tail = Buffer.concat([tail, line]);
    if (tail.length > 2 * KEPT_TAIL) tail = tail.subarray(tail.length - KEPT_TAIL);
  };
  return {
    write(stream, chunk) {
      remember(chunk);
      const stamp = rfc3339Nano(now());
      const whole: Buffer[] = [];
      let rest = open[stream].length > 0 ? Buffer.concat([open[stream], chunk]) : chunk;
      for (;;) {
        const end = rest.indexOf(10);
        const isLong = end < 0 ? rest.length > LONGEST_LINE : end > LONGEST_LINE;
        if (end < 0 && !isLong) break;
        const cut = isLong ? LONGEST_LINE : end;
        whole.push(Buffer.from(`${stamp} ${stream} ${isLong ? 'P' : 'F'} `), rest.subarray(0, cut), NEWLINE);
        rest = rest.subarray(isLong ? cut : cut + 1);
      }
      // A copy, so that the chunk it was part of can go.
      open[stream] = Buffer.from(rest);
      if (whole.length > 0) put(Buffer.concat(whole));
    },
    close() {
      for (const stream of ['stdout', 'stderr'] as const) {
        if (open[stream].length === 0) continue;
        put(Buffer.concat([Buffer.from(`${rfc3339Nano(now())} ${stream} F `), open[stream], NEWLINE]));
        open[stream] = Buffer.alloc(0);
      }
      close();
    },
    tail(bytes, lines) {
      return tail
        .toString('utf8')
        .split('\n')
        .slice(-lines - 1)
        .join('\n')
        .slice(-bytes);
    },
  };
}

const NEWLINE = Buffer.from('\n');

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** JavaScript knows milliseconds; the format wants nine digits. */
function rfc3339Nano(time: Date): string {
  return `${time.toISOString().slice(0, -1)}000000Z`;
}
