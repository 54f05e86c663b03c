import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { SlipwayBridge } from '#contract/bridge.ts';
import { admitFileChannel, callNames, eventNames } from '#contract/names.ts';

const calls = Object.fromEntries(
  callNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(name, input)]),
) as SlipwayBridge['calls'];

const on = Object.fromEntries(
  eventNames.map((name) => [
    name,
    (listener: (payload: unknown) => void) => {
      // The IPC event object holds a sender: it must not reach the page.
      const forward = (_event: unknown, payload: unknown) => listener(payload);
      ipcRenderer.on(name, forward);
      return () => {
        ipcRenderer.removeListener(name, forward);
      };
    },
  ]),
) as SlipwayBridge['on'];

const bridge: SlipwayBridge = {
  calls,
  on,
  admitFile: (file) => ipcRenderer.invoke(admitFileChannel, webUtils.getPathForFile(file)),
};

contextBridge.exposeInMainWorld('slipway', bridge);
