import type { IProbe } from 'kubernetes-models/v1';

/** What is known about one sidecar: how to recognise it, how to start it natively, what it makes unnecessary. */
export interface CatalogEntry {
  /** Stable, kebab-case: `cloud-sql-proxy`. */
  readonly id: string;
  /** As its vendor writes it: `Cloud SQL Auth Proxy v2`. */
  readonly title: string;
  readonly role: SidecarRole;
  readonly recognise: Recognition;
  /** How the kubelet can tell that it has started; absent where nothing can or need be asked. */
  readonly startupProbe?: (container: KnownContainer) => StartupProbeAdvice;
  /** Whether a migration may move it without being asked to. */
  readonly move: MoveAdvice;
  /** Names of init containers that must stay in front of it, such as `istio-init`. */
  readonly after?: readonly string[];
  /** An init container that does its first half, and that a native sidecar makes superfluous (`vault-agent-init`). */
  readonly replacesInit?: readonly string[];
  /** What to know about it as a native sidecar; a sentence each. */
  readonly caveats: readonly string[];
  /** Which injector puts it into pods, so that the manifest is the wrong place to change it. */
  readonly injector?: string;
  /** Where this is known from: vendor documentation or source, as repository, path and version; `memory` where nobody has looked. */
  readonly sources: readonly string[];
}

/** What a sidecar does for the containers beside it. */
export type SidecarRole = 'proxy' | 'ambassador' | 'adapter' | 'logs' | 'files' | 'secrets' | 'job-helper' | 'debug';

/** How a sidecar is told from other containers. An image decides; a name alone does so only where `byName` says so. */
export interface Recognition {
  /** Ends of image repositories without tag and digest, `*` for any run of characters: `cloud-sql-connectors/cloud-sql-proxy`. */
  readonly images: readonly string[];
  /** Container names that decide by themselves, whatever the image (a mirror renames images, injectors fix names). */
  readonly byName?: readonly string[];
  /** A word that has to be in the command or arguments, where one image does several things (`thanos sidecar`). */
  readonly argument?: RegExp;
}

/** The part of a container that advice depends on. */
export interface KnownContainer {
  readonly name: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
}

/** A probe, and what the container needs so that the probe can succeed. */
export interface StartupProbeAdvice {
  readonly probe: IProbe;
  /** Arguments that the container lacks, to be appended in this order. */
  readonly missingArgs: readonly string[];
  /** Environment variables that it lacks. */
  readonly missingEnv: readonly { readonly name: string; readonly value: string }[];
  /** What a person has to see to, such as a line in a configuration file. */
  readonly byHand: readonly string[];
}

/** `never`: its own protocol, or a start that waits for the app. `ask`: right in some pods only. */
export type MoveAdvice = { readonly when: 'always' } | { readonly when: 'ask' | 'never'; readonly because: string };
