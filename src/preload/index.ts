import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { SlipwayBridge } from '#contract/bridge.ts';
import { inputProblem } from '#contract/input-size.ts';
import { admitFileChannel, callNames, eventNames } from '#contract/names.ts';
import { appError } from '#core/kernel/errors.ts';

/** Refused here first: taking twenty megabytes out of a message would already hold main for a fifth of a second. Main looks again. */
const invoke = (name: string, input: unknown): Promise<unknown> => {
  const problem = inputProblem(input);
  if (problem === null) return ipcRenderer.invoke(name, input);
  return Promise.resolve({
    ok: false,
    error: appError('invalid_input', `${name}: ${problem}`, { field: '', problem }),
  });
};

const calls = Object.fromEntries(
  callNames.map((name) => [name, (input: unknown) => invoke(name, input)]),
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
