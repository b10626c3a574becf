import type { IProbe } from 'kubernetes-models/v1';
import type { AnnotationWorkaround, CatalogEntry, MoveAdvice, SidecarRole, Workarounds } from '../catalog-entry.ts';

/** An entry as a user writes it: all of it data. */
export interface OwnEntry {
  readonly id: string;
  readonly title?: string;
  readonly role: SidecarRole;
  readonly recognise: CatalogEntry['recognise'];
  readonly startupProbe?: IProbe;
  readonly move: MoveAdvice;
  readonly after: readonly string[];
  readonly replacesInit: readonly string[];
  readonly caveats: readonly string[];
  readonly injector?: string;
  readonly workarounds?: OwnWorkarounds;
  readonly sources: readonly string[];
}

/** As `Workarounds`, but for the ports at which it serves, which are the same in every pod. */
export interface OwnWorkarounds extends Omit<Workarounds, 'serves' | 'annotations'> {
  readonly serves?: readonly number[];
  readonly annotations?: readonly AnnotationWorkaround[];
}

/** The entry as the catalog has it. */
export function toCatalogEntry(own: OwnEntry): CatalogEntry {
  const { startupProbe: probe, workarounds, after, replacesInit, title, ...rest } = own;
  return {
    ...rest,
    title: title ?? own.id,
    isOwn: true,
    ...(probe && { startupProbe: () => ({ probe, missingArgs: [], changedArgs: [], missingEnv: [], byHand: [] }) }),
    ...(after.length > 0 && { after }),
    ...(replacesInit.length > 0 && { replacesInit }),
    ...(workarounds && { workarounds: withPorts(workarounds) }),
  };
}

function withPorts({ serves, ...rest }: OwnWorkarounds): Workarounds {
  return serves ? { ...rest, serves: () => serves } : rest;
}
