/** Where so many model servers stand: each at an address of its own of this machine. */
export function modelAddresses(count: number, port: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `127.0.${1 + Math.floor(i / 250)}.${1 + (i % 250)}:${port}`);
}
