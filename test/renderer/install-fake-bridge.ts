import { fakeBridge } from './fake-bridge.ts';
import type { FakeOptions } from './fake-types.ts';

/** Put before the app's own script by a design-time Vite config: `?scenario=live&delay=40&theme=dark`. */
const asked = new URLSearchParams(location.search);
Object.defineProperty(window, 'slipway', {
  value: fakeBridge({
    scenario: (asked.get('scenario') ?? 'live') as FakeOptions['scenario'],
    contacts: Number(asked.get('contacts') ?? 412_908),
    delay: Number(asked.get('delay') ?? 30),
    theme: (asked.get('theme') ?? 'system') as FakeOptions['theme'],
  }),
});
