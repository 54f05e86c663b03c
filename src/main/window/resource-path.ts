import { join } from 'node:path';
import { app } from 'electron';

/** A file that ships beside the app's code. */
export function resourcePath(...parts: readonly string[]): string {
  return app.isPackaged ? join(process.resourcesPath, ...parts) : join(app.getAppPath(), 'resources', ...parts);
}
