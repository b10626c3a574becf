import { setTimeout as sleep } from 'node:timers/promises';
import { followConfiguration, type StructuredAuthentication } from '@outrigger/cluster';
import { printProblems } from '../input/print-problems.ts';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** Who may sign in by an AuthenticationConfiguration. The file is followed until the signal, and what comes of that is said on stderr. */
export async function followSignIn(
  file: string,
  { signal, surroundings }: { readonly signal: AbortSignal; readonly surroundings: Surroundings },
): Promise<StructuredAuthentication> {
  const say = (text: string) => surroundings.stderr.write(`${text}\n`);
  const authentication = await followConfiguration(file, {
    now: () => new Date(),
    delay: (ms, ending) => sleep(ms, undefined, { signal: ending, ref: false }).catch(() => {}),
    signal,
    tell(news) {
      if (news.is === 'reloaded') say(`${file} was read again`);
      else if (news.is === 'refused') say(`a token was refused: ${news.why}`);
      else {
        printProblems(news.problems, surroundings, { color: 'auto' });
        say('what it said before is kept');
      }
    },
  });
  if (!('problems' in authentication)) return authentication;
  printProblems(authentication.problems, surroundings, { color: 'auto' });
  throw new Failure(`nobody can sign in by ${file}`, {
    code: 'bad-authentication-config',
    exitCode: 2,
    hint: 'mend what is said above, or leave --authentication-config out',
  });
}
