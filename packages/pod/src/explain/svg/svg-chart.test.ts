import { describe, expect, it } from 'vitest';
import { played, scenarioOf, sidecar } from '../testing/played.ts';
import { svgChart } from './svg-chart.ts';

const HOSTILE = `</script><img src=x onerror="alert('1')">&`;

describe('a picture of a life', () => {
  const scenario = scenarioOf({
    name: 'web',
    inits: [{ name: 'setup' }, sidecar('proxy')],
    behaviour: { setup: [{ run: '2s' }], app: [{ run: '3s', exit: 1 }] },
    timeline: [{ at: '30s', delete: {} }],
    until: '60s',
  });
  const svg = svgChart(played(scenario), { scenario });

  it('says what it shows to those who cannot see it', () => {
    expect(svg).toContain('role="img" aria-labelledby="og-t og-d"');
    expect(svg).toContain('<title id="og-t">web, kubelet 1.36.2</title>');
    expect(svg).toMatch(
      /<desc id="og-d">30 s of a pod&#39;s life\. .*setup: runs from 0 s and exited with 0 from 2 s\./,
    );
  });

  it('is readable on light and on dark paper, and loads nothing', () => {
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\((?!#)|<script|<image|href=/);
  });

  it('is well-formed', () => {
    expect(unbalanced(svg)).toEqual([]);
  });

  it('is as wide as asked, and as high as it needs to be', () => {
    expect(svgChart(played(scenario), { width: 700 })).toContain('viewBox="0 0 700 ');
  });

  it('makes hostile names harmless', () => {
    const evil = scenarioOf({
      name: HOSTILE,
      inits: [sidecar(HOSTILE)],
      mains: [{ name: '\u001b[31m容器' }],
      until: '5s',
    });
    const drawn = svgChart(played(evil), { scenario: evil });
    expect(drawn).not.toContain('<img');
    expect(drawn).not.toContain('\u001b');
    expect(unbalanced(drawn)).toEqual([]);
  });
});

/** Tags that are opened and never closed, or the other way round. */
function unbalanced(markup: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, close, name = '', self] of markup.matchAll(/<(\/?)([a-z]+)(?:\s(?:[^"<>]|"[^"<]*")*?)?(\/?)>/g)) {
    if (self) continue;
    if (!close) open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...open, ...wrong];
}
