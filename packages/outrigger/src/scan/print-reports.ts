import type { Rule } from '@outrigger/sidecars';
import { hintFor } from '../world/did-you-mean.ts';
import { badFlag } from '../world/failure.ts';
import { printable } from '../world/printable.ts';
import { usesColor, widthOf } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { REPORTS, type ReportFormat, type ScanFlags } from './flags.ts';
import { compactReport } from './report/compact.ts';
import { githubReport } from './report/github.ts';
import { jsonReport } from './report/json.ts';
import { junitReport } from './report/junit.ts';
import { markdownReport } from './report/markdown.ts';
import { sarifReport } from './report/sarif.ts';
import { summary } from './report/summary.ts';
import { tableReport } from './report/table.ts';
import type { ScanResult } from './scan-inputs.ts';
import { writeReport } from './write-report.ts';

/** One `-o`: a format, and the file it goes to. */
export interface ScanOutput {
  readonly format: ReportFormat;
  readonly file?: string;
}

/** What reports are made from. */
export interface Report extends ScanResult {
  readonly rules: readonly Rule[];
}

/** How a report for people looks. */
export interface ReportStyle {
  readonly color: boolean;
  readonly width: number;
}

/** Reads the values of `-o`; only one of them can go to stdout. */
export function outputsOf(values: readonly string[]): readonly ScanOutput[] {
  const outputs = values.map((value): ScanOutput => {
    const [name = '', ...rest] = value.split('=');
    const format = REPORTS.find((each) => each === name);
    if (!format) throw badFlag('--output', `no format "${name}"`, hintFor(name, REPORTS));
    if (value.endsWith('=')) throw badFlag('--output', `"${value}" names no file`, `such as -o ${format}=report.txt`);
    return rest.length > 0 ? { format, file: rest.join('=') } : { format };
  });
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw badFlag(
      '--output',
      'two formats cannot both go to standard output',
      'write one of them to a file: -o sarif=FILE',
    );
  }
  return outputs;
}

/** Writes every report where it belongs; a file appears as a whole. */
export async function printReports(
  outputs: readonly ScanOutput[],
  report: Report,
  { flags, surroundings }: { readonly flags: ScanFlags; readonly surroundings: Surroundings },
): Promise<void> {
  const { stdout, stderr, env } = surroundings;
  for (const { format, file } of outputs) {
    const style = {
      color: file === undefined && usesColor(flags.color, env, stdout),
      width: widthOf(undefined, env, stdout),
    };
    const text = await render(format, report, style);
    if (file === undefined) stdout.write(text);
    else writeReport(file, text);
  }
  if (!flags.quiet) stderr.write(printable(summary(report), false));
}

async function render(format: ReportFormat, report: Report, style: ReportStyle): Promise<string> {
  switch (format) {
    case 'table':
      return printable(tableReport(report, style), style.color);
    case 'compact':
      return printable(compactReport(report), false);
    case 'json':
      return jsonReport(report);
    case 'yaml': {
      const { stringify } = await import('yaml');
      return stringify(JSON.parse(jsonReport(report)), { version: '1.1', lineWidth: 0 });
    }
    case 'sarif':
      return sarifReport(report);
    case 'junit':
      return junitReport(report);
    case 'github':
      return githubReport(report);
    case 'markdown':
      return markdownReport(report);
  }
}
