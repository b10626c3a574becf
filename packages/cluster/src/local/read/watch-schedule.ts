/** When a watch tells its version, and when it ends; in milliseconds of the server's clock. */
export interface WatchSchedule {
  readonly end: number;
  /** The next bookmark that is due after a moment; undefined when there is none before the end. */
  readonly bookmarkAfter: (moment: number) => number | undefined;
}

/** About every minute, and two seconds before the end (apiserver pkg/storage/cacher/cache_watcher.go nextBookmarkTime@1.36). */
export function watchSchedule(watch: {
  readonly start: number;
  readonly end: number;
  readonly hasBookmarks: boolean;
}): WatchSchedule {
  const { end, hasBookmarks } = watch;
  return {
    end,
    bookmarkAfter(moment) {
      const next = Math.min(moment + MINUTE, end - 2000);
      return hasBookmarks && next > moment ? next : undefined;
    },
  };
}

const MINUTE = 60_000;
