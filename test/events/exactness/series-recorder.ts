import type { Happening, RecorderOptions } from './recorder.ts';

/** A recorder of events.k8s.io: what repeats, it says every half hour. */
export interface SeriesRecorder {
  readonly say: (what: Happening) => void;
  /** What it does every six minutes: ends series, tells of those that go on. */
  readonly look: () => void;
}

/** Says what happens as client-go's newer recorder does (tools/events/event_broadcaster.go@1.36): the scheduler, kube-proxy. */
export function createSeriesRecorder({ component, instance, now, sink, name }: RecorderOptions): SeriesRecorder {
  const known = new Map<string, Series>();

  const write = (series: Series): void => {
    const { what, count } = series;
    sink.write(
      {
        metadata: { name: series.name, namespace: what.about.namespace },
        involvedObject: what.about,
        reason: what.reason,
        message: what.message,
        source: {},
        firstTimestamp: null,
        lastTimestamp: null,
        type: what.type,
        eventTime: micros(series.first),
        ...(count > 1 && { series: { count, lastObservedTime: micros(series.last) } }),
        action: 'Binding',
        reportingComponent: component,
        reportingInstance: instance,
      },
      count - series.written,
    );
    series.written = count;
    series.writtenAt = now();
  };

  return {
    say(what) {
      // The message is not part of what an Event is known by: the first stays.
      const key = `${what.type}/${what.reason}/${what.about.namespace}/${what.about.name}/${what.about.uid}`;
      const before = known.get(key);
      if (before === undefined) {
        const begun = { what, name: name(what.about), first: now(), last: now(), count: 1, written: 0, writtenAt: 0 };
        known.set(key, begun);
        write(begun);
        return;
      }
      before.count++;
      before.last = now();
      if (before.count === 2) write(before);
    },
    look() {
      for (const [key, series] of known) {
        const isOver = series.last < now() - FINISH_MS;
        if (series.written < series.count && (isOver || series.writtenAt < now() - REFRESH_MS)) write(series);
        if (isOver) known.delete(key);
      }
    },
  };
}

// finishTime, refreshTime
const FINISH_MS = 360_000;
const REFRESH_MS = 1_800_000;

interface Series {
  readonly what: Happening;
  readonly name: string;
  readonly first: number;
  last: number;
  count: number;
  written: number;
  writtenAt: number;
}

function micros(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
