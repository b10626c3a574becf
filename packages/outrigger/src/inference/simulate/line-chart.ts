/** A chart of lines over requests a second. */
export interface Chart {
  readonly title: string;
  /** Does the upright axis go by powers of ten? */
  readonly isLog: boolean;
  readonly lines: readonly { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }[];
}

/** Size of a chart in pixels. */
export const PANEL = { width: 360, height: 300 };

/** Draws a chart as the inside of an SVG; lines differ by colour and by dashes, and what was played has a dot. */
export function lineChart({ title, isLog, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points).filter(([, y]) => Number.isFinite(y));
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const low = isLog ? 10 ** Math.floor(Math.log10(Math.max(1e-3, Math.min(...ys)))) : 0;
  const high = isLog ? 10 ** Math.ceil(Math.log10(Math.max(...ys, low * 10))) : roundUp(Math.max(0, ...ys) || 1);
  const placeX = (x: number) => AREA.left + ((x - left) / (right - left || 1)) * AREA.width;
  const share = (y: number) => (isLog ? Math.log(Math.max(y, low) / low) / Math.log(high / low) : y / high);
  const placeY = (y: number) => AREA.top + (1 - share(y)) * AREA.height;
  const ticks = isLog ? powers(low, high) : [0, 0.25, 0.5, 0.75, 1].map((part) => part * high);
  const grid = ticks.map((y) => {
    const at = placeY(y).toFixed(1);
    return `<line x1="${AREA.left}" x2="${AREA.left + AREA.width}" y1="${at}" y2="${at}" stroke="#ddd"/><text x="${AREA.left - 4}" y="${at}" dy="4" text-anchor="end" fill="#555">${short(y)}</text>`;
  });
  const foot = [...new Set(xs)].map(
    (x) =>
      `<text x="${placeX(x).toFixed(1)}" y="${AREA.top + AREA.height + 14}" text-anchor="middle" fill="#555">${short(x)}</text>`,
  );
  const drawn = lines.map(({ name, points: its }, at) => {
    const colour = COLOURS[at % COLOURS.length] as string;
    const path = its
      .filter(([, y]) => Number.isFinite(y))
      .map(([x, y]) => [placeX(x).toFixed(1), placeY(y).toFixed(1)] as const);
    const dots = path.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="2.2" fill="${colour}"/>`);
    const dashes = at < COLOURS.length ? '' : ' stroke-dasharray="4 3"';
    const x = AREA.left + (at % 3) * 105;
    const y = AREA.top + AREA.height + 32 + Math.floor(at / 3) * 14;
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.8"${dashes}/>${dots.join('')}<text x="${x}" y="${y}" fill="${colour}">${name}</text>`;
  });
  return `<text x="${AREA.left}" y="18" font-weight="600">${title}</text>${grid.join('')}${foot.join('')}${drawn.join('')}`;
}

const AREA = { left: 46, top: 30, width: 300, height: 190 };

/** Told apart by people who see fewer colours (Okabe and Ito). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b8860b', '#56b4e9', '#000000', '#7f7f7f'];

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

function powers(low: number, high: number): readonly number[] {
  const all: number[] = [];
  // Of one or two powers alone nobody could read a value between them.
  const steps = high / low > 100 ? [1] : [1, 2, 5];
  for (let at = low; at <= high * 1.001; at *= 10) for (const step of steps) all.push(at * step);
  return all.filter((at) => at <= high * 1.001);
}

function short(value: number): string {
  if (value >= 1000) return `${Number((value / 1000).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}
