import type { IContainer, IPod } from 'kubernetes-models/v1';

/** What a pod reads from the API before its containers can start. */
export interface References {
  readonly configMaps: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  /** Tokens of its service account. */
  readonly tokens: readonly TokenReference[];
}

/** One token in a projected volume. */
export interface TokenReference {
  readonly audience: string | undefined;
  readonly expirationSeconds: number;
}

/** The ConfigMaps, Secrets and tokens that a pod's volumes and variables name. */
export function referencedObjects({ spec }: IPod): References {
  const configMaps = new Set<string>();
  const secrets = new Set<string>();
  const tokens: TokenReference[] = [];
  const add = (names: Set<string>, name: string | undefined) => void (name && names.add(name));
  for (const volume of spec?.volumes ?? []) {
    add(configMaps, volume.configMap?.name);
    add(secrets, volume.secret?.secretName);
    for (const source of volume.projected?.sources ?? []) {
      add(configMaps, source.configMap?.name);
      add(secrets, source.secret?.name);
      const token = source.serviceAccountToken;
      if (token) tokens.push({ audience: token.audience, expirationSeconds: token.expirationSeconds ?? 3600 });
    }
  }
  const ephemeral = (spec?.ephemeralContainers ?? []) as readonly IContainer[];
  for (const container of [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...ephemeral]) {
    for (const { configMapRef, secretRef } of container.envFrom ?? []) {
      add(configMaps, configMapRef?.name);
      add(secrets, secretRef?.name);
    }
    for (const { valueFrom } of container.env ?? []) {
      add(configMaps, valueFrom?.configMapKeyRef?.name);
      add(secrets, valueFrom?.secretKeyRef?.name);
    }
  }
  for (const { name } of spec?.imagePullSecrets ?? []) add(secrets, name);
  return { configMaps, secrets, tokens };
}
