/**
 * The report's style sheet. Colours are from Okabe and Ito's set, which people with any colour vision can tell
 * apart, a shade each for light and dark paper; state is always also a word or a shape.
 */
export const style = `
:root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#14212e;--soft:#55636f;--line:#dcdad2;--hair:#ebe9e2;
--good:#00628f;--bad:#b83f00;--warn:#8a6100;--mute:#77828b;--good-wash:#e4f1f7;--bad-wash:#fcebe1;--warn-wash:#fbf2d9;--mute-wash:#efefec;
--ok:#0077b0;--fail:#c98a00;--info:#b83f00;--lane-ready:#5aa9d6;--lane-notready:#e0a100;--lane-noanswer:#9a9fa4;--lane-paused:#b0649a;--lane-down:#c24a08;--fault:#c24a0822;--fault-edge:#c24a08;
--sea1:#bcd9e6;--sea2:#7fb2cb;--works:#8796a3;--glass:#fbfaf7}
@media (prefers-color-scheme:dark){:root{--paper:#0e161e;--card:#141f2a;--ink:#e7ecf0;--soft:#a3b0bb;--line:#2b3a47;--hair:#22303c;
--good:#6cc1ee;--bad:#ff9460;--warn:#edbd55;--mute:#8b98a3;--good-wash:#12303f;--bad-wash:#3d2013;--warn-wash:#372b10;--mute-wash:#1d2934;
--ok:#56b4e9;--fail:#e6a817;--info:#ff8a50;--lane-ready:#3d86b3;--lane-notready:#d99b13;--lane-noanswer:#74808a;--lane-paused:#c983b3;--lane-down:#f0773a;--fault:#f0773a2b;--fault-edge:#f0773a;
--sea1:#1d4a61;--sea2:#12303f;--works:#5d6c79;--glass:#0e161e}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
main,header,footer{max-width:1100px;margin:0 auto;padding:0 24px}
h1,h2,h3{line-height:1.2;margin:0;font-weight:650;letter-spacing:-.01em}
h2{font-size:22px;margin:0 0 4px}
h3{font-size:16px;margin:20px 0 6px}
p{margin:6px 0}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
code{overflow-wrap:anywhere}
pre{overflow:auto;max-height:420px;background:var(--mute-wash);padding:12px 14px;border-radius:8px;margin:8px 0;white-space:pre-wrap;overflow-wrap:anywhere}
section{padding:30px 0 0;margin:30px 0 0;border-top:1px solid var(--line)}
.lead{color:var(--soft);max-width:74ch;margin:0 0 14px}
.top{display:flex;flex-wrap:wrap;gap:4px 18px;align-items:center;padding-top:20px;color:var(--soft);font-size:14px}
.top .brand{display:flex;align-items:center;gap:8px;color:var(--ink);font-weight:650;letter-spacing:.09em;text-transform:uppercase;font-size:13px;margin-right:auto}
.brand svg{width:26px;height:20px}
.first{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.12fr);gap:8px 44px;align-items:center;padding-top:22px}
.over{padding-top:36px}
.verdict{display:flex;align-items:center;gap:14px;font-size:clamp(40px,7vw,64px);font-weight:750;letter-spacing:-.03em;line-height:1}
.verdict.PASS{color:var(--good)}.verdict.FAIL{color:var(--bad)}.verdict.INVALID,.verdict.INCONCLUSIVE{color:var(--warn);font-size:clamp(34px,5.4vw,52px)}
.reason{font-size:19px;line-height:1.4;margin:14px 0 0;overflow-wrap:anywhere}
a{color:var(--good)}
.of{color:var(--soft);margin:10px 0 0;font-size:15px;overflow-wrap:anywhere}
.key{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1px;background:var(--line);border:1px solid var(--line);border-radius:10px;overflow:hidden;margin-top:20px}
.key div{background:var(--card);padding:10px 12px}
.key dt{font-size:12.5px;color:var(--soft);line-height:1.25}
.key dd{margin:3px 0 0;font-size:19px;font-weight:650;letter-spacing:-.01em}
.key dd.bad{color:var(--bad)}
.key small{display:block;font-weight:400;font-size:12px;color:var(--soft);letter-spacing:0}
.hull{overflow:hidden;width:100%;height:auto;display:block;font-size:20px}
.hull text{fill:#e8eef4;font-family:inherit}
.hull .name{font-weight:600}.hull .state{font-weight:400}
.hull .broken{fill:none;stroke:#ff8a50;stroke-width:5;stroke-linejoin:round;stroke-linecap:round}
.hull text.broken{fill:#ffb28c;stroke:none;font-weight:700}
.hull .held{fill:none;stroke:#8fd0f5;stroke-width:5;stroke-linecap:round;stroke-linejoin:round}
.hull text.held{fill:#e8eef4;stroke:none}
.hull .untested{fill:none;stroke:#9fb0be;stroke-width:4;stroke-dasharray:1 10;stroke-linecap:round}
.hull circle.untested{stroke-width:2.5;stroke-dasharray:none}
.hull .sign{stroke-width:3.5}
.hull text.not-tested{fill:#a9b8c4}
.hull .mark-letter{font-size:22px;font-weight:650}
.hull .works{fill:var(--works)}.hull .works .band{fill:var(--paper)}.hull .mast{fill:none;stroke:var(--works);stroke-width:4;stroke-linecap:round}
.hull .panes{fill:var(--glass);opacity:.75}
.hull .sea-near{stop-color:var(--sea1);stop-opacity:.86}.hull .sea-far{stop-color:var(--sea2);stop-opacity:.97}
.hull .wave{fill:none;stroke:var(--paper);stroke-opacity:.55;stroke-width:2.5}
table{border-collapse:collapse;width:100%;font-size:15px}
th{font-weight:550;color:var(--soft);text-align:left;font-size:13px;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:bottom}
td{padding:8px 10px 8px 0;border-bottom:1px solid var(--hair);vertical-align:top;overflow-wrap:anywhere}
.checks td:first-child{width:1%;padding-right:18px}
.mode{display:block;color:var(--soft);font-size:13px}
.num{white-space:nowrap}
.bar{display:block;height:4px;border-radius:2px;background:var(--hair);margin-top:5px;max-width:130px;overflow:hidden}
.bar i{display:block;height:100%;background:var(--ok);border-radius:2px}
.bar.over i{background:var(--bad)}
.pill{display:inline-block;padding:1px 9px 2px;border-radius:99px;font-size:13px;font-weight:600;white-space:nowrap}
.pill.PASS,.pill.ok,.pill.tested{background:var(--good-wash);color:var(--good)}
.pill.FAIL,.pill.no{background:var(--bad-wash);color:var(--bad)}
.pill.INVALID,.pill.INCONCLUSIVE,.pill.invalid{background:var(--warn-wash);color:var(--warn)}
.pill.NOT_TESTED,.pill.na{background:var(--mute-wash);color:var(--soft)}
.bad{color:var(--bad)}.soft{color:var(--soft)}
.list{list-style:none;padding:0;margin:0;columns:2;column-gap:40px}
.list li{break-inside:avoid;padding:5px 0;border-bottom:1px solid var(--hair);font-size:15px;overflow-wrap:anywhere}
.list b{font-weight:600}
.list span{display:block;color:var(--soft);font-size:13.5px}
.witness{border-left:4px solid var(--bad);background:var(--bad-wash);border-radius:0 10px 10px 0;padding:14px 18px;margin:12px 0}
.witness h3{margin:0 0 6px}
.witness p{font-size:16.5px;max-width:76ch;overflow-wrap:anywhere}
.witness .where{font-size:14px;color:var(--soft)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:26px 34px}
figure{margin:0}
figure h3{margin:14px 0 0}
.charts figure h3{margin:0}
figcaption{font-size:13.5px;color:var(--soft);margin:2px 0 4px}
.chart svg{display:block;max-width:100%;height:auto;overflow:visible;font-family:inherit;color:var(--soft)}
.chart.narrow{display:none}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:13.5px;color:var(--soft);margin:4px 0 10px}
.legend i{display:inline-block;width:18px;margin-right:6px;vertical-align:middle;border-radius:2px}
table.grid{width:auto;font-size:13px}table.grid th,table.grid td{padding:4px 7px;text-align:center}table.grid tbody th{text-align:left;white-space:nowrap;position:sticky;left:0;background:var(--paper)}
.key-list{columns:2;font-size:13.5px;color:var(--soft);padding-left:26px;margin:10px 0}
details{margin:8px 0}
summary{cursor:pointer;color:var(--good);font-size:15px}
summary.mode{display:list-item;color:var(--soft)}
td details{margin:2px 0 0}
summary:hover{text-decoration:underline}
footer{color:var(--soft);font-size:13.5px;padding-top:26px;padding-bottom:44px}
@media (max-width:820px){.first{grid-template-columns:minmax(0,1fr)}.list{columns:1}}
@media (max-width:640px){
main,header,footer{padding-left:16px;padding-right:16px}
.chart.wide{display:none}.chart.narrow{display:block}
.reason{font-size:17px}
table.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.cards,table.cards tbody,table.cards tr,table.cards td{display:block}
table.cards tr{border-bottom:1px solid var(--line);padding:10px 0;display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:6px 12px}
table.cards td{border:0;padding:0}
table.cards td:first-child,table.cards td.whole{grid-column:1/-1}
table.cards td[data-label]::before{content:attr(data-label);display:block;font-size:12px;color:var(--soft)}
}
@media print{body{background:#fff}details>*{display:block}}
`;
