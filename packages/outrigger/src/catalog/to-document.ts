import type { CatalogEntry, StartupProbeAdvice, Workarounds } from '@outrigger/sidecars';

/** An entry as data for programs, and as what the other formats print. */
export interface SidecarDocument {
  readonly apiVersion: 'outrigger.dev/v1alpha1';
  readonly kind: 'Sidecar';
  readonly id: string;
  readonly title: string;
  readonly role: CatalogEntry['role'];
  /** The file of a user that defines it. */
  readonly definedIn?: string;
  /** The image that was asked for. */
  readonly image?: string;
  readonly recognise: {
    readonly images: readonly string[];
    readonly byName?: readonly string[];
    /** Regular expressions between slashes. */
    readonly argument?: string;
    readonly unlessArgument?: string;
    readonly alsoAnApp?: true;
  };
  /** For a container of which nothing but the image is known. */
  readonly startupProbe?: StartupProbeAdvice['probe'];
  /** What such a container lacks for the probe. */
  readonly startupProbeNeeds?: {
    readonly args?: readonly string[];
    readonly env?: readonly { readonly name: string; readonly value: string }[];
    readonly byHand?: readonly string[];
  };
  readonly move: CatalogEntry['move'];
  readonly after?: readonly string[];
  readonly replacesInit?: readonly string[];
  readonly caveats: readonly string[];
  readonly injector?: string;
  /** What depends on a container is left out. */
  readonly workarounds?: Omit<Workarounds, 'serves'>;
  readonly sources: readonly string[];
}

/** An entry as data; of what depends on the container it says what holds for one of which only the image is known. */
export function toDocument(
  entry: CatalogEntry,
  { definedIn, image }: { readonly definedIn?: string | undefined; readonly image?: string } = {},
): SidecarDocument {
  const { startupProbe, workarounds, recognise, isOwn: _isOwn, id, title, role, ...rest } = entry;
  const { argument, unlessArgument, ...known } = recognise;
  const advice = startupProbe?.({ name: id, ...((image ?? known.images[0]) && { image: image ?? known.images[0] }) });
  const needs = advice && needsOf(advice);
  return {
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'Sidecar',
    id,
    title,
    role,
    ...(definedIn !== undefined && { definedIn }),
    ...(image !== undefined && { image }),
    recognise: {
      ...known,
      ...(argument && { argument: `/${argument.source}/` }),
      ...(unlessArgument && { unlessArgument: `/${unlessArgument.source}/` }),
    },
    ...(advice && { startupProbe: advice.probe }),
    ...(needs && Object.keys(needs).length > 0 && { startupProbeNeeds: needs }),
    ...rest,
    ...(workarounds && { workarounds: withoutServes(workarounds) }),
  };
}

function needsOf({ missingArgs, missingEnv, byHand }: StartupProbeAdvice): SidecarDocument['startupProbeNeeds'] {
  return {
    ...(missingArgs.length > 0 && { args: missingArgs }),
    ...(missingEnv.length > 0 && { env: missingEnv }),
    ...(byHand.length > 0 && { byHand }),
  };
}

function withoutServes({ serves: _serves, ...rest }: Workarounds): Omit<Workarounds, 'serves'> {
  return rest;
}
