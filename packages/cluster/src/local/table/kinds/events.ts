import type { IEvent } from 'kubernetes-models/v1';
import { NAMED, text, wide } from '../column.ts';
import { since } from '../print.ts';
import { type Printer, printer } from '../printer.ts';

/** Events of both groups, as they are kept (pkg/printers/internalversion/printers.go printEvent@1.36). */
export const events: Printer = printer<IEvent>(
  [
    text('Last Seen', 'The time at which the most recent occurrence of this event was recorded.'),
    text('Type', 'Type of this event (Normal, Warning), new types could be added in the future'),
    text(
      'Reason',
      "This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
    ),
    text('Object', 'The object that this event is about.'),
    wide(
      'Subobject',
      'If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2]. For example, if the object reference is to a container within a pod, this would take on a value like: "spec.containers{name}" (where "name" refers to the name of the container that triggered the event) or if no container name is specified "spec.containers[2]" (container with index 2 in this pod). This syntax is chosen only to have some well-defined way of referencing a part of an object.',
    ),
    wide('Source', 'The component reporting this event. Should be a short machine understandable string.'),
    text('Message', 'A human-readable description of the status of this operation.'),
    wide('First Seen', 'The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)'),
    wide('Count', 'The number of times this event has occurred.'),
    wide('Name', NAMED, 'name'),
  ],
  (event, now) => {
    const { involvedObject, series, source } = event;
    const first = since(event.firstTimestamp ?? event.eventTime, now);
    const last = series !== undefined ? series.lastObservedTime : (event.lastTimestamp ?? undefined);
    const kind = (involvedObject?.kind ?? '').toLowerCase();
    const instance = source?.host || event.reportingInstance;
    const component = source?.component || event.reportingComponent || '';
    return [
      last === undefined && series === undefined ? first : since(last, now),
      event.type ?? '',
      event.reason ?? '',
      involvedObject?.name ? `${kind}/${involvedObject.name}` : kind,
      involvedObject?.fieldPath ?? '',
      instance ? `${component}, ${instance}` : component,
      (event.message ?? '').trim(),
      first,
      // Events of the new API that happened once have no count.
      series?.count ?? (event.count || 1),
      event.metadata?.name ?? '',
    ];
  },
);
