import type { Incident } from '../incident.ts';
import type { Observation } from '../observation.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Played } from './play-recording.ts';

/** What can be told of a played recording. */
export const REPLAY_REPORTS = ['incidents', 'templates', 'classes'] as const;
/** One of {@link REPLAY_REPORTS}. */
export type ReplayReport = (typeof REPLAY_REPORTS)[number];

/** All incidents but those that have gone into others, oldest first. */
export async function playedIncidents(store: EventStore): Promise<readonly Incident[]> {
  const found: Incident[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await store.incidents({}, { limit: PAGE, order: 'oldest', ...(cursor !== undefined && { cursor }) });
    found.push(...page.items);
    cursor = page.cursor;
  }
  return found.filter(({ mergedInto }) => mergedInto === undefined).toSorted((one, other) => one.from - other.from);
}

/** A message, and the template that it has by all that was learned in the end. */
export interface PlayedTemplate {
  readonly reason: string;
  readonly component: string;
  readonly message: string;
  readonly template: string;
}

/** Every message once. */
export async function playedTemplates(store: EventStore, { templater }: Played): Promise<readonly PlayedTemplate[]> {
  const messages = new Map<string, Observation>();
  for await (const each of observationsOf(store))
    messages.set(`${each.reason}\t${asWritten(each, each.message)}`, each);
  return [...messages.values()].map((each) => ({
    reason: each.reason,
    component: each.source.component,
    message: asWritten(each, each.message),
    template: asWritten(each, templater.template(each).text),
  }));
}

/** The recorder has written a head before messages that stand for several; observation and template have none. */
function asWritten({ isCombined }: Observation, text: string): string {
  return isCombined && !text.startsWith(COMBINED) ? `${COMBINED}${text}` : text;
}

const COMBINED = '(combined from similar events): ';

/** What a reason of a component means; `rule` is null for one that no rule knows. */
export interface PlayedClass {
  readonly reason: string;
  readonly component: string;
  readonly category: string;
  readonly severity: string;
  readonly rule: string | null;
}

/** Every reason of every component once for each meaning that it has. */
export async function playedClasses(store: EventStore): Promise<readonly PlayedClass[]> {
  const classes = new Map<string, PlayedClass>();
  for await (const { reason, source, class: meaning } of observationsOf(store)) {
    if (meaning === undefined) continue;
    const { category, severity, rule = null } = meaning;
    const one = { reason, component: source.component, category, severity, rule };
    classes.set(JSON.stringify(one), one);
  }
  return [...classes.values()];
}

async function* observationsOf(store: EventStore): AsyncIterable<Observation> {
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await store.query({}, { limit: PAGE, order: 'oldest', ...(cursor !== undefined && { cursor }) });
    yield* page.items;
    cursor = page.cursor;
  }
}

const PAGE = 1_000;
