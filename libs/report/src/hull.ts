import type { Verdict } from '@plimsoll/guarantees/guarantee';
import type { LoadLine } from '@plimsoll/guarantees/measure/load-lines';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

const top = 172;
const step = 36;

/**
 * The picture of a report: a ship's hull with the Plimsoll mark and one load line for each class of fault, drawn
 * through (held), torn (broken) or dotted (not tested). A ship whose verdict is FAIL lies deep and lists. State is
 * in line, sign and word, not in colour alone; a screen reader gets it as a sentence.
 */
export function hull(lines: readonly LoadLine[], verdict: Verdict): Markup {
  const words = lines.map((line) => `${line.class} ${line.state} (${line.words})`).join('; ');
  const afloat = verdict === 'FAIL' ? 'translate(0 12) rotate(1.6 320 250)' : '';
  return markup`<svg class="hull" viewBox="0 0 640 440" role="img" aria-labelledby="hull-title hull-words">
<title id="hull-title">Load lines of this configuration</title>
<desc id="hull-words">A ship's hull with one load line for each class of fault. ${words}.</desc>
<defs>
<linearGradient id="hull-side" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#24425c"/><stop offset="0.62" stop-color="#16304a"/><stop offset="1" stop-color="#0f2338"/></linearGradient>
<linearGradient id="hull-sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" class="sea-near"/><stop offset="1" class="sea-far"/></linearGradient>
<clipPath id="hull-shape"><path d="${shape}"/></clipPath>
</defs>
<g transform="${afloat}">
<g class="works"><path d="M64 142V92h30v50z"/><path d="M112 142V64h120v78z"/><path d="M128 64V40h74v24z"/><path d="M250 142V52l44-6v96z"/><path d="M252 66l40-5v13l-40 5z" class="band"/><path d="M162 40V8M150 18h24" class="mast"/><path d="M420 142V60M420 66l-76 60M420 66l72 66" class="mast"/>
<g class="panes"><path d="M126 78h92v9h-92zM126 98h92v9h-92zM126 118h92v9h-92z"/></g></g>
<path d="${shape}" fill="url(#hull-side)"/>
<g clip-path="url(#hull-shape)"><path d="M0 372H640V440H0z" fill="#3b5368"/><path d="M0 371H640" stroke="#e8eef4" stroke-width="2.5"/>
<path d="M24 154C180 166 420 168 620 138" fill="none" stroke="#e8eef4" stroke-opacity=".55" stroke-width="2"/></g>
${mark()}
<g class="ladder"><path d="M198 ${top - 22}V${top + step * (lines.length - 1) + 16}" stroke="#e8eef4" stroke-width="3"/>${lines.map(rung)}</g>
</g>
<path class="sea" d="M0 396q20-9 40 0t40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0V440H0z" fill="url(#hull-sea)"/>
<path class="wave" d="M0 414q20-7 40 0t40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0"/>
</svg>`;
}

const shape =
  'M20 142C170 156 430 158 632 122C612 214 590 300 552 400C532 450 500 480 440 480H96C50 480 40 420 34 372C26 300 20 220 20 142Z';

/** The Plimsoll mark itself: a ring with a line through its middle. */
function mark(): Markup {
  return markup`<g class="mark" fill="none" stroke="#e8eef4"><circle cx="116" cy="262" r="44" stroke-width="7"/><path d="M46 262H186" stroke-width="7"/></g><text class="mark-letter" x="56" y="250">P</text><text class="mark-letter" x="165" y="250">L</text>`;
}

function rung(line: LoadLine, index: number): Markup {
  const y = top + step * index;
  const stroke = {
    held: markup`<path class="held" d="M198 ${y}H290"/>`,
    broken: markup`<path class="broken" d="M198 ${y}H230l7-10 8 19 6-9M258 ${y + 5}l6-12 7 7H290"/>`,
    'not tested': markup`<path class="untested" d="M208 ${y}H290"/>`,
  }[line.state];
  const sign = {
    held: markup`<path class="sign held" d="M304 ${y}l6 7 12-15"/>`,
    broken: markup`<path class="sign broken" d="M306 ${y - 7}l14 14m0-14l-14 14"/>`,
    'not tested': markup`<circle class="sign untested" cx="313" cy="${y}" r="6"/>`,
  }[line.state];
  const shown = {
    held: `held ${line.tested}/${line.planned}`,
    broken: `broken ${line.broken}/${line.tested}`,
    'not tested': 'not tested',
  }[line.state];
  return markup`${stroke}${sign}<text x="336" y="${y + 7}" class="name ${line.state.replace(' ', '-')}">${line.class}</text><text x="438" y="${y + 7}" class="state ${line.state.replace(' ', '-')}">${shown}</text>`;
}
