import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import type { Surroundings } from '../world/surroundings.ts';

/** What somebody says to a question. */
export type Answer = 'yes' | 'no' | 'all' | 'quit';

/** The answers of somebody at a terminal, one after another. */
export interface Answers extends Disposable {
  /** Asks; the end of the input means that nobody answers any more. */
  readonly next: (question: string) => Promise<Answer>;
}

/** Reads answers from the standard input, line by line. */
export function readAnswers({ stdin, stderr }: Surroundings): Answers {
  const input = Readable.from(stdin());
  const reader = createInterface({ input });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async next(question) {
      for (;;) {
        stderr.write(`${question} [y,n,a,q,?] `);
        const { value, done } = await lines.next();
        if (done) return 'quit';
        const answer = ANSWERS.get(value.trim().toLowerCase());
        if (answer) return answer;
        stderr.write('y: yes · n: no · a: yes, and all that follow · q: no, and none that follow\n');
      }
    },
    [Symbol.dispose]() {
      reader.close();
      input.destroy();
    },
  };
}

const ANSWERS: ReadonlyMap<string, Answer> = new Map([
  ['y', 'yes'],
  ['yes', 'yes'],
  ['', 'no'],
  ['n', 'no'],
  ['no', 'no'],
  ['a', 'all'],
  ['q', 'quit'],
]);
