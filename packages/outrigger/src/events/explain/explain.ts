import { explainPod, readTime } from '@outrigger/events';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { SourceFlags } from '../ask/flags.ts';
import { asking, openSource } from '../ask/open-source.ts';
import { incidentStory } from '../incidents/incident-story.ts';
import { oneLine, safeJson, safeYaml } from '../print/safe.ts';

/** What the flags of `outrigger events explain` hold. */
export interface ExplainPodFlags extends SourceFlags {
  readonly namespace: string;
  readonly cluster?: string;
  readonly since?: string;
  readonly until?: string;
  readonly output: 'table' | 'json' | 'yaml';
}

/** Runs `outrigger events explain` and answers with its exit code. */
export async function explain(
  [word = '']: readonly string[],
  flags: ExplainPodFlags,
  surroundings: Surroundings,
): Promise<number> {
  const { stdout } = surroundings;
  const parts = word.replace(/^(?:pods?|po)\//i, '').split('/');
  const name = parts.pop() ?? '';
  const namespace = parts[0] ?? flags.namespace;
  const now = Date.now();
  const from = timeOf('--since', flags.since, now);
  const until = timeOf('--until', flags.until, now);
  const range = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
  await using source = await openSource(flags, surroundings);
  const explained = await asking(() => explainPod(source.reader, { cluster: flags.cluster, namespace, name, range }));
  if (explained === undefined) {
    throw new Failure(`nothing is known of pod "${name}" in namespace "${namespace}"`, {
      code: 'no-pod',
      hint: 'name its namespace with -n; outrigger events query -A --for pod/NAME looks everywhere',
    });
  }
  if (flags.output === 'json') stdout.write(`${safeJson(explained, 2)}\n`);
  else if (flags.output === 'yaml') stdout.write(await safeYaml(explained));
  else {
    const seen = explained.sentences.map(({ at, text }) => `  ${new Date(at).toISOString()}  ${text}`);
    const why = explained.incidents.flatMap((incident) => ['', ...incidentStory(incident)]);
    for (const line of [explained.summary, '', ...seen, ...why]) stdout.write(`${oneLine(line)}\n`);
  }
  return 0;
}

function timeOf(flag: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const at = readTime(text, now);
  if (at === undefined) throw badFlag(flag, `"${text}" is no time`, 'write 15m, 1h30m, 2d, or RFC 3339');
  return at;
}
