import type { Driver } from '../runtime/pod-runtime.ts';

/** A driver that remembers where the one pod it opens can be reached. */
export interface AddressWatch {
  readonly driver: Driver;
  /** Undefined before there was a sandbox. */
  readonly address: () => string | undefined;
}

/** Listens in on what a driver says of sandboxes. */
export function watchAddress(driver: Driver): AddressWatch {
  let address: string | undefined;
  return {
    address: () => address,
    driver: {
      name: driver.name,
      runtime: driver.runtime,
      images: driver.images,
      reach: driver.reach,
      async open(place, watch) {
        const runtime = await driver.open(place, watch);
        return {
          ...runtime,
          async createSandbox(attempt) {
            const made = await runtime.createSandbox(attempt);
            address = made.podIp;
            return made;
          },
          async inspect() {
            const contents = await runtime.inspect();
            address = contents.sandboxes.find(({ ready }) => ready)?.podIp ?? address;
            return contents;
          },
        };
      },
      // It is one pod's view of a driver that many share.
      [Symbol.asyncDispose]: async () => {},
    },
  };
}
