import { type Output, OutputClosed, type Surroundings } from '../world/surroundings.ts';

/** Surroundings whose outputs tell once that their reader has gone, and are silent from then on. */
export function untilClosed(surroundings: Surroundings, closed: () => void): Surroundings {
  let isClosed = false;
  const guarded = (output: Output): Output => ({
    isTty: output.isTty,
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
    write(text) {
      if (isClosed) return;
      try {
        output.write(text);
      } catch (error) {
        if (!(error instanceof OutputClosed)) throw error;
        isClosed = true;
        closed();
      }
    },
  });
  return { ...surroundings, stdout: guarded(surroundings.stdout), stderr: guarded(surroundings.stderr) };
}
