import type { Statement } from 'unbash';
import type { InScript } from './find-in-script.ts';
import type { Reading } from './purpose.ts';
import { purposeOf } from './purpose-of.ts';

/**
 * `proxy & while [ ! -f /signals/done ]; do sleep 1; done; kill $!`: what a sidecar did to end with its app. The program stays,
 * in the foreground. Undefined for a script that does not end so.
 */
export function findEndOnFlag(
  statements: readonly Statement[],
  reading: Reading,
): { readonly from: number; readonly hack: InScript } | undefined {
  const started = statements.findLastIndex(({ background }) => background);
  const program = statements[started];
  const last = statements.at(-1);
  if (!program || !last || program === last || purposeOf(program, reading)) return undefined;
  let about: string | undefined;
  let isFlag = false;
  for (const statement of statements.slice(started + 1)) {
    const verdict = purposeOf(statement, reading);
    if (verdict === 'noise' || isWait(statement)) continue;
    if (verdict?.kind !== 'flag-file' || !verdict.isSure) return undefined;
    isFlag = true;
    about = verdict.about;
  }
  if (!isFlag) return undefined;
  const from = started + 1;
  const cuts = [{ start: program.command.end, end: last.end, text: '' }];
  return { from, hack: { kind: 'flag-file', about, start: statements[from]?.pos ?? last.pos, end: last.end, cuts } };
}

function isWait({ command }: Statement): boolean {
  return command.type === 'Command' && command.name?.value === 'wait';
}
