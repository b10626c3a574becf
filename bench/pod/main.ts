import { kubeletOf, play, readScenario, type Scenario } from '@outrigger/pod';
import { crashLoop, sidecarPod } from './lives.ts';
import { measure } from './measure.ts';

// How many pod lives one core plays in a second, and how the cost grows. There is no peer to measure against: nothing
// else plays pods on virtual time. The limits are the aims of issue 3, and the real time that a kubelet needs.
const AIM_LIVES = 20_000;
const AIM_DAY = 5;

const kubelet = kubeletOf('1.36.2');
if (!kubelet) throw new Error('the benchmark asks for an unknown kubelet');
const once = (scenario: Scenario) => play(scenario, kubelet);

const three = read(sidecarPod({ sidecars: 3 }));
const life = measure(() => once(three));
const perSecond = 1000 / life.ms;
line(
  'one life, three sidecars with three probes each, 60 s',
  `${perSecond.toFixed(0)} lives/s`,
  perSecond / AIM_LIVES,
  'of the aim',
);
line('  against the real time it stands for', `${life.ms.toFixed(4)} ms for 60 s`, 60_000 / life.ms, 'times faster');

for (const sidecars of [0, 1, 3, 6, 12]) {
  const scenario = read(sidecarPod({ sidecars }));
  const { ms } = measure(() => once(scenario));
  line(`  ${sidecars} sidecars`, `${ms.toFixed(4)} ms`, ms / life.ms, 'of three sidecars');
}

const day = read(crashLoop('24h'));
const dayCost = measure(() => once(day));
line('a crash loop of 24 hours', `${dayCost.ms.toFixed(2)} ms`, dayCost.ms / AIM_DAY, 'of the limit');
for (const until of ['1h', '6h', '96h']) {
  const scenario = read(crashLoop(until));
  const { ms } = measure(() => once(scenario));
  line(`  ${until}`, `${ms.toFixed(2)} ms`, ms / dayCost.ms, 'of 24 hours');
}

function read(document: unknown): Scenario {
  const result = readScenario(document);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.scenario;
}

function line(what: string, figure: string, ratio: number, ofWhat: string): void {
  process.stdout.write(`${what.padEnd(56)} ${figure.padStart(24)} ${ratio.toFixed(2).padStart(12)} ${ofWhat}\n`);
}
