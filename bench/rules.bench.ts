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

/** Judging a number beside the bare library; counting segments beside a published calculator. */
export async function benchRules(): Promise<readonly Figure[]> {
  const numbers = Array.from({ length: 5_000 }, (_, i) => `06 ${12_000_000 + i * 37}`);
  const judged = await perCall(
    numbers.length,
    () => {
      for (const raw of numbers) judgePhone(raw, 'NL');
    },
    () => {
      for (const raw of numbers) parsePhoneNumberFromString(raw, 'NL')?.isValid();
    },
  );
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
    figure('judge', { ...judged, unit: 'µs', goal: '<= 2' }),
    figure('segments', { ...counted, unit: 'µs', goal: '<= 0.1' }),
  ];
}
