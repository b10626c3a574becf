import { readFileSync } from 'node:fs';
import { type Kubelet, play, readScenario, toRecording } from '@outrigger/pod';
import type { Surroundings } from '../world/surroundings.ts';
import { scenarioDocuments } from './scenario-documents.ts';

/** Plays every Scenario of the files and prints one recording per line; answers with the number of bad ones. */
export function playScenarios(files: readonly string[], kubelet: Kubelet, { stdout, stderr }: Surroundings): number {
  let bad = 0;
  const complain = (message: string) => {
    bad++;
    stderr.write(`error: ${message}\n`);
  };
  for (const file of files) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      complain(`${file}: ${(error as Error).message}`);
      continue;
    }
    for (const { value, fault, placeOf } of scenarioDocuments(text)) {
      const read = fault === undefined ? readScenario(value) : undefined;
      if (!read) complain(`${file}:${placeOf([])}: ${fault}`);
      else if (read.ok) stdout.write(`${JSON.stringify(toRecording(play(read.scenario, kubelet)))}\n`);
      else for (const { path, message } of read.problems) complain(`${file}:${placeOf(path)}: ${message}`);
    }
  }
  return bad;
}
