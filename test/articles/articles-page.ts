import type { Claim } from './claim.ts';
import { MOVING_TO_NATIVE_SIDECARS } from './moving-to-native-sidecars.ts';
import { OFTEN_READ } from './often-read.ts';
import { SIDECARS_IN_1_28 } from './sidecars-in-1-28.ts';
import { startSidecarFirst, type TableRow } from './start-sidecar-first.ts';

/** docs/articles.md, written from plays of the engine. */
export async function articlesPage(): Promise<string> {
  return `# What articles say, what the kubelet does

Claims of articles about native sidecars, judged by the engine. Every number and every verdict on this page is computed from
plays by [test/articles](../test/articles), which fails when the page no longer agrees; \`npx vitest run test/articles -u\`
writes it anew. Where no version is named, the kubelet is 1.36.2, by the bare rules (nominal timing).

## “Moving to Native Sidecars” (K. Stoney, AutoTrader)

${claimTable(MOVING_TO_NATIVE_SIDECARS)}

## Kubernetes 1.28 sidecars (Lumigo)

${claimTable(SIDECARS_IN_1_28)}

## “Start Sidecar First”

Which means makes the app wait for its sidecar? The experiments are [examples/start-sidecar-first](../examples/start-sidecar-first);
\`outrigger explain\` tells each from its commands alone.

${meansTable(await startSidecarFirst())}

## Often read elsewhere

${claimTable(OFTEN_READ)}
`;
}

/** The article's table as Markdown. */
export function meansTable(rows: readonly TableRow[]): string {
  const lines = rows.map(({ means, startsBefore, appWaits, ifItFails }) => {
    return `| ${means} | ${startsBefore ? 'yes' : 'no'} | ${appWaits ? 'yes' : 'no'} | ${ifItFails} |`;
  });
  return [
    '| of the sidecar | it starts before the app | the app waits | what if it fails |',
    '|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function claimTable(claims: readonly Claim[]): string {
  const lines = claims.map(({ says, judge }) => {
    const { verdict, shows } = judge();
    return `| ${says} | ${verdict} | ${shows} |`;
  });
  return ['| The claim | Verdict | What the engine shows |', '|---|---|---|', ...lines].join('\n');
}
