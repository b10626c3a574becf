import type { Flag } from '../command-line/flag.ts';

/** What to do with changes of files; a JSON patch is made per thing of this name. */
export function changeFlags(patched: string): readonly Flag[] {
  return [
    { flags: '--diff', takes: 'nothing', description: 'print the changes as a diff, and write nothing (the default)' },
    { flags: '--write', takes: 'nothing', description: 'change the files: each as a whole, or not at all' },
    {
      flags: '--json-patch',
      takes: 'nothing',
      description: `print a JSON patch (RFC 6902) per ${patched}, for kubectl patch --type json`,
    },
    { flags: '--check', takes: 'nothing', description: 'exit with 1 when there is something to change' },
  ];
}
