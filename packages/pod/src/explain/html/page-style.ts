/** The style of the page; the charts bring their own. */
export const PAGE_STYLE: string = `
:root{color-scheme:light dark;--bg:#f3f5f8;--card:#fff;--ink:#1c2430;--muted:#5d6675;--line:#dfe4eb;--accent:#0f6cbd;--warn:#b3420f;--warnbg:#fdf0e6;--good:#1a7f5a;--now:#eaf3fc;--term:#10151d;--termink:#dbe7f5;--shadow:0 1px 2px rgb(16 24 40/.06),0 4px 16px rgb(16 24 40/.06)}
@media (prefers-color-scheme:dark){:root{--bg:#0b0e13;--card:#12161d;--ink:#e6eaf0;--muted:#9aa5b5;--line:#252c37;--accent:#6bb3f5;--warn:#f0a070;--warnbg:#2b1d14;--good:#46c08f;--now:#152437;--term:#05070a;--termink:#cfe0f2;--shadow:none}}
*{box-sizing:border-box}
body{margin:0 auto;padding:28px clamp(12px,3vw,36px);max-width:1280px;background:var(--bg);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{margin:0;font-size:clamp(22px,3vw,30px);line-height:1.2;letter-spacing:-.015em;overflow-wrap:anywhere}
h2{margin:0 0 10px;font-size:14px;font-weight:650;letter-spacing:.01em}
h2 small,.when{font-weight:400;color:var(--muted)}
.lead{margin:6px 0 0;font-size:17px;color:var(--muted);max-width:70ch}
.facts{display:flex;flex-wrap:wrap;gap:4px 22px;margin:8px 0 0;color:var(--muted)}.facts b{color:var(--ink)}
.notes dl{display:grid;grid-template-columns:minmax(70px,auto) 1fr;gap:5px 14px;margin:0;font-size:13.5px}.notes dl+h2{margin-top:16px}.notes dt{font-weight:650;overflow-wrap:anywhere}.notes dd{margin:0;color:var(--muted);overflow-wrap:anywhere}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow);padding:16px 18px;margin:0 0 16px;min-width:0}
header{margin-bottom:18px}
.verdict .summary{margin:0;font-size:18px;line-height:1.45;max-width:90ch}
.scroll{overflow-x:auto;scrollbar-width:thin}
table{border-collapse:collapse;font-size:13px;width:100%}
th,td{text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-bottom:1px solid var(--line)}
thead th{color:var(--muted);font-weight:600;font-size:12px}tbody tr:last-child>*{border-bottom:0}
.diff{margin-top:12px;width:auto;min-width:60%}.diff th[scope=row]{font-weight:500}.diff tr[data-at]{cursor:pointer}
.bar{display:flex;align-items:center;gap:8px;margin-bottom:6px}
.bar button{font:inherit;width:36px;height:32px;border-radius:8px;border:1px solid var(--line);background:transparent;color:var(--ink);cursor:pointer}
.bar button:hover{background:var(--now)}#play{background:var(--accent);border-color:var(--accent);color:#fff}
@media (prefers-color-scheme:dark){#play{color:#06121f}}
#clock{min-width:7ch;margin-left:8px;font-size:20px;font-weight:650;font-variant-numeric:tabular-nums}
.hint{margin-left:auto;color:var(--muted);font-size:13px}kbd{font:600 11px ui-monospace,monospace;border:1px solid var(--line);border-radius:4px;padding:1px 5px}
#stage{position:relative;min-width:680px;padding-bottom:18px;touch-action:manipulation;cursor:crosshair;user-select:none;-webkit-user-select:none}
#stage svg{display:block;width:100%;height:auto}
figure{margin:0}figure+figure{border-top:1px solid var(--line);padding-top:8px;margin-top:4px}figcaption{font-weight:650;font-size:13px;padding:2px 8px}
#cursor{position:absolute;top:0;bottom:0;width:0;left:0;outline:0}
#cursor::before{content:"";position:absolute;top:2px;bottom:12px;left:-1px;width:2px;background:var(--accent);pointer-events:none}
#cursor i{position:absolute;bottom:3px;left:-8px;width:16px;height:16px;border-radius:50%;background:var(--accent);border:3px solid var(--card);box-shadow:0 0 0 1px var(--accent);cursor:ew-resize;touch-action:none}@media (pointer:coarse){#cursor i{width:26px;height:26px;left:-13px;bottom:-2px}}
#cursor:focus-visible i{box-shadow:0 0 0 4px color-mix(in srgb,var(--accent) 45%,transparent)}
.og-span:hover .og-hit{fill:currentColor;fill-opacity:.08}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:8px 0 0;padding:0;list-style:none;color:var(--muted);font-size:13px}.legend li{display:flex;align-items:center;gap:6px}
.lives{display:grid;gap:0 16px}.two .lives{grid-template-columns:repeat(2,minmax(0,1fr))}
.one .life{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 16px;align-items:start}
.one .life>:nth-child(1){grid-column:1}.one .life>:nth-child(2){grid-column:2;grid-row:1/span 2}.one .life>:nth-child(n+3){grid-column:1/-1}.one .life{grid-template-rows:auto 1fr}.one .life>.notes{grid-column:1}
.name{font-size:18px;margin:6px 2px 10px}
.get{margin:0 0 12px;padding:12px 14px;border-radius:8px;background:var(--term);color:var(--termink);font:12px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-x:auto;white-space:pre}
.get .p{opacity:.6}.get.wrap{white-space:pre-wrap}
.containers,.conditions{list-style:none;margin:0;padding:0}
.containers li{display:grid;grid-template-columns:minmax(90px,auto) 1fr auto;gap:2px 12px;padding:7px 0;border-top:1px solid var(--line)}
.containers b{font-weight:650;overflow-wrap:anywhere}.containers small{color:var(--muted)}
.state{display:inline-flex;gap:7px;align-items:baseline}.state::before{content:"";flex:none;width:9px;height:9px;border-radius:3px;background:var(--dot,var(--muted))}
.k-ready{--dot:#1f9268}.k-started,.k-notStarted{--dot:#d39a3a}.k-runs{--dot:#3f82d6}.k-postStart,.k-preStop{--dot:#7273e8}.k-held{--dot:#5f9f8a}.k-terming{--dot:#dd6a45}.k-backOff,.k-exitedFailed{--dot:#d64545}.k-image{--dot:#a98bf0}
.flags{color:var(--muted);font-size:13px;white-space:nowrap;text-align:right}
.containers .api{grid-column:1/-1;color:var(--muted);font-size:13px}
.conditions{display:flex;flex-wrap:wrap;gap:6px;margin-top:12px}.conditions li{border:1px solid var(--line);border-radius:999px;padding:2px 10px;font-size:12.5px;color:var(--muted)}.conditions li.t{color:var(--ink);border-color:var(--good)}.conditions li.t::before{content:"✓ ";color:var(--good)}.conditions li:not(.t)::before{content:"– "}
.story{list-style:none;margin:0;padding:0}
.story li{display:grid;grid-template-columns:88px 1fr;gap:0 10px;padding:6px 8px;margin:0 -8px;border-radius:8px;transition:opacity .15s}
.story p{margin:0;overflow-wrap:anywhere}.story .at{all:unset;align-self:start;cursor:pointer;text-align:right;color:var(--muted);font-variant-numeric:tabular-nums;font-size:14px}.story .at:hover{color:var(--accent)}.story .at:focus-visible{outline:2px solid var(--accent);border-radius:4px}
.story .warn{display:inline-block;min-width:18px;margin-right:6px;text-align:center;border-radius:5px;background:var(--warnbg);color:var(--warn)}
.live .story li.later{opacity:.55}.live .story li.current{background:var(--now)}
.events td:nth-child(-n+3){white-space:nowrap}.events td:last-child{overflow-wrap:anywhere;min-width:260px}.events tr.Warning td:first-child{color:var(--warn);font-weight:600}
.gets{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;width:auto;min-width:60%}.gets td{white-space:nowrap}.gets .fold{color:var(--muted)}.gets tr.current td{background:var(--now)}
details.card summary{cursor:pointer}details.card summary h2{display:inline;margin:0}details[open] summary{margin-bottom:10px}
#tip{position:fixed;z-index:9;max-width:min(340px,92vw);padding:7px 11px;border-radius:8px;background:var(--ink);color:var(--bg);font-size:13px;line-height:1.4;pointer-events:none;overflow-wrap:anywhere;box-shadow:0 6px 24px rgb(0 0 0/.25)}
footer{margin:10px 2px;color:var(--muted);font-size:13px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (max-width:900px){.two .lives,.one .life{grid-template-columns:minmax(0,1fr)}.one .life{grid-template-rows:none}.one .life>*{grid-column:1!important;grid-row:auto!important}.hint{display:none}}
@media (max-width:560px){body{padding:16px 10px}#stage{min-width:960px}.card{padding:13px 12px}.story li{grid-template-columns:58px 1fr}.events thead{display:none}.events tr{display:grid;grid-template-columns:auto auto 1fr;gap:1px 12px;padding:6px 0;border-bottom:1px solid var(--line)}.events td{padding:0;border:0}.events td:last-child{grid-column:1/-1;min-width:0;color:var(--muted)}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@media print{body{background:#fff;max-width:none}.bar,#cursor,.now{display:none!important}.card{break-inside:avoid;box-shadow:none}}
`;
