import { join } from 'node:path';
import log from 'electron-log/main.js';
import type { Redactor } from '#core/kernel/redact.ts';

/** Writes `logs/main.log` in the data folder. Every word goes through redaction first; there is no other way to log. */
export interface Log {
  info(message: string): void;
  problem(message: string): void;
}

export function openLog(dataDir: string, redactor: Redactor): Log {
  log.transports.file.resolvePathFn = () => join(dataDir, 'logs', 'main.log');
  log.transports.file.maxSize = 2 * 1024 * 1024;
  log.transports.console.level = false;
  return {
    info: (message) => log.info(redactor.text(message)),
    problem: (message) => log.error(redactor.text(message)),
  };
}
