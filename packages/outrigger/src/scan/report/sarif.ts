import type { Finding, Rule } from '@outrigger/sidecars';
import manifest from '../../../package.json' with { type: 'json' };
import { fingerprint } from '../fingerprint.ts';
import type { Report } from '../print-reports.ts';
import { relativeUri, sayWhole } from './say-finding.ts';

/** SARIF 2.1.0, as GitHub's code scanning takes it: at most 25,000 results, relative URIs, fingerprints that survive moved lines. */
export function sarifReport({ findings, rules }: Report): string {
  const used = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'outrigger', semanticVersion: manifest.version, rules: used.map(toRule) } },
        originalUriBaseIds: { SRCROOT: { description: { text: 'the directory that was scanned from' } } },
        columnKind: 'utf16CodeUnits',
        results: findings.slice(0, MOST).map((finding) => toResult(finding, used)),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const MOST = 25_000;
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

function toRule({ id, name, title, why, instead, severity, group }: Rule): object {
  return {
    id,
    name,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${instead}`, markdown: `${why}\n\n${instead}` },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [group] },
  };
}

function toResult(finding: Finding, rules: readonly Rule[]): object {
  const { rule, severity, file, position, object } = finding;
  const { line, column, endLine, endColumn } = position;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: sayWhole(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(file), uriBaseId: 'SRCROOT' },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        ...(object && {
          logicalLocations: [
            { name: object.name, kind: 'resource', fullyQualifiedName: `${object.kind}/${object.name}` },
          ],
        }),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint(finding) },
  };
}
