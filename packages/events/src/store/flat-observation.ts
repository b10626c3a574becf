import type { Classification, Observation, ObservedMetadata } from '../observation.ts';

/**
 * An observation as a row of a table for analysts: one value in each column, and nothing that has to be taken apart before it can be
 * asked for. ClickHouse's table and Parquet files have these columns. What is not known is empty.
 */
export interface FlatObservation {
  readonly id: string;
  readonly cluster: string;
  /** In ms since 1970, as are the next two. */
  readonly started: number;
  readonly ended: number;
  readonly seen: number;
  readonly occurrences: number;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly action: string;
  readonly api_version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly field_path: string;
  readonly component: string;
  readonly instance: string;
  readonly origin: string;
  readonly event_namespace: string;
  readonly event_name: string;
  readonly event_uid: string;
  readonly event_version: string;
  readonly is_censored: boolean;
  readonly is_combined: boolean;
  readonly category: string;
  readonly severity: string;
  readonly rule: string;
  readonly recovers: readonly string[];
  readonly subclass: string;
  /** Whether anything was known of the object. */
  readonly is_enriched: boolean;
  /** `Deployment/shop/web` */
  readonly workload: string;
  readonly node: string;
  readonly zone: string;
  readonly image: string;
  readonly revision: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly template: string;
  readonly template_text: string;
  readonly incident: string;
  /** JSON. */
  readonly related: string;
  /** The observation as JSON where the columns cannot say it letter by letter. */
  readonly exact: string;
}

/** The row of an observation. */
export function flatten(observation: Observation): FlatObservation {
  const { about, event, class: meaning, metadata, template, related } = observation;
  const workload = metadata?.workload;
  return {
    id: whole(observation.id),
    cluster: whole(observation.cluster),
    started: observation.from,
    ended: observation.until,
    seen: observation.seenAt,
    occurrences: observation.count,
    type: whole(observation.type),
    reason: whole(observation.reason),
    message: whole(observation.message),
    action: whole(observation.action),
    api_version: whole(about.apiVersion),
    kind: whole(about.kind),
    namespace: whole(about.namespace),
    name: whole(about.name),
    uid: whole(about.uid),
    field_path: whole(about.fieldPath),
    component: whole(observation.source.component),
    instance: whole(observation.source.instance),
    origin: observation.origin,
    event_namespace: whole(event.namespace),
    event_name: whole(event.name),
    event_uid: whole(event.uid),
    event_version: whole(event.resourceVersion),
    is_censored: observation.isCensored,
    is_combined: observation.isCombined,
    category: whole(meaning?.category ?? ''),
    severity: whole(meaning?.severity ?? ''),
    rule: whole(meaning?.rule ?? ''),
    recovers: meaning?.recovers.map(whole) ?? [],
    subclass: whole(meaning?.subclass ?? ''),
    is_enriched: metadata !== undefined,
    workload: workload === undefined ? '' : whole(`${workload.kind}/${workload.namespace}/${workload.name}`),
    node: whole(metadata?.node ?? ''),
    zone: whole(metadata?.zone ?? ''),
    image: whole(metadata?.image ?? ''),
    revision: whole(metadata?.revision ?? ''),
    labels: Object.fromEntries(
      Object.entries(metadata?.labels ?? {}).map(([key, value]) => [whole(key), whole(value)]),
    ),
    template: whole(template?.id ?? ''),
    template_text: whole(template?.text ?? ''),
    incident: whole(observation.correlationId ?? ''),
    related: related === undefined ? '' : JSON.stringify(related),
    exact: isPlain(observation) ? '' : JSON.stringify(observation),
  };
}

/** The observation of a row. */
export function unflatten(row: FlatObservation): Observation {
  if (row.exact !== '') return JSON.parse(row.exact) as Observation;
  return {
    id: row.id,
    cluster: row.cluster,
    from: row.started,
    until: row.ended,
    seenAt: row.seen,
    count: row.occurrences,
    type: row.type,
    reason: row.reason,
    message: row.message,
    action: row.action,
    about: {
      apiVersion: row.api_version,
      kind: row.kind,
      namespace: row.namespace,
      name: row.name,
      uid: row.uid,
      fieldPath: row.field_path,
    },
    related: row.related === '' ? undefined : (JSON.parse(row.related) as Observation['about']),
    source: { component: row.component, instance: row.instance },
    origin: row.origin as Observation['origin'],
    event: {
      namespace: row.event_namespace,
      name: row.event_name,
      uid: row.event_uid,
      resourceVersion: row.event_version,
    },
    isCensored: row.is_censored,
    isCombined: row.is_combined,
    ...(row.category !== '' && { class: meaningOf(row) }),
    ...(row.is_enriched && { metadata: metadataOf(row) }),
    ...(row.template !== '' && { template: { id: row.template, text: row.template_text } }),
    ...(row.incident !== '' && { correlationId: row.incident }),
  };
}

function meaningOf({ category, severity, rule, recovers, subclass }: FlatObservation): Classification {
  return {
    category: category as Classification['category'],
    severity: severity as Classification['severity'],
    rule: known(rule),
    recovers,
    subclass: known(subclass),
  };
}

function metadataOf({ workload, node, zone, image, revision, labels }: FlatObservation): ObservedMetadata {
  const [kind = '', namespace = '', name = ''] = workload.split('/');
  return {
    workload: workload === '' ? undefined : { kind, namespace, name },
    node: known(node),
    zone: known(zone),
    image: known(image),
    revision: known(revision),
    labels,
  };
}

function known(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** Half a character is none in UTF-8, in which all columns are. */
function whole(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}

/** Nothing is empty where empty means unknown, nothing has a stroke where strokes divide, and every text is one in UTF-8. */
function isPlain({ message, class: meaning, metadata, template, correlationId, ...rest }: Observation): boolean {
  const { workload, labels: _, ...places } = metadata ?? {};
  const told = [
    meaning?.category,
    meaning?.rule,
    meaning?.subclass,
    ...Object.values(places),
    template?.id,
    correlationId,
  ];
  const parts = workload === undefined ? [] : [workload.kind, workload.namespace, workload.name];
  return (
    !(told as readonly (string | undefined)[]).includes('') &&
    !parts.some((part) => part.includes('/')) &&
    message.isWellFormed() &&
    // JSON writes half a character as an escape, and nothing else of the surrogates.
    !/\\ud[89a-f]/.test(JSON.stringify([rest, meaning, metadata, template, correlationId]))
  );
}
