import type { Workload } from '@outrigger/manifest';
import { printDiff } from '../change/print-diff.ts';
import type { ReadFile } from '../input/read-files.ts';
import { resourceName } from '../input/resource-name.ts';
import { badFlag } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { type Answer, type Answers, readAnswers } from './answers.ts';
import { type MigrateRequest, migrateFiles } from './migrate-files.ts';
import { printReport } from './print-report.ts';

/**
 * Shows what would change for one workload after another and asks for each; what is agreed to. Answers are those of
 * `git add -p`: yes, no, all that follow, quit.
 */
export async function askEach(
  files: readonly ReadFile[],
  request: MigrateRequest,
  surroundings: Surroundings,
): Promise<ReadonlySet<Workload>> {
  if (!surroundings.stderr.isTty) throw badFlag('--interactive', 'there is nobody to ask: this is no terminal');
  const agreed = new Set<Workload>();
  const toAsk = files.flatMap((file) => file.workloads.filter(request.chosen).map((workload) => ({ file, workload })));
  using answers = readAnswers(surroundings);
  let agreesToAll = false;
  for (const { file, workload } of toAsk) {
    const answer: Answer = agreesToAll ? 'yes' : await ask(file, workload, { request, answers, surroundings });
    if (answer === 'quit') break;
    agreesToAll ||= answer === 'all';
    if (answer !== 'no') agreed.add(workload);
  }
  return agreed;
}

interface Asking {
  readonly request: MigrateRequest;
  readonly answers: Answers;
  readonly surroundings: Surroundings;
}

/** The change of this workload alone; one without a change needs no answer. */
async function ask(file: ReadFile, workload: Workload, { request, answers, surroundings }: Asking): Promise<Answer> {
  const { flags } = request;
  const alone = await migrateFiles([file], { ...request, chosen: (other) => other === workload });
  if (alone.every(({ before, after }) => before === after)) return 'no';
  printDiff(alone, flags, { ...surroundings, stdout: surroundings.stderr });
  printReport(alone, flags, surroundings);
  return answers.next(`Change ${resourceName(workload)} in ${file.file}?`);
}
