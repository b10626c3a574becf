/** True in `npm run test:full`: play every recording and many more random cases, instead of a sample. */
export const isFullRun: boolean = process.env.OUTRIGGER_TEST === 'full';
