import { type Observation, SEVERITIES } from '../../observation.ts';

/**
 * What many observations have in common is one row: what they are filtered and counted by, each in a column, and the rest as two
 * texts that change together. A row of an observation names its group by a number.
 */
export const GROUP_COLUMNS = [
  'cluster',
  'namespace',
  'kind',
  'workload',
  'node',
  'type',
  'reason',
  'category',
  'severity',
  'template',
  'template_text',
  'instance',
  'field_path',
  'meaning',
  'place',
] as const;
/** Those by which rows are counted as they come: what nodes, workloads and templates add to them would be nearly as much as the rows. */
export const COUNTED_COLUMNS = ['cluster', 'namespace', 'kind', 'type', 'reason', 'category', 'severity'] as const;
/** One of {@link GROUP_COLUMNS}. */
export type GroupColumn = (typeof GROUP_COLUMNS)[number];
/** Null where nothing is known. */
export type GroupTexts = { readonly [Column in GroupColumn]: string | null };

/** The texts of an observation's group. */
export function toGroup(observation: Observation): GroupTexts {
  const { about, class: meaning, metadata, template, source } = observation;
  const workload = metadata?.workload;
  return {
    cluster: observation.cluster,
    namespace: about.namespace,
    kind: about.kind,
    workload: workload === undefined ? null : `${workload.kind}/${workload.namespace}/${workload.name}`,
    node: metadata?.node ?? null,
    type: observation.type,
    reason: observation.reason,
    category: meaning?.category ?? null,
    severity: meaning?.severity ?? null,
    template: template?.id ?? null,
    template_text: template?.text ?? null,
    instance: source.instance,
    field_path: about.fieldPath,
    meaning: JSON.stringify([
      about.apiVersion,
      observation.action,
      source.component,
      observation.origin,
      meaning?.rule ?? null,
      meaning?.recovers ?? null,
      meaning?.subclass ?? null,
    ]),
    place:
      metadata === undefined
        ? null
        : JSON.stringify([
            metadata.zone ?? null,
            metadata.image ?? null,
            metadata.revision ?? null,
            metadata.labels,
            workload === undefined ? null : [workload.kind, workload.namespace, workload.name],
          ]),
  };
}

/** What a group says of each of its observations. */
export type GroupPart = Pick<
  Observation,
  'cluster' | 'type' | 'reason' | 'action' | 'source' | 'origin' | 'class' | 'metadata' | 'template'
> & { readonly about: Omit<Observation['about'], 'name' | 'uid'> };

/** An observation's part that its group tells. */
export function fromGroup(texts: GroupTexts): GroupPart {
  const [apiVersion = '', action = '', component = '', origin = 'event', rule, recovers, subclass] = JSON.parse(
    texts.meaning ?? '[]',
  ) as [string, string, string, Observation['origin'], string | null, readonly string[] | null, string | null];
  const severity = SEVERITIES.find((each) => each === texts.severity);
  const meaning = recovers !== null &&
    severity !== undefined && {
      category: texts.category as NonNullable<Observation['class']>['category'],
      severity,
      rule: rule ?? undefined,
      recovers,
      subclass: subclass ?? undefined,
    };
  const { kind, namespace, cluster, type, reason, instance } = texts;
  return {
    cluster: cluster ?? '',
    type: type ?? '',
    reason: reason ?? '',
    action,
    source: { component, instance: instance ?? '' },
    origin,
    ...(meaning && { class: meaning }),
    ...(texts.place !== null && { metadata: readPlace(texts.place, texts.node) }),
    ...(texts.template !== null && { template: { id: texts.template, text: texts.template_text ?? '' } }),
    about: {
      apiVersion,
      kind: kind ?? '',
      namespace: namespace ?? '',
      fieldPath: texts.field_path ?? '',
    },
  };
}

function readPlace(place: string, node: string | null): NonNullable<Observation['metadata']> {
  const [zone, image, revision, labels, workload] = JSON.parse(place) as [
    string | null,
    string | null,
    string | null,
    Readonly<Record<string, string>>,
    readonly [string, string, string] | null,
  ];
  return {
    workload: workload === null ? undefined : { kind: workload[0], namespace: workload[1], name: workload[2] },
    node: node ?? undefined,
    zone: zone ?? undefined,
    image: image ?? undefined,
    revision: revision ?? undefined,
    labels,
  };
}
