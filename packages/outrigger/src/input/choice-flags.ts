import type { Flag } from '../command-line/flag.ts';

/** Which of the objects in the files are meant, as kubectl says it; see `chooseWorkloads`. */
export const CHOICE_FLAGS: readonly Flag[] = [
  { flags: '-n, --namespace <NAME>', takes: 'one', description: 'only objects of this namespace, or of none' },
  {
    flags: '-l, --selector <LABELS>',
    takes: 'one',
    description: 'only objects with these labels (a=b,c!=d,e in (x,y),f,!g), theirs or their pods’',
  },
  {
    flags: '--name <[KIND/]NAME>',
    takes: 'many',
    description: 'only this object, such as deployment/web; may be repeated',
  },
];
