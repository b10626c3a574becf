import { Failure } from '../../world/failure.ts';

/**
 * The lines of a text that comes in pieces. JSON may hold U+2028 as it is, at which Node's readline would divide it. Throws a Failure
 * for what is no UTF-8, and for a line that is longer than any event.
 */
export async function* splitLines(pieces: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let rest = '';
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch (cause) {
      throw new Failure(`${name}:${line}:1: in this line or soon after it there is something that is no UTF-8`, {
        code: 'no-export',
        hint: 'exports are UTF-8',
        cause,
      });
    }
  };
  for await (const piece of pieces) {
    const lines = (rest + decode(piece)).split('\n');
    rest = lines.pop() ?? '';
    for (const each of lines) {
      yield each;
      line++;
    }
    if (rest.length <= LONGEST) continue;
    throw new Failure(`${name}:${line}:1: a line of more than ${LONGEST / 2 ** 20} Mi characters is no event`, {
      code: 'no-export',
      hint: 'an export has an object on each line',
    });
  }
  rest += decode();
  if (rest !== '') yield rest;
}

const LONGEST = 64 * 2 ** 20;
