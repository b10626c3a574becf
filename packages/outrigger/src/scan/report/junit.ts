import type { Finding } from '@outrigger/sidecars';
import type { Report } from '../print-reports.ts';
import { sayObject, sayWhole } from './say-finding.ts';

/** One suite per file, one case per rule and object: a failure for a warning or an error, skipped where it is suppressed. */
export function junitReport({ findings, suppressed }: Report): string {
  const reasons = new Map(suppressed.map(({ finding, reason }) => [finding, reason]));
  const all = [...findings, ...reasons.keys()];
  const suites = [...Map.groupBy(all, ({ file }) => file)].map(([file, found]) => {
    const cases = [...Map.groupBy(found, (finding) => `${finding.rule} ${sayObject(finding)}`)];
    const texts = cases.map(([name, alike]) => toCase(name, alike, reasons));
    return { counts: count(cases, reasons), file, texts };
  });
  const total = suites.map(({ counts }) => counts).reduce(add, { tests: 0, failures: 0, skipped: 0 });
  const blocks = suites.map(
    ({ counts, file, texts }) =>
      `  <testsuite name="${xml(file)}" ${attributes(counts)}>\n${texts.join('')}  </testsuite>\n`,
  );
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return `${head}<testsuites name="outrigger scan" ${attributes(total)}>\n${blocks.join('')}</testsuites>\n`;
}

type Reasons = ReadonlyMap<Finding, string>;
interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

function count(cases: readonly (readonly [string, readonly Finding[]])[], reasons: Reasons): Counts {
  const failing = cases.filter(([, alike]) => alike.some((finding) => isFailure(finding, reasons)));
  const skipped = cases.filter(([, alike]) => alike.every((finding) => reasons.has(finding)));
  return { tests: cases.length, failures: failing.length, skipped: skipped.length };
}

function add(a: Counts, b: Counts): Counts {
  return { tests: a.tests + b.tests, failures: a.failures + b.failures, skipped: a.skipped + b.skipped };
}

function attributes({ tests, failures, skipped }: Counts): string {
  return `tests="${tests}" failures="${failures}" skipped="${skipped}"`;
}

function isFailure(finding: Finding, reasons: Reasons): boolean {
  return finding.severity !== 'info' && !reasons.has(finding);
}

/** Findings of one rule in one object. */
function toCase(name: string, alike: readonly Finding[], reasons: Reasons): string {
  const [first] = alike;
  const head = `    <testcase classname="${xml(first?.rule ?? '')}" name="${xml(name)}" file="${xml(first?.file ?? '')}" line="${first?.position.line}"`;
  const reason = first && reasons.get(first);
  if (reason !== undefined && alike.every((finding) => reasons.has(finding)))
    return `${head}><skipped message="${xml(reason)}"/></testcase>\n`;
  const failing = alike.filter((finding) => isFailure(finding, reasons));
  const [worst] = failing;
  if (!worst) return `${head}><system-out>${xml(alike.map(placed).join('\n'))}</system-out></testcase>\n`;
  return `${head}><failure type="${worst.severity}" message="${xml(sayWhole(worst))}">${xml(failing.map(placed).join('\n'))}</failure></testcase>\n`;
}

function placed(finding: Finding): string {
  const { file, position } = finding;
  return `${file}:${position.line}:${position.column}: ${sayWhole(finding)}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

function xml(text: string): string {
  // Control characters have no place in XML 1.0, not even as entities.
  const plain = text.replace(/\p{Cc}|\p{Cs}/gu, (c) => ('\t\n\r'.includes(c) ? c : '\ufffd'));
  return plain.replace(/[&<>"'\n]/g, (c) => ENTITIES[c] ?? c);
}
