import type { Finding } from '@outrigger/sidecars';
import type { Report } from '../print-reports.ts';
import { sayObject, sayWhole } from './say-finding.ts';

/** One suite per file, one case per rule and object; a failure for a warning or an error. */
export function junitReport({ findings }: Report): string {
  const suites = [...Map.groupBy(findings, ({ file }) => file)].map(([file, found]) => {
    const failures = found.filter(({ severity }) => severity !== 'info').length;
    return `  <testsuite name="${xml(file)}" tests="${found.length}" failures="${failures}">\n${found.map(toCase).join('')}  </testsuite>\n`;
  });
  const failures = findings.filter(({ severity }) => severity !== 'info').length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="outrigger scan" tests="${findings.length}" failures="${failures}">\n${suites.join('')}</testsuites>\n`;
}

function toCase(finding: Finding): string {
  const { rule, severity, file, position } = finding;
  const head = `    <testcase classname="${xml(rule)}" name="${xml(`${rule} ${sayObject(finding)}`)}" file="${xml(file)}" line="${position.line}"`;
  if (severity === 'info') return `${head}><system-out>${xml(sayWhole(finding))}</system-out></testcase>\n`;
  const text = xml(sayWhole(finding));
  return `${head}><failure type="${severity}" message="${text}">${xml(`${file}:${position.line}:${position.column}`)}: ${text}</failure></testcase>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function xml(text: string): string {
  // Control characters have no place in XML 1.0, not even as entities.
  const plain = text.replace(/\p{Cc}/gu, (c) => ('\t\n\r'.includes(c) ? c : '\ufffd'));
  return plain.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}
