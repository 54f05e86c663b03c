import type { ElectronApplication } from '@playwright/test';

interface Recorded {
  slipwayWire?: string[];
}

/** From now on, everything that main answers or pushes to the page is written down as it crosses. */
export async function recordWire(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain, webContents }) => {
    const wire: string[] = [];
    (globalThis as unknown as Recorded).slipwayWire = wire;
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (...args: unknown[]) => Promise<unknown>>;
    };
    for (const [channel, handle] of handlers) {
      handlers.set(channel, async (...args) => {
        const answer = await handle(...args);
        wire.push(`${channel} ${JSON.stringify(answer)}`);
        return answer;
      });
    }
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...args) => {
        wire.push(`${channel} ${JSON.stringify(args)}`);
        send(channel, ...args);
      };
    }
  });
}

/** What crossed since `recordWire`. */
export async function wireOf(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(() => (globalThis as unknown as Recorded).slipwayWire ?? []);
}
