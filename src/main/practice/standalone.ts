import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toAppError } from '#core/kernel/errors.ts';
import { systemClock, systemRandom } from '../system.ts';
import { magicNumbers } from './magic-numbers.ts';
import { defaultPracticeKey, startPractice } from './service.ts';
import type { PracticeChange } from './settings.ts';

const usage = `The practice service on its own: the whole API on this machine, with a ledger of everyone it accepted.

  npm run practice -- [--port N] [--dir DIR] [--key KEY] [--callback-url URL] [--rate-limit N|off]
                      [--balance N] [--latency MS] [--receipt-delay MS] [--json]

  --port N            default: a free one
  --dir DIR           where the ledger is kept; default: a folder under the system's temporary folder
  --key KEY           the API key it accepts; default: ${defaultPracticeKey}
  --callback-url URL  where delivery receipts are posted; default: nowhere
  --rate-limit N|off  requests a minute before 429; default: off
  --balance N         sets the credit
  --latency MS        waits before each reply
  --receipt-delay MS  from acceptance to the receipt
  --json              prints one JSON line with url, key, port, ledger and pid when ready
  --help              prints this
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      dir: { type: 'string', default: join(tmpdir(), 'slipway-practice') },
      key: { type: 'string', default: defaultPracticeKey },
      'callback-url': { type: 'string' },
      'rate-limit': { type: 'string' },
      balance: { type: 'string' },
      latency: { type: 'string' },
      'receipt-delay': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const port = whole('port', values.port);
  if (port > 65_535) throw new Error('--port takes a number up to 65535');
  const rate = values['rate-limit'];
  const settings: PracticeChange = {
    ...(values['callback-url'] === undefined ? {} : { callbackUrl: values['callback-url'] }),
    ...(rate === undefined ? {} : { rateLimitPerMinute: rate === 'off' ? null : whole('rate-limit', rate) }),
    ...(values.balance === undefined ? {} : { balance: whole('balance', values.balance) }),
    ...(values.latency === undefined ? {} : { latencyMs: whole('latency', values.latency) }),
    ...(values['receipt-delay'] === undefined
      ? {}
      : { receiptDelayMs: whole('receipt-delay', values['receipt-delay']) }),
  };
  const { dir, key } = values;
  const service = await startPractice({ dir, port, key, clock: systemClock, random: systemRandom, settings });

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void service.close();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);

  if (values.json) {
    const ready = { url: service.url, key: service.key, port: service.port, ledger: service.ledger.path };
    process.stdout.write(`${JSON.stringify({ ...ready, pid: process.pid })}\n`);
    return;
  }
  const magic = magicNumbers.map((one) => `  ${one.number}  ${one.happens}`).join('\n');
  process.stdout.write(
    `Practice service ready.\n  address  ${service.url}\n  key      ${service.key}\n  ledger   ${service.ledger.path}\n` +
      `\nNumbers that fail on purpose:\n${magic}\n\nCtrl+C ends it.\n`,
  );
}

function whole(name: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
}

main().catch((thrown: unknown) => {
  process.stderr.write(`practice service: ${toAppError(thrown).message}\n`);
  process.exitCode = 1;
});
