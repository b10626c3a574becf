import { type Scene, say } from './scene.ts';
import { CONFIG } from './words/config.ts';
import { IMAGES, LIFE } from './words/life.ts';
import { NODE_WORDS, STORAGE_AND_NETWORK } from './words/surroundings.ts';

/** Told one by one. */
export const WORDS: readonly Scene[] = [...CONFIG, ...LIFE, ...IMAGES, ...STORAGE_AND_NETWORK, ...NODE_WORDS].map(
  ({ what, objects, about, reason, message, more, root }) => ({
    what,
    objects,
    said: [say(0, about, reason, message, more)],
    causes:
      root === undefined ? [] : [{ root, ...(about.startsWith('Pod') || root === about ? {} : { affected: [] }) }],
  }),
);
