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
  /** Init containers that do its first half, and that a native sidecar makes superfluous (`vault-agent-init`). */
  readonly replacesInit?: readonly string[];
  /** What to know about it as a native sidecar; a sentence each. */
  readonly caveats: readonly string[];
  /** Which injector puts it into pods, so that the manifest is the wrong place to change it. */
  readonly injector?: string;
  /** How the containers beside it, and its own lifecycle, make up for an order that pods did not have. */
  readonly workarounds?: Workarounds;
  /** A user has defined it: it is asked before all that are not so, also by the name of a container. */
  readonly isOwn?: true;
  /** Where this is known from: vendor documentation or source, as repository, path and version; `memory` where nobody has looked. */
  readonly sources: readonly string[];
}

/** What a sidecar does for the containers beside it. */
export type SidecarRole = 'proxy' | 'ambassador' | 'adapter' | 'logs' | 'files' | 'secrets' | 'job-helper' | 'debug';

/** How a sidecar is told from other containers: its image decides; a name alone does so only where `byName` says so. */
export interface Recognition {
  /**
   * Ends of image repositories, `*` for any run of characters within a part of the path: `linkerd/proxy`, `fluentd*`. After a
   * colon, what the tag has to look like: `docker:*dind*`.
   */
  readonly images: readonly string[];
  /** Container names that decide by themselves, whatever the image (a mirror renames images, injectors fix names). */
  readonly byName?: readonly string[];
  /** A word that has to be in the command or arguments, where one image does several things (`thanos sidecar`). */
  readonly argument?: WordTest;
  /** A word that shows that the same image does something else here (a gateway, the one run of an init container). */
  readonly unlessArgument?: WordTest;
  /** The same image is run as an application of its own: it is a sidecar only beside a container that is none. */
  readonly alsoAnApp?: true;
}

/** What looks for a word in an argument; a regular expression is one. */
export type WordTest = Pick<RegExp, 'source' | 'test'>;

/** The part of a container that advice depends on. */
export interface KnownContainer {
  readonly name: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly livenessProbe?: IProbe;
  readonly readinessProbe?: IProbe;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

/** A probe, and what the container needs so that the probe can succeed. */
export interface StartupProbeAdvice {
  readonly probe: IProbe;
  /** Arguments that the container lacks, to be appended to `args` in this order. */
  readonly missingArgs: readonly string[];
  /** Words of `command` or `args` that have to read differently, such as an address that only localhost reaches. */
  readonly changedArgs: readonly ChangedArg[];
  /** Environment variables that it lacks, or that have to have this value instead of theirs. */
  readonly missingEnv: readonly { readonly name: string; readonly value: string }[];
  /** What a person has to see to, such as a line in a configuration file. */
  readonly byHand: readonly string[];
}

/** One word of a container's command line, and what it becomes. */
export interface ChangedArg {
  readonly list: 'command' | 'args';
  readonly index: number;
  readonly value: string;
}

/** `never`: its own protocol, or a start that waits for the app. `ask`: right in some pods only. */
export type MoveAdvice = { readonly when: 'always' } | { readonly when: 'ask' | 'never'; readonly because: string };

/** What was built around a sidecar because nothing started it first and ended it last. */
export interface Workarounds {
  /**
   * Ports of localhost that are known to be its own: a wait for one is a wait for it, even where an injector has yet to add
   * the container.
   */
  readonly ports?: readonly number[];
  /** Ports at which it serves the app, as its flags and environment say. */
  readonly serves?: (container: KnownContainer) => readonly number[];
  /** Requests that tell it to end; without a port, at any port of localhost. */
  readonly quits?: readonly { readonly path: string; readonly port?: number }[];
  /** Names of its process, for `pkill` and its like: `cloud_sql_proxy`. */
  readonly processes?: readonly string[];
  /** Its own flags that let others end it, or that make its end late; without dashes. */
  readonly flags?: readonly string[];
  /** Its own environment variables of that kind. */
  readonly env?: readonly string[];
  /** Keys of annotations by which its injector holds the app or delays the end. */
  readonly annotations?: readonly AnnotationWorkaround[];
}

/** An annotation, and what it makes an injector do. */
export interface AnnotationWorkaround {
  readonly key: string;
  readonly kind: 'hold-application' | 'delay-at-stop' | 'quit-at-end';
  /** Its value holds YAML, and only these fields of it are meant: `proxyMetadata.MINIMUM_DRAIN_DURATION`. */
  readonly fields?: readonly string[];
}
