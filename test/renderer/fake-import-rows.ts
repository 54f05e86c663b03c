import type { Input, Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import { person } from './fake-people.ts';

export type Row = Output<'import.rows'>['rows'][number];
export type Kind = Input<'import.rows'>['kind'];
type Reason = NonNullable<Row['reason']>;

export const fakeHeaders = ['Naam', 'Mobiel', 'Telefoon thuis', 'Land', 'Plaats', 'Afspraak', 'Opmerking'] as const;

interface Counted {
  readonly reason: Reason;
  count: number;
  repairable: number;
  samples: { line: number; value: string }[];
}

const values: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  damaged_zero: ['612034471', '620441191', '633110902'],
  damaged_scientific: ['3.1612034471E+10', '3,1620441191E+10', '3.1633110902E+10'],
  damaged_rounded: ['3161203447100000'],
  damaged_date: ['14-10-1968'],
  phone_too_short: ['06 1234 56', '0611', '06 20 44'],
  phone_not_a_number: ['onbekend', 'zie dossier', 'onbekend'],
  phone_blank: [''],
  duplicate: ['06 12345678'],
};

/** How many rows are left out, by reason; the fake's mends and repairs count down in it. */
export function fakeReasons(): Counted[] {
  const of = (reason: Reason, count: number, repairable = 0): Counted => ({
    reason,
    count,
    repairable,
    samples: (values[reason] ?? ['']).map((value, at) => ({ line: 17 + at * 31, value })),
  });
  return [
    of('damaged_zero', 86, 86),
    of('damaged_scientific', 38, 34),
    of('damaged_rounded', 3),
    of('damaged_date', 2),
    of('phone_too_short', 112),
    of('phone_not_a_number', 29),
    of('phone_blank', 21),
    of('duplicate', 241),
  ];
}

const notes = [
  { note: 'landline', count: 64 },
  { note: 'country_hinted', count: 12 },
  { note: 'error_value', count: 5 },
] as const;

/** What the fake file's encoding leaves open. */
export const fakeWarnings: ImportRecord['summary']['warnings'] = [
  { code: 'encoding_guessed', count: 1, line: 6, details: { encoding: 'windows-1252' } },
];

export function fakeSummary(reasons: readonly Counted[]): ImportRecord['summary'] {
  const records = 12_704;
  const of = (repeated: boolean) =>
    reasons.reduce((sum, { reason, count }) => ((reason === 'duplicate') === repeated ? sum + count : sum), 0);
  return {
    records,
    invalid: of(false),
    duplicate: of(true),
    accepted: records - of(false) - of(true),
    reasons: reasons.map((one) => ({ ...one, samples: [...one.samples] })),
    notes: [...notes],
    warnings: [...fakeWarnings],
    seconds: 0.4,
  };
}

export function countIn(reasons: readonly Counted[], kind: Kind): number {
  if (kind === 'ready') return fakeSummary(reasons).accepted;
  return reasons.find(({ reason }) => reason === kind)?.count ?? notes.find(({ note }) => note === kind)?.count ?? 0;
}

/** The row number says which list the row belongs to, so that a mend finds it again. */
export function fakeRow(kind: Kind, at: number): Row {
  const place = fakeReasons().findIndex(({ reason }) => reason === kind) + 1;
  const left = place > 0;
  const { firstName, lastName, phone, fields } = person(at);
  const own = values[kind];
  const written = own === undefined ? `0${phone.slice(3)}` : (own[at % own.length] ?? '');
  const cells = [
    `${firstName} ${lastName}`,
    written,
    '030 123 4567',
    'NL',
    fields.city ?? '',
    'Thursday 14 October',
    '',
  ];
  const repairable = kind === 'damaged_zero' || (kind === 'damaged_scientific' && at % 9 !== 4);
  if (kind === 'damaged_scientific' && !repairable) cells[1] = '4.479E+11';
  return {
    row: place * 100_000 + at,
    line: 14 + at * 7,
    cells,
    phone: left && kind !== 'duplicate' ? null : phone,
    reason: left ? (kind as Reason) : null,
    notes: left || kind === 'ready' ? [] : [kind as Row['notes'][number]],
    repair: repairable
      ? cells.map((cell, index) =>
          index === 1 ? (kind === 'damaged_zero' ? `0${cell}` : `+${Number(cell.replace(',', '.'))}`) : cell,
        )
      : null,
    repairedPhone: repairable ? phone : null,
    phoneColumn: left ? null : 1,
    others: [],
    mended: false,
  };
}
