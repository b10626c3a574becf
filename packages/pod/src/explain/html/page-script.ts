/** What makes the page move. It only ever writes text, never markup, and reads nothing but the page's own data. */
export const PAGE_SCRIPT: string = String.raw`
(() => {
'use strict';
const { scale, lives } = JSON.parse(document.getElementById('data').textContent);
const $ = (id) => document.getElementById(id);
const stage = $('stage'), cursor = $('cursor'), clock = $('clock'), tip = $('tip'), play = $('play');
const end = scale.end;
let now = 0, timer = 0, follows = false;

const last = (track, at) => {
  let low = 0, high = track.length;
  while (low < high) { const mid = (low + high) >> 1; if (track[mid][0] <= at) low = mid + 1; else high = mid; }
  return low - 1;
};
const moments = [...new Set([0, end].concat(...lives.map((l) => [].concat(
  l.get.map((r) => r[0]), l.phase.map((p) => p[0]), l.story, ...l.containers.map((c) => c.spans.map((s) => s[0]))))))]
  .filter((at) => at >= 0 && at <= end).sort((a, b) => a - b);

const positionOf = (at) => {
  if (at <= 0) return 0;
  if (at >= end) return 1;
  const s = scale.stretches.find((x) => at <= x.to);
  return s.start + ((at - s.from) / (s.to - s.from)) * (s.stop - s.start);
};
const timeAt = (p) => {
  const s = scale.stretches.find((x) => p <= x.stop) || scale.stretches[scale.stretches.length - 1];
  if (s.broken) return p - s.start < s.stop - p ? s.from : s.to;
  const t = s.from + ((p - s.start) / (s.stop - s.start || 1)) * (s.to - s.from);
  return Math.max(0, Math.min(end, Math.round(t)));
};
const pair = (n, size, big, small) => Math.floor(n / size) + ' ' + big + (n % size ? ' ' + (n % size) + ' ' + small : '');
const say = (ms) => {
  if (ms < 9950) return Math.round(ms / 100) / 10 + ' s';
  const s = Math.round(ms / 1000);
  if (s < 120) return s + ' s';
  if (s < 7200) return pair(s, 60, 'min', 's');
  const m = Math.round(s / 60);
  return m < 2880 ? pair(m, 60, 'h', 'min') : pair(Math.round(m / 60), 24, 'd', 'h');
};
const two = (a, x, b, y) => a + x + (b ? b + y : '');
const age = (ms) => {
  const s = Math.max(0, Math.trunc(ms / 1000));
  if (s < 120) return s + 's';
  const m = Math.floor(s / 60);
  if (m < 10) return two(m, 'm', s % 60, 's');
  if (m < 180) return m + 'm';
  const h = Math.floor(m / 60);
  if (h < 8) return two(h, 'h', m % 60, 'm');
  if (h < 48) return h + 'h';
  const d = Math.floor(h / 24);
  return h < 192 ? two(d, 'd', h % 24, 'h') : d + 'd';
};
const make = (tag, cls, text) => {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
};

const columns = (rows) => {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => String(r[i]).length)) + 3);
  return rows.map((r) => r.map((c, i) => (i === r.length - 1 ? c : String(c).padEnd(widths[i]))).join('')).join('\n');
};
const getText = (life) => {
  if (life.goneAt !== null && now >= life.goneAt) return 'Error from server (NotFound): pods "' + life.pod + '" not found';
  const row = life.get[Math.max(0, last(life.get, now))];
  const [, ready, status, restarts, at] = row;
  const ago = restarts && at !== null ? ' (' + age(now - at) + ' ago)' : '';
  return columns([['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'], [life.pod, ready, status, restarts + ago, age(now)]]);
};

const phaseWord = (life) => {
  if (life.goneAt !== null && now >= life.goneAt) return 'gone';
  const phase = life.phase[Math.max(0, last(life.phase, now))];
  return phase ? phase[1] : 'Pending';
};

const showNow = (life, root) => {
  const box = root.querySelector('.now');
  box.hidden = false;
  const gone = life.goneAt !== null && now >= life.goneAt;
  box.querySelector('.when').textContent = '– ' + say(now) + ', ' + phaseWord(life);
  const get = box.querySelector('.get');
  get.classList.toggle('wrap', gone);
  get.replaceChildren(make('span', 'p', '$ kubectl get pod ' + life.pod + '\n'), getText(life));
  box.classList.toggle('gone', gone);
  box.querySelector('.containers').replaceChildren(...life.containers.map((c) => {
    const span = c.spans[last(c.spans, now)], shown = c.shown[last(c.shown, now)];
    const item = make('li');
    const who = make('b', '', c.name);
    who.append(' ', make('small', '', c.kind === 'main' ? 'container' : c.kind));
    const flags = [];
    if (shown && !gone && c.kind !== 'init') flags.push(shown[2] ? 'ready' : shown[3] ? 'started, not ready' : 'not ready');
    if (shown && shown[4]) flags.push('↻ ' + shown[4]);
    item.append(who, make('span', 'state k-' + (span ? span[1] : ''), span ? span[2] : ''), make('span', 'flags', flags.join(' · ')));
    if (shown && !gone) item.append(make('span', 'api', 'API: ' + shown[1]));
    return item;
  }));
  box.querySelector('.conditions').replaceChildren(...(gone ? [] : life.conditions).flatMap(([type, track]) => {
    const entry = track[last(track, now)];
    if (!entry) return [];
    const item = make('li', entry[1] ? 't' : '', type + ': ' + (entry[1] ? 'True' : 'False'));
    if (entry[2]) { item.title = entry[2]; item.dataset.tip = entry[2]; }
    return [item];
  }));
};

const showStory = (life, root) => {
  const items = root.querySelectorAll('.story li');
  const current = last(life.story.map((at) => [at]), now);
  items.forEach((item, i) => {
    item.classList.toggle('current', i === current);
    item.classList.toggle('later', i > current);
  });
};

const showEvents = (life, root) => {
  const rows = new Map();
  for (const [at, type, reason, message, count] of life.events) {
    if (at > now) break;
    const key = type + '|' + reason + '|' + (message.includes('(combined from similar events)') ? '' : message);
    const known = rows.get(key);
    rows.delete(key);
    rows.set(key, { type, reason, message, count, first: known ? known.first : at, at });
  }
  root.querySelector('.upto').textContent = 'by ' + say(now);
  root.querySelector('.events tbody').replaceChildren(...[...rows.values()].map((e) => {
    const row = make('tr', e.type);
    const often = e.count > 1 ? ' (x' + e.count + ' over ' + age(now - e.first) + ')' : '';
    row.append(make('td', '', e.type), make('td', '', e.reason), make('td', '', age(now - e.at) + often), make('td', '', e.message));
    return row;
  }));
};

const showGets = (root) => {
  let current;
  for (const row of root.querySelectorAll('.gets tr[data-at]')) {
    row.classList.remove('current');
    if (Number(row.dataset.at) <= now) current = row;
  }
  if (current) current.classList.add('current');
};

const go = (at) => {
  now = Math.max(0, Math.min(end, Math.round(at)));
  const width = stage.clientWidth / scale.width;
  cursor.style.left = (scale.left + positionOf(now) * scale.length) * width + 'px';
  clock.textContent = say(now);
  const scroller = stage.parentElement, x = cursor.offsetLeft, seen = scroller.clientWidth;
  if (follows && x > scroller.scrollLeft + seen - 24) scroller.scrollLeft = x - seen + 60;
  if (follows && x < scroller.scrollLeft + 24) scroller.scrollLeft = x - 60;
  const words = lives.map(phaseWord).join(' / ');
  cursor.setAttribute('aria-valuenow', String(now));
  cursor.setAttribute('aria-valuetext', say(now) + ', ' + words);
  lives.forEach((life, i) => {
    const root = $('life' + i);
    showNow(life, root); showStory(life, root); showEvents(life, root); showGets(root);
  });
};
const step = (by) => {
  const at = by > 0 ? moments.find((m) => m > now) : moments.filter((m) => m < now).pop();
  stop();
  if (at !== undefined) go(at);
};

const stop = () => {
  cancelAnimationFrame(timer);
  timer = 0;
  play.textContent = '▶';
  play.setAttribute('aria-label', 'Play');
};
const start = () => {
  if (now >= end) go(0);
  play.textContent = '❚❚';
  play.setAttribute('aria-label', 'Pause');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const from = positionOf(now), began = performance.now(), lasts = 14000 * (1 - from);
  const frame = (time) => {
    const p = Math.min(1, from + ((time - began) / lasts) * (1 - from));
    const at = timeAt(p);
    const shown = calm ? moments[Math.max(0, last(moments.map((m) => [m]), at))] : at;
    if (shown !== now) go(shown);
    if (p >= 1) { go(end); stop(); } else timer = requestAnimationFrame(frame);
  };
  timer = requestAnimationFrame(frame);
};
const toggle = () => (timer ? stop() : start());

const pointed = (event) => {
  const box = stage.getBoundingClientRect();
  return timeAt(((event.clientX - box.left) * (scale.width / box.width) - scale.left) / scale.length);
};
let dragging = false;
// A finger on the chart scrolls it, unless it is on the handle; a tap chooses the moment.
stage.addEventListener('pointerdown', (event) => {
  if (event.button || (event.pointerType !== 'mouse' && !cursor.contains(event.target))) return;
  dragging = true;
  stage.setPointerCapture(event.pointerId);
  stop();
  go(pointed(event));
});
stage.addEventListener('click', (event) => { stop(); go(pointed(event)); });
stage.addEventListener('pointermove', (event) => { if (dragging) go(pointed(event)); });
for (const name of ['pointerup', 'pointercancel']) stage.addEventListener(name, () => { dragging = false; });

document.addEventListener('pointerover', (event) => {
  const target = event.target instanceof Element ? event.target.closest('[data-tip]') : null;
  tip.hidden = !target;
  if (target) tip.textContent = target.getAttribute('data-tip');
});
document.addEventListener('pointermove', (event) => {
  if (tip.hidden) return;
  const { offsetWidth: w, offsetHeight: h } = tip;
  tip.style.left = Math.max(6, Math.min(innerWidth - w - 6, event.clientX + 14)) + 'px';
  tip.style.top = (event.clientY + 20 + h > innerHeight ? event.clientY - h - 12 : event.clientY + 18) + 'px';
});
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target.closest('[data-at]') : null;
  if (target && !target.closest('.gets')) { stop(); go(Number(target.dataset.at)); }
});
document.addEventListener('keydown', (event) => {
  const tag = event.target instanceof Element ? event.target.tagName : '';
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const onButton = tag === 'BUTTON' || tag === 'SUMMARY';
  const keys = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), Home: () => { stop(); go(0); }, End: () => { stop(); go(end); },
    PageUp: () => { stop(); go(timeAt(positionOf(now) + 0.1)); }, PageDown: () => { stop(); go(timeAt(positionOf(now) - 0.1)); }, ' ': onButton ? null : toggle };
  const paging = event.key === 'Home' || event.key === 'End' || event.key.startsWith('Page') || event.key === ' ';
  const act = keys[event.key];
  if (!act || (paging && event.key !== ' ' && document.activeElement !== cursor)) return;
  event.preventDefault();
  act();
});
$('back').addEventListener('click', () => step(-1));
$('forth').addEventListener('click', () => step(1));
play.addEventListener('click', toggle);
addEventListener('resize', () => go(now));
document.body.classList.add('live');
for (const title of document.querySelectorAll('#stage g > title')) title.remove();
const asked = /^#t=(\d+)$/.exec(location.hash);
follows = asked !== null;
go(asked ? Number(asked[1]) : end);
follows = true;
})();
`;
