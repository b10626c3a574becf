/** Whether an object has a field, asked step by step, because CEL fails on the first step that is not there. */
export function has(object: string, ...path: readonly string[]): string {
  return path.map((_, at) => `has(${[object, ...path.slice(0, at + 1)].join('.')})`).join(' && ');
}

/** A list that may be absent. */
export function listOf(object: string, field: string): string {
  return `(has(${object}.${field}) ? ${object}.${field} : [])`;
}

/** The words of a container's command line. */
export function wordsOf(container: string): string {
  return `(${listOf(container, 'command')} + ${listOf(container, 'args')})`;
}

/** The port that a probe asks as a text, a name looked up in the container; empty where none is asked. */
export function portOf(probe: string, container: string): string {
  const asked = `${has(probe, 'httpGet')} ? dyn(${probe}.httpGet.port) : ${has(probe, 'tcpSocket')} ? dyn(${probe}.tcpSocket.port) : ${has(probe, 'grpc')} ? dyn(${probe}.grpc.port) : dyn('')`;
  const named = `${listOf(container, 'ports')}.filter(p, has(p.name) && p.name == string(port)).map(p, string(p.containerPort))`;
  // Names of ports have a letter in them. What is neither a number nor the name of a port is none.
  return `[${asked}].map(port, string(port).matches('^[0-9]*$') ? string(port) : (${named} + [''])[0])[0]`;
}
