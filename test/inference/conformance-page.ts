import { allChecks } from '../../packages/outrigger/src/inference/conformance/checks/all-checks.ts';

/** docs/inference/conformance.md. */
export function conformancePage(): string {
  const groups = Map.groupBy(allChecks, ({ id }) => id.split('/')[0] as string);
  const tables = [...groups].map(([name, checks]) => {
    const rows = checks.map(({ id, level, what }) => `| \`${id}\` | ${level} | ${what} |`);
    return `### ${name}\n\n| | | |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `${INTRODUCTION}\n${tables.join('\n')}`;
}

const INTRODUCTION = `# Conformance of endpoint pickers

[\`outrigger inference conformance\`](../commands/inference.md#conformance) plays Envoy to a running endpoint picker, over real gRPC, and checks what
the [endpoint picker protocol](https://github.com/kubernetes-sigs/gateway-api-inference-extension/tree/main/docs/proposals/004-endpoint-picker-protocol)
demands. It is a black box: it works for any picker, and messages are read and written apart from our own server's code.

\`\`\`sh
outrigger inference conformance --target 127.0.0.1:9002
outrigger inference conformance --target 10.0.0.5:9002 --tls --health 10.0.0.5:9003 --model llama   # upstream's picker
\`\`\`

The picker needs a pool with at least one ready endpoint; nothing is sent to that endpoint. Some checks need something that only its
owner can arrange, and are skipped without it: \`--rewritten\` names a model for which the server is asked for another, \`--shed\` one whose
requests are shed at the moment, \`--empty\` a second picker whose pool has no ready endpoint.

A check that \`must\` pass and does not makes the exit code 1: the protocol demands it, or Envoy fails without it. What \`should\` pass is what
upstream's picker (llm-d-router, ebab687) does beyond that; it is told as a warning, and counts with \`--strict\`.

Requests are sent in full duplex (FULL_DUPLEX_STREAMED), as the protocol demands. How our own picker answers proxies that are set up in
another way is told in [protocol.md](protocol.md).

The kit itself is held to its word: for each check there is a picker that is wrong in one way, and the check has to find it
(\`test/inference/conformance\`).

## Upstream’s picker

llm-d-router at ebab687 with its default plug-ins and three endpoints of a file, asked on 2026-11-21 with \`--empty\` and without \`--rewritten\` and \`--shed\`,
which have no place in its file mode: 60 checks passed, 5 failed, 3 warnings, 4 skipped. What failed:

| | |
|---|---|
| \`order/trailers\` | a request that ends with trailers is never answered |
| \`body/end-2-times\`, \`body/end-3-times\` | what Envoy tells twice is read as a second body, and the request refused with 400 |
| \`subset/none-matching-headers-only\` | a request without a body goes to any endpoint, whatever the subset |
| \`refusal/no-endpoints-headers-only\` | with no endpoint it is answered with 500 |

## Checks
`;
