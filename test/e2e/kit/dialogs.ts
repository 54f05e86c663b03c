import type { ElectronApplication } from '@playwright/test';

/** The system's dialogs cannot be driven from outside: a person's answer to each is put in their place. */

/** The next file dialogs give these paths, one each; null closes the dialog. */
export async function answerOpen(app: ElectronApplication, ...paths: readonly (string | null)[]): Promise<void> {
  await app.evaluate(({ dialog }, answers) => {
    const left = [...answers];
    dialog.showOpenDialog = async () => {
      const path = left.length > 1 ? left.shift() : left[0];
      return { canceled: path == null, filePaths: path == null ? [] : [path] };
    };
  }, paths);
}

/** Every save dialog from now on gives this path; null closes it. */
export async function answerSave(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    dialog.showSaveDialog = async () => ({ canceled: answer === null, filePath: answer ?? '' });
  }, path);
}

/** A box of the system that was shown: its words and buttons. */
export interface ShownBox {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** Every question of the system from now on is answered with this button's number. */
export async function answerBox(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    const shown: unknown[] = [];
    Object.assign(globalThis, { slipwayShownBoxes: shown });
    dialog.showMessageBoxSync = (...args: unknown[]) => {
      const { message, detail, buttons } = args.at(-1) as ShownBox;
      shown.push({ message, detail, buttons });
      return answer;
    };
  }, button);
}

/** The boxes that were answered since `answerBox`. */
export async function shownBoxes(app: ElectronApplication): Promise<readonly ShownBox[]> {
  return app.evaluate(() => (globalThis as unknown as { slipwayShownBoxes?: ShownBox[] }).slipwayShownBoxes ?? []);
}
