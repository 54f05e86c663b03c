import type { BrowserWindow } from 'electron';
import type { Redactor } from '#core/kernel/redact.ts';
import type { ImportService } from '../import/import-service.ts';
import type { SpawnImport } from '../import/run.ts';
import type { PushService } from '../pushing/push-service.ts';
import type { Services } from '../services/open-services.ts';
import type { Say } from '../words.ts';
import type { Bridge } from './bridge.ts';
import type { FileTokens } from './file-tokens.ts';

/** What the handler rooms share. */
export interface HandlerContext {
  readonly services: Services;
  readonly imports: ImportService;
  readonly pushes: PushService;
  readonly spawnImport: SpawnImport;
  readonly tokens: FileTokens;
  readonly bridge: Bridge;
  readonly redactor: Redactor;
  readonly dataDir: string;
  readonly samplePath: string;
  /** Speaks a namespace of the catalogue. */
  readonly say: (namespace: 'cli' | 'importing' | 'menu') => Say;
  /** The window dialogs belong to. */
  readonly window: () => BrowserWindow | null;
  /** Whether a person pressed something in it within so many milliseconds. */
  readonly pressedWithin: (ms: number) => boolean;
}
