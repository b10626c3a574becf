import type { CatalogEntry, KnownContainer } from '../../catalog/catalog-entry.ts';
import { json } from '../cel/literal.ts';
import { PROBE_READINGS } from './probe-readings.ts';

/** The startup probe of an entry as CEL, and when it is right for a container as it is written. */
export interface CatalogProbe {
  readonly entry: string;
  /** CEL over the container `c`; empty where it always is. */
  readonly when: string;
  /** CEL over the container `c`: a map. */
  readonly probe: string;
}

/**
 * The probes that a policy can add: those that need nothing else to be changed, which `migrate` would do as well. CEL cannot run
 * the catalog's advice, so it is worked out here for a container without any settings, and holds for all that have none of
 * the fields that it has looked at. For a few entries `PROBE_READINGS` reads the settings in CEL.
 */
export function catalogProbes(entries: readonly CatalogEntry[]): readonly CatalogProbe[] {
  return entries.flatMap((entry): readonly CatalogProbe[] => {
    // What an injector writes is the injector's to change.
    if (entry.injector !== undefined) return [];
    const reading = PROBE_READINGS[entry.id];
    const { container, looks } = watched({ name: entry.id, ...reading?.example });
    const advice = entry.startupProbe?.(container);
    if (!advice || advice.byHand.length > 0) return [];
    if (advice.missingArgs.length + advice.changedArgs.length + advice.missingEnv.length > 0) return [];
    const probe = json(advice.probe);
    if (reading) {
      const { when, port } = reading;
      return [{ entry: entry.id, when, probe: probe.replace(/'port': dyn\(\d+\)/, `'port': dyn(${port})`) }];
    }
    // Every container has a name and an image.
    if (looks.has('image') || looks.has('name')) return [];
    return [{ entry: entry.id, when: [...looks].map((field) => `!has(c.${field})`).join(' && '), probe }];
  });
}

/** A container that tells which of its fields were looked at. */
function watched(container: KnownContainer): {
  readonly container: KnownContainer;
  readonly looks: ReadonlySet<string>;
} {
  const looks = new Set<string>();
  const get = (target: KnownContainer, field: string | symbol): unknown => {
    looks.add(String(field));
    return Reflect.get(target, field);
  };
  return { container: new Proxy(container, { get }), looks };
}
