import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Rule } from '@outrigger/sidecars';
import manifest from '../../../package.json' with { type: 'json' };
import { fingerprint } from '../fingerprint.ts';
import type { Report } from '../print-reports.ts';
import { pageOf } from './rule-page.ts';
import { sayWhole } from './say-finding.ts';
import { type TextFix, textFixes } from './text-fixes.ts';

/** SARIF 2.1.0, as GitHub's code scanning takes it: at most 25,000 results, relative URIs, fingerprints that survive moved lines. */
export async function sarifReport({ findings, suppressed, rules }: Report): Promise<string> {
  const allowed = suppressed.map(({ finding }) => finding);
  const reasons = new Map(suppressed.map(({ finding, reason }) => [finding, reason]));
  const worstFirst = [...findings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]), ...allowed];
  const kept = new Set(worstFirst.slice(0, MOST));
  const shown = [...findings, ...allowed].filter((finding) => kept.has(finding));
  const present = new Set(shown.map(({ rule }) => rule));
  const used = rules.filter(({ id }) => present.has(id));
  const indexes = new Map(used.map(({ id }, index) => [id as string, index]));
  const fixes = await textFixes(shown);
  const prints = new Map<string, number>();
  const results = shown.map((finding) =>
    toResult(finding, {
      index: indexes.get(finding.rule) ?? -1,
      fix: fixes.get(finding),
      reason: reasons.get(finding),
      print: nthPrint(finding, prints),
    }),
  );
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'outrigger', semanticVersion: manifest.version, rules: used.map(toRule) } },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'the directory that was scanned from' } } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** GitHub takes no more of one run. */
const MOST = 25_000;
const ORDER = { error: 0, warning: 1, info: 2 } as const;
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

function toRule({ id, name, title, why, instead, severity, group }: Rule): object {
  return {
    id,
    name,
    helpUri: pageOf(id),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${instead}`, markdown: `${why}\n\n${instead}` },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [group] },
  };
}

interface Around {
  readonly index: number;
  readonly fix: TextFix | undefined;
  /** Why it is suppressed. */
  readonly reason: string | undefined;
  readonly print: string;
}

function toResult(finding: Finding, { index, fix, reason, print }: Around): object {
  const { rule, severity, file, position, object } = finding;
  const { line, column, endLine, endColumn } = position;
  const name = object && [object.kind, object.namespace, object.name].filter(Boolean).join('/');
  return {
    ruleId: rule,
    ruleIndex: index,
    level: LEVELS[severity],
    message: { text: sayWhole(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: locationOf(file),
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        ...(object && { logicalLocations: [{ name: object.name, kind: 'resource', fullyQualifiedName: name }] }),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: print },
    ...(reason !== undefined && { suppressions: [{ kind: 'inSource', justification: reason }] }),
    ...(fix && { fixes: [toFix(file, fix)] }),
  };
}

function toFix(file: string, { title, replacements }: TextFix): object {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: locationOf(file),
        replacements: replacements.map(({ text, ...deletedRegion }) => ({ deletedRegion, insertedContent: { text } })),
      },
    ],
  };
}

/** Relative to where the command runs, with slashes; of a file elsewhere, its whole address. */
function locationOf(file: string): object {
  if (file === '-') return { uri: 'stdin', uriBaseId: '%SRCROOT%' };
  const path = relative('.', file);
  if (path.startsWith('..')) return { uri: pathToFileURL(resolve(file)).href };
  const uri = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

/** Several alike in one file are told apart by their number, as GitHub's own fingerprints are. */
function nthPrint(finding: Finding, prints: Map<string, number>): string {
  const print = fingerprint(finding);
  const key = `${finding.file}\n${print}`;
  const n = (prints.get(key) ?? 0) + 1;
  prints.set(key, n);
  return `${print}:${n}`;
}
