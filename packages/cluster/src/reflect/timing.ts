import type { BackOff } from '../client/back-off.ts';

/** How patient a reflector is. */
export interface Timing {
  /**
   * No byte for so long is looked into. A watch cache sends a bookmark every minute (apiserver pkg/storage/cacher/cacher.go
   * bookmarkFrequency@1.36).
   */
  readonly silenceMs: number;
  /** Without the end of the initial events for so long, in silence, the server is taken not to know of them. */
  readonly initialSilenceMs: number;
  /** The shortest that the server is asked to keep a watch open; up to twice as long, by chance (client-go's minWatchTimeout). */
  readonly watchSeconds: number;
  /** A watch that ends sooner than this, and has said nothing, has not really been one. */
  readonly quickEndMs: number;
  readonly backOff: BackOff;
}

/** As client-go waits (tools/cache/reflector.go@1.36), with full jitter. */
export const usualTiming: Timing = {
  silenceMs: 90_000,
  initialSilenceMs: 15_000,
  watchSeconds: 300,
  quickEndMs: 2_000,
  backOff: { baseMs: 800, capMs: 30_000 },
};
