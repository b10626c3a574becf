import { expect, test } from 'vitest';
import { findOutside } from './find-outside.ts';

const WAIT = 'until nc -z localhost 15021; do sleep 1; done';
const QUIT = 'curl -X POST localhost:15020/quitquitquit';

/** Instructions of a Dockerfile, and what is found in them, with the text that is shown. */
const DOCKERFILES: readonly (readonly [what: string, lines: string, found: readonly string[]])[] = [
  ['a shell form', `CMD ${WAIT}; exec /app`, [`wait-at-start istio-proxy: ${WAIT}`]],
  ['a line that goes on', `ENTRYPOINT /app; \\\n  ${QUIT}`, [`quit-at-end istio-proxy: ${QUIT}`]],
  [
    'an exec form with a shell',
    `CMD ["sh", "-c", "/app; ${QUIT}"]`,
    [`quit-at-end istio-proxy: ["sh", "-c", "/app; ${QUIT}"]`],
  ],
  [
    'a wrapper whose app is the command',
    'ENTRYPOINT ["/bin/linkerd-await", "--"]\nCMD ["/app"]',
    ['wait-wrapper linkerd-proxy: ["/bin/linkerd-await", "--"]'],
  ],
  [
    'a port of nobody in particular',
    'ENTRYPOINT ["wait-for-it", "localhost:5432", "--", "/app"]',
    ['wait-wrapper undefined: ["wait-for-it", "localhost:5432", "--", "/app"]'],
  ],
  ['the last one, which counts', `CMD ${WAIT}\nCMD /app`, []],
  ['another stage', `CMD ${WAIT}\nFROM scratch\nCMD ["/app"]`, []],
  ['what only builds', `RUN ${WAIT}; make`, []],
  ['a health check', `HEALTHCHECK --interval=5s \\\n  CMD ${WAIT}`, []],
  ['what is no list of words', `CMD [${WAIT}`, []],
];

test.each(DOCKERFILES)('in a Dockerfile, %s', (_what, lines, expected) => {
  const text = `FROM alpine:3\n${lines}\n`;
  const found = findOutside({ language: 'dockerfile', text });
  expect(found.map(({ kind, about, start, end }) => `${kind} ${about}: ${text.slice(start, end)}`)).toEqual(expected);
});

test.each([
  ['exec "$@"', 1],
  ['if true; then exec /app; fi', 1],
  ['./test-everything', 0],
])('a wait for a port of nobody in particular counts in what a container starts with: before %s', (then, count) => {
  const text = `until nc -z localhost 5432; do sleep 1; done\n${then}\n`;
  expect(findOutside({ language: 'shell', text })).toHaveLength(count);
});

test('sidecars of a user are known in scripts, too', () => {
  const entries = [
    {
      id: 'tailer',
      title: 'Tailer',
      role: 'logs' as const,
      recognise: { images: ['tailer'] },
      move: { when: 'always' as const },
      caveats: [],
      workarounds: { quits: [{ path: '/bye', port: 7000 }] },
      sources: [],
    },
  ];
  const text = './work; curl -X POST localhost:7000/bye\n';
  expect(findOutside({ language: 'shell', text, entries })).toMatchObject([{ kind: 'quit-at-end', about: 'tailer' }]);
  expect(findOutside({ language: 'shell', text })).toEqual([]);
});
