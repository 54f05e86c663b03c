import { appError, Failure } from '#core/kernel/errors.ts';
import type { PhoneNumber } from '#core/kernel/ids.ts';
import { judgePhone } from '#core/phone/judge-phone.ts';
import { readSettings } from '../settings.ts';
import type { StoreClient } from '../store/protocol.ts';

/** A number as a person typed it, read with their country; `invalid_input` on the field `phone` when it cannot be one. */
export async function typedPhone(store: StoreClient, text: string): Promise<PhoneNumber> {
  const { country } = await readSettings(store);
  const judged = judgePhone(text, country);
  if (judged.ok) return judged.phone;
  throw new Failure(
    appError('invalid_input', `no usable number: ${judged.reason}`, { field: 'phone', problem: judged.reason }),
  );
}
