import type { Rule } from './rule.ts';
import { legacySidecar } from './sc001-legacy-sidecar.ts';
import { endlessCompanion } from './sc002-endless-companion.ts';
import { idleContainer } from './sc003-idle-container.ts';
import { unknownLogShipper } from './sc004-unknown-log-shipper.ts';
import { injectedSidecar } from './sc005-injected-legacy-sidecar.ts';
import { waitAtStart } from './sc010-wait-at-start.ts';
import { waitWrapper } from './sc011-wait-wrapper.ts';
import { holdApplication } from './sc012-hold-application.ts';
import { quitAtEnd } from './sc013-quit-at-end.ts';
import { killAcrossProcesses } from './sc014-kill-across-processes.ts';
import { flagFile } from './sc015-flag-file.ts';
import { deadlineAsEnd } from './sc016-deadline-as-end.ts';
import { jobTerminator } from './sc017-job-terminator.ts';
import { delayAtStop } from './sc018-delay-at-stop.ts';
import { doubledContainer } from './sc019-doubled-container.ts';
import { noStartupProbe } from './sc021-no-startup-probe.ts';
import { readinessAsGate } from './sc022-readiness-as-gate.ts';
import { livenessAsGate } from './sc023-liveness-as-gate.ts';
import { startupWaitsForApp } from './sc024-startup-waits-for-app.ts';
import { probeOfLocalhost } from './sc025-probe-of-localhost.ts';
import { preStopFirst } from './sc026-pre-stop-first.ts';
import { inboundOutlivesApp } from './sc027-inbound-proxy-outlives-app.ts';
import { alwaysOnMain } from './sc028-always-on-main.ts';
import { initNotAlways } from './sc029-init-not-always.ts';
import { beforeNetworkSetup } from './sc030-before-network-setup.ts';
import { graceTooShort } from './sc040-grace-too-short.ts';
import { neverStartsNeverEnds } from './sc041-never-starts-never-ends.ts';
import { backoffCountsSidecars } from './sc042-backoff-counts-sidecars.ts';
import { failurePolicyAnyContainer } from './sc043-failure-policy-any-container.ts';
import { lastInitGatesRestart } from './sc044-last-init-gates-restart.ts';
import { initBesideSidecar } from './sc050-init-beside-sidecar.ts';
import { guaranteedLost } from './sc051-guaranteed-lost.ts';
import { unboundedSidecar } from './sc052-unbounded-sidecar.ts';
import { fieldUnknown } from './sc060-field-unknown.ts';
import { statusStaysTerminated } from './sc061-status-stays-terminated.ts';
import { noTermForEarlierSidecar } from './sc062-no-term-for-earlier-sidecar.ts';
import { neverAndStartupProbe } from './sc063-never-and-startup-probe.ts';
import { appStaysDownAfterKubeletRestart } from './sc064-app-stays-down-after-kubelet-restart.ts';
import { imageChangeIgnored } from './sc065-image-change-ignored.ts';
import { stuckAfterCreate } from './sc066-stuck-after-create.ts';
import { mixedPools } from './sc067-mixed-pools.ts';
import { overlayPatchesContainer } from './sc070-overlay-patches-container.ts';
import { patchByIndex } from './sc071-patch-by-index.ts';
import { vpaIgnoresSidecar } from './sc072-vpa-ignores-sidecar.ts';
import { metricsMissSidecars } from './sc073-metrics-miss-sidecars.ts';
import { webhookDropsField } from './sc074-webhook-drops-field.ts';
import { scriptWaits } from './sc080-script-waits.ts';
import { scriptEndsSidecar } from './sc081-script-ends-sidecar.ts';

/** Every rule, in the order of the ids. */
export function allRules(): readonly Rule[] {
  return rules;
}

const rules: readonly Rule[] = [
  legacySidecar,
  endlessCompanion,
  idleContainer,
  unknownLogShipper,
  injectedSidecar,
  waitAtStart,
  waitWrapper,
  holdApplication,
  quitAtEnd,
  killAcrossProcesses,
  flagFile,
  deadlineAsEnd,
  jobTerminator,
  delayAtStop,
  doubledContainer,
  noStartupProbe,
  readinessAsGate,
  livenessAsGate,
  startupWaitsForApp,
  probeOfLocalhost,
  preStopFirst,
  inboundOutlivesApp,
  alwaysOnMain,
  initNotAlways,
  beforeNetworkSetup,
  graceTooShort,
  neverStartsNeverEnds,
  backoffCountsSidecars,
  failurePolicyAnyContainer,
  lastInitGatesRestart,
  initBesideSidecar,
  guaranteedLost,
  unboundedSidecar,
  fieldUnknown,
  statusStaysTerminated,
  noTermForEarlierSidecar,
  neverAndStartupProbe,
  appStaysDownAfterKubeletRestart,
  imageChangeIgnored,
  stuckAfterCreate,
  mixedPools,
  overlayPatchesContainer,
  patchByIndex,
  vpaIgnoresSidecar,
  metricsMissSidecars,
  webhookDropsField,
  scriptWaits,
  scriptEndsSidecar,
];
