/** What is in one file: each file more costs a millisecond to find, to read and to link. */
export const chunks: readonly {
  readonly name: string;
  readonly test: (id: string) => boolean;
  readonly priority: number;
}[] = [
  {
    name: 'start',
    test: (id) => /\/outrigger\/src\/(?:world\/|command-line\/print-failure)|rolldown:runtime/.test(id),
    priority: 2,
  },
  { name: 'explain', test: (id) => isOurs(id) && !isRare(id), priority: 1 },
];

function isOurs(id: string): boolean {
  return /\/packages\/(?:pod|manifest|outrigger)\/src\//.test(id) && !id.endsWith('/outrigger/src/main.ts');
}

/** What plain `outrigger explain FILE` never needs; it stays in files of its own, loaded when asked for. */
function isRare(id: string): boolean {
  return rare.some((pattern) => pattern.test(id));
}

const rare: readonly RegExp[] = [
  /\/explain\/(?:html|svg|compare)\//,
  /\/explain\/compare-explanation/,
  /\/explain\/output\/(?:print-comparison|print-picture|print-data|to-document|resource-lines)/,
  /\/explain\/(?:command|examples|play-scenarios)\.ts/,
  /\/simulate\/(?:read-scenario|read-value|recording)/,
  /\/pod\/src\/resources\//,
  /\/manifest\/src\/parse\/(?:parse-full|convert-nodes)/,
  /\/outrigger\/src\/(?:catalog|change|completion|events|inference|logs|metrics|migrate|policy|ps|resources|run|scan|stop|up|version)\//,
  /\/outrigger\/src\/live\/read-cluster/,
  /\/manifest\/src\/(?:edit|write)\//,
  /\/outrigger\/src\/command-line\/(?:program|add-flag)/,
  /\/outrigger\/src\/input\/read-(?:life-file|own-entries|patches|scenarios)/,
];
