import { describe, expect, it } from 'vitest';
import { asLegacy } from '../compare/as-legacy.ts';
import { played, scenarioOf, sidecar } from '../testing/played.ts';
import { htmlPage } from './html-page.ts';
import { PAGE_SCRIPT } from './page-script.ts';

const HOSTILE = `</script><img src=x onerror="document.title='owned'"><!--`;

describe('a page', () => {
  const scenario = scenarioOf({
    name: 'web',
    inits: [sidecar('proxy')],
    behaviour: { app: [{ run: '3s', exit: 1 }] },
    timeline: [{ at: '30s', delete: {} }],
    until: '60s',
  });
  const timeline = played(scenario);
  const page = htmlPage({
    lives: [{ timeline, scenario }],
    notes: [{ title: 'Assumed', rows: [['proxy', 'is assumed to run on']] }],
  });

  it('is complete in itself', () => {
    expect(page).toContain(`default-src 'none'`);
    expect(page).not.toMatch(/(?:src|href)=|@import|url\((?!#)/);
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
  });

  it('shows everything without a script: chart, story, Events, kubectl get over time, notes', () => {
    for (const part of [
      '<svg',
      'app exits with 1',
      'Back-off restarting failed container',
      'Init:0/1',
      'assumed to run on',
    ])
      expect(page.slice(0, page.indexOf('<script'))).toContain(part);
  });

  it('hands its script all that happened, by time', () => {
    const { scale, lives } = dataOf(page);
    expect(scale.end).toBe(30_000);
    const [life] = lives;
    expect(life.goneAt).toBe(30_000);
    expect(life.containers.map((c: { name: string }) => c.name)).toEqual(['proxy', 'app']);
    for (const track of [life.get, life.phase, life.events, ...life.containers.map((c: { spans: [] }) => c.spans)]) {
      const times = track.map(([at]: [number]) => at);
      expect(times).toEqual(times.toSorted((a: number, b: number) => a - b));
    }
  });

  it('has a script that can be parsed', () => {
    expect(() => new Function(PAGE_SCRIPT)).not.toThrow();
    expect(PAGE_SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|fetch\(/);
  });

  it('shows two lives on one axis with what differs', () => {
    const legacy = { ...scenario, pod: asLegacy(scenario.pod) };
    const both = htmlPage({
      lives: [
        { timeline, scenario },
        { timeline: played(legacy), scenario: legacy },
      ],
    });
    expect(both.match(/<svg class="og" xmlns/g)).toHaveLength(2);
    expect(both).toContain('because proxy is an ordinary container with legacy');
    expect(dataOf(both).lives).toHaveLength(2);
  });

  it('stays small whatever happened a thousand times', () => {
    const loop = scenarioOf({ behaviour: { app: [{ run: '1s', exit: 1 }] }, until: '240h' });
    const small = htmlPage({ lives: [{ timeline: played(loop), scenario: loop }] });
    expect(small.length).toBeLessThan(120_000);
    const { app } = Object.fromEntries(dataOf(small).lives[0].containers.map((c: { name: string }) => [c.name, c]));
    expect(app.shown.at(-1)[4]).toBeGreaterThan(2000);
  });

  it('makes hostile names and messages harmless', () => {
    const evil = scenarioOf({
      name: HOSTILE,
      inits: [sidecar(HOSTILE, { image: HOSTILE })],
      mains: [{ name: `\u2028\u001b]0;x\u0007` }],
      until: '9s',
    });
    const hostile = htmlPage({
      lives: [
        { timeline: played(evil), scenario: { ...evil, description: HOSTILE }, name: HOSTILE },
        { timeline: played(evil), name: '<svg onload=x>' },
      ],
      notes: [{ title: HOSTILE, rows: [[HOSTILE, HOSTILE]] }],
    });
    expect(hostile).not.toMatch(/<img|<svg onload|<!--|\u2028/);
    expect(hostile).not.toContain('\u001b');
    expect(hostile.match(/<\/script>/g)).toHaveLength(2);
    expect(dataOf(hostile).lives[0].pod).toBe(HOSTILE);
  });
});

function dataOf(page: string) {
  const [, json = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(json);
}
