import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { SegmentedMessage } from 'sms-segments-calculator';
import { countSegments } from '#core/messages/segments.ts';
import { judgePhone } from '#core/phone/judge-phone.ts';
import { type Figure, figure, median, seconds } from './figure.ts';

const rounds = 5;

/** Microseconds a call, the median of some rounds, each measured in turn with its baseline. */
async function perCall(
  calls: number,
  own: () => void,
  baseline: () => void,
): Promise<{ value: number; baseline: number }> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push((await seconds(async () => baseline())) * (1e6 / calls));
    ours.push((await seconds(async () => own())) * (1e6 / calls));
  }
  return { value: median(ours), baseline: median(bare) };
}

/** Numbers read in the Netherlands, by `judgePhone` and by the bare library. */
function judging(numbers: readonly string[]): Promise<{ value: number; baseline: number }> {
  return perCall(
    numbers.length,
    () => {
      for (const raw of numbers) judgePhone(raw, 'NL');
    },
    () => {
      for (const raw of numbers) parsePhoneNumberFromString(raw, 'NL')?.isValid();
    },
  );
}

/** Mobile numbers of six countries as people write them: nationally, with `+` or with `00`, spaced or not. */
function mixedNumber(index: number): string {
  const plus = index % 4 < 2 ? '+' : '00';
  const seven = String(2_000_000 + ((index * 7_919) % 1_000_000));
  const pairs = `${seven.slice(0, 2)} ${seven.slice(2, 4)} ${seven.slice(4, 6)}`;
  switch (index % 7) {
    case 0:
      return `06 1${seven}`;
    case 1:
      return `${plus}31 6 1${seven}`;
    case 2:
      return `${plus}447400${seven.slice(1)}`;
    case 3:
      return `${plus}49 151 2${seven}`;
    case 4:
      return `${plus}33 6 12 ${pairs}`;
    case 5:
      return `${plus}32 471 ${pairs}`;
    default:
      return `${plus}1 (617) ${seven.slice(0, 3)}-${seven.slice(3)}`;
  }
}

/** Judging a number beside the bare library; counting segments beside a published calculator. */
export async function benchRules(): Promise<readonly Figure[]> {
  const judged = await judging(Array.from({ length: 5_000 }, (_, i) => `06 ${12_000_000 + i * 37}`));
  const judgedMixed = await judging(Array.from({ length: 42_000 }, (_, i) => mixedNumber(i)));
  const texts = Array.from(
    { length: 200 },
    (_, i) => `Dear Zoë ${i}, your appointment is on Monday at 10:30. Reply is not read.`,
  );
  const counted = await perCall(
    texts.length,
    () => {
      for (const text of texts) countSegments(text);
    },
    () => {
      for (const text of texts) void new SegmentedMessage(text).segmentsCount;
    },
  );
  return [
    figure('judge', { ...judged, unit: 'µs', goal: '<= 0.2' }),
    figure('judge-mixed', { ...judgedMixed, unit: 'µs', goal: '<= 0.2' }),
    figure('segments', { ...counted, unit: 'µs', goal: '<= 0.1' }),
  ];
}
