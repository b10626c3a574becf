import { main } from '../../packages/outrigger/src/main.ts';

// The command from its sources, for tests that need a process of its own to signal or to kill.
process.exitCode = await main(process.argv);
