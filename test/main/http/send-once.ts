// Started by trusted.test.ts as a process of its own: sends one message and prints its outcome.
import { defaultPaths } from '#core/gateway/port.ts';
import type { PhoneNumber } from '#core/kernel/ids.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createGateway } from '#main/http/gateway-client.ts';
import { chooseDispatcher } from '#main/http/proxy.ts';
import { systemClock } from '#main/system.ts';

const [, , baseUrl = '', rule = 'DIRECT'] = process.argv;
const chosen = chooseDispatcher({ baseUrl, rule, connections: 1, connectMs: 5_000 });
if (!chosen.ok) throw new Error(chosen.error.message);
const gateway = createGateway({
  endpoint: { baseUrl, paths: defaultPaths },
  key: 'canary-key-7f3a',
  clock: systemClock,
  redactor: createRedactor(),
  ...(chosen.value === null ? {} : { dispatcher: chosen.value }),
});
const { outcome } = await gateway.send({
  kind: 'sms',
  recipients: ['+46701740605' as PhoneNumber],
  senderId: 'Slipway',
  message: 'Hello',
  type: 'plain',
  scheduleTime: null,
  dltTemplateId: null,
});
process.stdout.write(JSON.stringify(outcome));
await gateway.close();
await chosen.value?.destroy();
