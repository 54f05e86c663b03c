#!/usr/bin/env node
// Writes resources/samples/members.csv: `node scripts/make-sample.mjs`. The same bytes every time.
//
// A members' list as offices really have them. With the default country NL exactly 512 of its rows can be texted.
// Numbers come from ranges that are kept for fiction where a country has them and the full metadata calls them
// valid (France 01 99 00, Germany 0171 39200xx and 030 23125, London 020 7946 0, North America 555-01xx), else from
// plain counting at the very start of a range. None is one of the practice service's numbers that fail on purpose.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const seed = 20_260_105;

/** Accepted rows by where their number comes from; 512 together. */
const wanted = { nl: 330, nlHome: 38, be: 32, de: 26, deHome: 6, fr: 14, gb: 16, es: 16, us: 24, bd: 10 };

const firstNames =
  'Anna|Björn|Chloé|Daan|Emma|Fatima|Gül|Hélène|Inés|Jürgen|José|Kees|Łucja|Maëlle|Noor|Øyvind|Pieter|Quinten|Renée|Søren|' +
  'Thijs|Umut|Véronique|Wim|Xander|Yağmur|Zoë|Anne-Marie|Jan Willem|মিতা|李雷|Nikolaos|Siobhán|D’Angelo|Mary Ann|François|Zuzana|' +
  'Şebnem|André|Bo';
const lastNames =
  "de Vries|van den Berg|Jansen|Müller|Lefèvre|O’Brien|García Ñíguez|Øster|Kowalski|van ’t Hoff|Groß|Peeters|D'Hondt|Yılmaz|Núñez|" +
  'Smith-Jones|El Amrani|Dvořák|Janssens|Bakker|Rahman|da Silva|Le Gall|Ångström|Visser|Smit|Meijer|Mulder|Bos|Vos|Peters|Hendriks';
const cities =
  'Utrecht|Den Haag|’s-Hertogenbosch|Gent|Liège|Köln|Düsseldorf|Paris|London|Málaga|New York|Dhaka|Rotterdam|Zürich|Súdwest-Fryslân';
const days = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday';
const notes = [
  'Prefers mornings',
  'Said: "call me, maybe"; will pay later',
  'Line one\nLine two',
  'Moved in May\r\nNew address to follow\r\n\r\nAsk for Bea',
  'Paid €25,00; receipt 14',
  '½ price, see „agreement“',
  'Likes 🎾 and ☕',
  'Write {{First name}} in the card',
  '=SUM(A1:A3)',
  '-',
  'size 5" pipe',
  'tab\there',
];

const nlWritings = [
  (/** @type {string} */ n) => `06 ${n.slice(0, 4)} ${n.slice(4)}`,
  (/** @type {string} */ n) => `06-${n}`,
  (/** @type {string} */ n) => `06${n}`,
  (/** @type {string} */ n) => `+31 6 ${n.slice(0, 4)} ${n.slice(4)}`,
  (/** @type {string} */ n) => `+316${n}`,
  (/** @type {string} */ n) => `00316${n}`,
  (/** @type {string} */ n) => `+31 (0)6 ${n}`,
  (/** @type {string} */ n) => `316${n}`,
  (/** @type {string} */ n) => `(06) ${n.slice(0, 4)}-${n.slice(4)}`,
  (/** @type {string} */ n) => `06.${n.slice(0, 2)}.${n.slice(2, 4)}.${n.slice(4, 6)}.${n.slice(6)}`,
  (/** @type {string} */ n) => `06\u00a0${n.slice(0, 4)}\u00a0${n.slice(4)}`,
  (/** @type {string} */ n) => `06 ${n}  `,
  (/** @type {string} */ n) => `\u202a+31 6 ${n}\u202c`,
];

/** Cells no number can be read from, whatever a repair might propose. */
const unusable = [
  '',
  '   ',
  '#N/A',
  '#N/A',
  '#REF!',
  'none',
  'n/a',
  'geen mobiel',
  'see wife',
  '?',
  '-',
  '4.479E+11',
  '4.479E+11',
  '3,161E+10',
  '31612345678.0',
  '12-03-2026',
  '06 1234',
  '061234567',
  '06 1234 56',
  '06 12345 67890',
  '+31 6 1234 5678 9012',
  '+999 12345678',
  '+31 9 9999 9999',
  '06 12345001 / 06 12345002',
  'anna@example.org',
  '06-1234-ABCD',
  '#N/A',
  '',
  '',
  '0',
  'unknown',
  '',
  '+',
];

