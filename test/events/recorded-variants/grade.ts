import {
  createMemoryStore,
  type Incident,
  type PlayedTemplate,
  playedClasses,
  playedIncidents,
  playedTemplates,
  playRecording,
} from '@outrigger/events';
import { playWithObjects } from './play-with-objects.ts';
import { type Cause, type Stream, sayObject, type WrittenMessage } from './stream.ts';

/** What the judge of ../shared/golden/events (compare.mjs) would say, as figures and with all its complaints. */
export interface Grade {
  readonly complaints: readonly string[];
  readonly causes: number;
  readonly roots: number;
  readonly affected: number;
  readonly pieces: number;
  readonly incidents: number;
  readonly extra: number;
  readonly messages: number;
  readonly grouped: number;
  readonly unknown: readonly string[];
}

/** Plays the stream through the whole pipeline and grades what comes of it by the judge's rules. */
export async function grade(stream: Stream): Promise<Grade> {
  await using store = createMemoryStore();
  const played = await playRecording(stream, store);
  const classes = await playedClasses(store);
  const known = new Set(classes.filter(({ rule }) => rule !== null).map(({ reason }) => reason));
  const incidents = gradeIncidents(stream.causes, await playedIncidents(store));
  const templates = gradeTemplates(stream.templates, await playedTemplates(store, played));
  return {
    ...incidents,
    ...templates,
    complaints: [...incidents.complaints, ...templates.complaints],
    unknown: [...new Set(classes.map(({ reason }) => reason))].filter((reason) => !known.has(reason)),
  };
}

/** The same for incidents alone, when what objects say by no Event is told, too. */
export async function gradeWithObjects(stream: Stream): Promise<ReturnType<typeof gradeIncidents>> {
  await using store = createMemoryStore();
  await playWithObjects(stream, store);
  return gradeIncidents(stream.causes, await playedIncidents(store));
}

function gradeIncidents(causes: readonly Cause[], found: readonly Incident[]) {
  const complaints: string[] = [];
  const overlaps = (incident: Incident, cause: Cause) =>
    incident.from <= cause.until + LATE_MS && incident.until >= cause.from - 1000;
  const touches = ({ root, affected }: Incident) => [root, ...affected].map(sayObject);
  let roots = 0;
  let whole = 0;
  let pieces = 0;
  for (const cause of causes) {
    const mine = found.filter(
      (incident) => sayObject(incident.root) === sayObject(cause.root) && overlaps(incident, cause),
    );
    const told = new Set(mine.flatMap(touches));
    const missing = cause.affected.map(sayObject).filter((object) => !told.has(object));
    if (mine.length === 0) complaints.push(`not found: ${cause.id} (${sayObject(cause.root)})`);
    else roots++;
    if (mine.length > 1) complaints.push(`${cause.id}: in ${mine.length} pieces`);
    if (mine.length > 0 && missing.length === 0) whole++;
    if (mine.length > 0 && missing.length > 0) complaints.push(`${cause.id}: does not affect ${missing.join(', ')}`);
    pieces += mine.length;
  }
  const strange = found.filter(
    (incident) =>
      !causes.some(
        (cause) =>
          overlaps(incident, cause) &&
          [cause.root, ...cause.affected].some((object) => touches(incident).includes(sayObject(object))),
      ),
  );
  for (const { root, reasons, rule } of strange)
    complaints.push(`no such cause: ${sayObject(root)} ${reasons.join(' ')} ${rule ?? ''}`);
  return {
    complaints,
    causes: causes.length,
    roots,
    affected: whole,
    pieces: pieces / Math.max(1, roots),
    incidents: found.length,
    extra: strange.length,
  };
}

function gradeTemplates(written: readonly WrittenMessage[], played: readonly PlayedTemplate[]) {
  // What was lost on the way has no group.
  const told = new Set(played.map(({ reason, message }) => `${reason}\t${message}`));
  const truth = groupsOf(written.filter(({ reason, message }) => told.has(`${reason}\t${message}`)));
  const groups = groupsOf(played);
  const complaints: string[] = [];
  let grouped = 0;
  for (const [message, group] of truth) {
    if (groups.get(message) === group) grouped++;
    else complaints.push(`grouped differently: ${message.slice(0, 160)}`);
  }
  return { complaints, messages: truth.size, grouped };
}

/** Of each message, all that are in its group. */
function groupsOf(messages: readonly WrittenMessage[]): ReadonlyMap<string, string> {
  const by = Map.groupBy(messages, ({ reason, template }) => `${reason}\t${template}`);
  const groups = new Map<string, string>();
  for (const group of by.values()) {
    const keys = group.map(({ reason, message }) => `${reason}\t${message}`).toSorted();
    for (const key of keys) groups.set(key, keys.join('\n'));
  }
  return groups;
}

const LATE_MS = 60_000;
