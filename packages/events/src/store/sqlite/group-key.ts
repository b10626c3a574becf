import type { Classification, Observation } from '../../observation.ts';

/**
 * A text that two observations only have in common when they are of one group; made for each of them, so that it is cheap: classes are told
 * apart by being other objects, though they may say the same.
 */
export function groupKeys(): (observation: Observation) => string {
  const classes = new WeakMap<Classification, number>();
  let count = 0;
  const numberOf = (meaning: Classification | undefined): number => {
    if (meaning === undefined) return 0;
    const known = classes.get(meaning);
    if (known !== undefined) return known;
    classes.set(meaning, ++count);
    return count;
  };
  return ({ cluster, about, type, reason, action, source, origin, class: meaning, template, metadata }) => {
    const { namespace, kind, apiVersion, fieldPath } = about;
    const said = `${cluster}\0${namespace}\0${kind}\0${apiVersion}\0${fieldPath}\0${type}\0${reason}\0${action}\0${origin}`;
    const by = `${source.component}\0${source.instance}\0${numberOf(meaning)}\0${template?.id ?? ''}\0${template?.text ?? '\0'}`;
    return metadata === undefined ? `${said}\0${by}` : `${said}\0${by}\0${placeOf(metadata)}`;
  };
}

function placeOf({ workload, node, zone, image, revision, labels }: NonNullable<Observation['metadata']>): string {
  const owner = workload === undefined ? '\0' : `${workload.kind}\0${workload.namespace}\0${workload.name}`;
  const place = `${owner}\0${orNone(node)}\0${orNone(zone)}\0${orNone(image)}\0${orNone(revision)}`;
  for (const _label in labels) return `${place}\0${JSON.stringify(labels)}`;
  return place;
}

/** What is empty is not what is unknown. */
function orNone(text: string | undefined): string {
  return text === undefined ? '\u0001' : text;
}