/** A small seeded generator (mulberry32): numbers in [0, 1). */
function random(/** @type {number} */ start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The whole file as text, with its byte order mark. */
export function makeSample() {
  const next = random(seed);
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[below(list.length)]);
  const word = (/** @type {string} */ list) => pick(list.split('|'));
  const pad = (/** @type {number} */ value, /** @type {number} */ size) => String(value).padStart(size, '0');

  /** @type {{ mobile: string, home: string }[]} */
  const good = [];
  const nlNumbers = Array.from({ length: wanted.nl }, (_, index) => pad(12_345_001 + index, 8));
  for (const number of nlNumbers) good.push({ mobile: pick(nlWritings)(number), home: '' });
  for (let index = 0; index < wanted.nlHome; index++) {
    good.push({ mobile: pick(['', '', '#N/A', 'none', ' ']), home: `020 123 ${pad(4_501 + index, 4)}` });
  }
  const add = (/** @type {number} */ count, /** @type {(index: number) => string} */ write) => {
    for (let index = 0; index < count; index++) good.push({ mobile: write(index), home: '' });
  };
  add(wanted.be, (index) => pick(['+32 470 00 00 ', '0032 470/00.00.', '+32 (0)470 00 00 ']) + pad(index + 1, 2));
  add(wanted.de, (index) => pick(['+49 171 39200', '0049 (171) 39200', '+49 (0)171-39200']) + pad(index + 1, 2));
  add(wanted.deHome, (index) => `+49 30 23125 ${pad(index + 1, 3)}`);
  add(wanted.fr, (index) => `${pick(['+33 1 99 00 ', '00 33 1.99.00.'])}10 ${pad(index + 1, 2)}`);
  add(wanted.gb, (index) => `${pick(['+44 20 7946 ', '+44 (0)20 7946 ', '0044 20 7946-'])}0${pad(index + 1, 3)}`);
  add(wanted.es, (index) => `${pick(['+34 600 000 ', 'tel:+34600000'])}${pad(index + 1, 3)}`);
  add(wanted.us, (index) => `${pick(['+1 (212) 555-', '+1-212-555-', '+1 212.555.'])}01${pad(index, 2)}`);
  add(wanted.bd, (index) =>
    index % 2 ? `+880 1700-0000${pad(index + 1, 2)}` : `+৮৮০ ১৭০০-০০০০${bengali(pad(index + 1, 2))}`,
  );

  const person = () => [
    next() < 0.06 ? pick(['', '', '  ', '#N/A']) : word(firstNames) + (next() < 0.05 ? '  ' : ''),
    next() < 0.04 ? '' : next() < 0.03 ? `${word(lastNames)} "Bob"` : word(lastNames),
  ];
  const rest = () => [
    word(cities) + (next() < 0.08 ? ' ' : ''),
    next() < 0.1 ? '' : word(days),
    next() < 0.35 ? pick(notes) : '',
  ];
  const record = (/** @type {string} */ mobile, /** @type {string} */ home) => [...person(), mobile, home, ...rest()];

  const records = good.map(({ mobile, home }) =>
    record(mobile, home || (next() < 0.15 ? pick(['', 'ex-directory', '020 ?']) : '')),
  );
  // The order of a list that grew over years; who comes twice comes after the first time.
  for (let index = records.length - 1; index > 0; index--) {
    const other = below(index + 1);
    [records[index], records[other]] = [
      /** @type {string[]} */ (records[other]),
      /** @type {string[]} */ (records[index]),
    ];
  }
  for (const cell of unusable) records.splice(below(records.length), 0, record(cell, pick(['', '', 'none'])));
  for (let index = 0; index < 24; index++) {
    const number = /** @type {string} */ (nlNumbers[index * 7]);
    records.push(record(/** @type {(n: string) => string} */ (nlWritings[index % nlWritings.length])(number), ''));
  }
  // A row somebody emptied without deleting it.
  records.splice(300, 0, ['', '', '', '', '', '', '']);

  const header = ['First name', 'Last name', 'Mobile', 'Home phone', 'City', 'Day', 'Notes'];
  const lines = [header, ...records].map((cells) => `${cells.map(quoted).join(';')}\r\n`);
  // Empty lines are no records.
  lines.splice(120, 0, '\r\n');
  lines.push('\r\n');
  return `\ufeff${lines.join('')}`;
}

function quoted(/** @type {string} */ cell) {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function bengali(/** @type {string} */ digits) {
  return [...digits].map((digit) => String.fromCharCode(0x9e6 + Number(digit))).join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(import.meta.dirname, '..', 'resources', 'samples', 'members.csv'), makeSample());
}
