import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './prometheus.ts';
import { type Ask, listen, servePrometheus } from './serve-prometheus.ts';

/**
 * Starts a real Prometheus that scrapes a text, with more in the configuration of the scrape, and answers when the first
 * scrape is in: with a function that asks it.
 */
export async function scrapingPrometheus(exposition: string, scrapeConfig: object): Promise<Ask> {
  const target = createServer((_, response) => {
    target.emit('scraped');
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(exposition);
  });
  const port = await listen(target);
  onTestFinished(() => {
    target.close();
    target.closeAllConnections();
  });
  // By the second scrape, the first has been stored.
  const secondScrape = new Promise<void>((resolve) => {
    let scrapes = 0;
    target.on('scraped', () => {
      scrapes += 1;
      if (scrapes === 2) resolve();
    });
  });
  const targets = { static_configs: [{ targets: [`127.0.0.1:${port}`] }] };
  const job = { job_name: 'kube-state-metrics', honor_labels: true, ...scrapeConfig, ...targets };
  const ask = await servePrometheus(temporaryFolder(), { global: { scrape_interval: '1s' }, scrape_configs: [job] });
  await secondScrape;
  return ask;
}
