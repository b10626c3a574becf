/** The number of a port that is given by number or by name, or why there is none (pkg/probe/util.go@v1.36.2: ResolveContainerPort). */
export function containerPort(written: number | string, ports: ReadonlyMap<string, number>): number | NoPort {
  const port = typeof written === 'number' ? written : (ports.get(written) ?? numberOf(written));
  if (typeof port !== 'number') return port;
  return port > 0 && port < 65536 ? port : { noPort: `invalid port number: ${port}` };
}

/** A port that cannot be found, in the kubelet's words. */
export interface NoPort {
  readonly noPort: string;
}

/** A number may have been written as a text; what is none is told in the words of Go's strconv. */
function numberOf(text: string): number | NoPort {
  return /^[+-]?\d+$/.test(text) ? Number(text) : { noPort: `strconv.Atoi: parsing "${text}": invalid syntax` };
}
