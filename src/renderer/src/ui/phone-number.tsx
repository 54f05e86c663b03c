import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import classes from './phone-number.module.css';

const known = new Map<string, string>();
const roomForKnown = 5_000;

/** "+31612345694" → "+31 6 12345694", the way its country writes it abroad. What cannot be read stays as it is. */
export function formatPhone(phone: string): string {
  const before = known.get(phone);
  if (before !== undefined) return before;
  const text = parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
  if (known.size >= roomForKnown) known.clear();
  known.set(phone, text);
  return text;
}

/** A number in E.164, readable; always left to right, never broken over two lines. */
export function PhoneText({ phone }: { readonly phone: string }) {
  return (
    <bdi dir="ltr" className={classes.phone}>
      {formatPhone(phone)}
    </bdi>
  );
}
