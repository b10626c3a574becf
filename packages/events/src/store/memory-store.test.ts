import { createMemoryStore } from './memory-store.ts';
import { describeStore } from './testing/store-suite.ts';

describeStore('a store in memory', async () => createMemoryStore(), false);
