import type { CatalogEntry } from './catalog-entry.ts';
import { cloudSqlProxy } from './entries/cloud-sql-proxy.ts';
import { cloudSqlProxyV1 } from './entries/cloud-sql-proxy-v1.ts';
import { dapr } from './entries/dapr.ts';
import { envoy } from './entries/envoy.ts';
import { fluentBit } from './entries/fluent-bit.ts';
import { gitSync } from './entries/git-sync.ts';
import { istio } from './entries/istio.ts';
import { linkerd } from './entries/linkerd.ts';
import { otelCollector } from './entries/otel-collector.ts';
import { vaultAgent } from './entries/vault-agent.ts';

/** Every sidecar that Outrigger knows; where two entries would fit a container, the earlier one is meant. */
export function allEntries(): readonly CatalogEntry[] {
  return entries;
}

const entries: readonly CatalogEntry[] = [
  istio,
  linkerd,
  cloudSqlProxy,
  cloudSqlProxyV1,
  otelCollector,
  dapr,
  vaultAgent,
  envoy,
  fluentBit,
  gitSync,
];
