import { expect, test } from 'vitest';
import { renameModel } from './rename-model.ts';

const MOST = 1000;
const LONG = 'x'.repeat(2 * MOST);

const said = (texts: readonly string[], isStream: boolean): readonly string[] => {
  const renamer = renameModel({ from: 'a', to: 'b' }, isStream, MOST);
  return texts.map((text, i) => Buffer.concat(renamer.take([Buffer.from(text)], i === texts.length - 1)).toString());
};

test('an answer that is longer than may be held goes on as it is, as soon as that is seen', () => {
  const answer = ['{"model":"a","text":"', LONG, LONG, '"}'];
  expect(said(answer, false)).toEqual(['', `{"model":"a","text":"${LONG}`, LONG, '"}']);
});

test('so does an event; those behind it are renamed', () => {
  const answer = ['data:{"model":"a","text":"', LONG, `${LONG}"}\ndata:{"model":"a"}\ndata:{"mod`, 'el":"a"}\n'];
  expect(said(answer, true)).toEqual([
    '',
    `data:{"model":"a","text":"${LONG}`,
    `${LONG}"}\ndata:{"model":"b"}\n`,
    'data:{"model":"b"}\n',
  ]);
});
