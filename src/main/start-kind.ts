import { fileURLToPath } from 'node:url';
import { isCommandLine } from './cli/arguments.ts';

/** What the arguments ask for. */
export type StartKind =
  | { readonly kind: 'command' }
  /** `file`: a path to open, as given; `dataDir`: null means the app's own. */
  | { readonly kind: 'window'; readonly dataDir: string | null; readonly file: string | null }
  /** The first word is neither a command nor a file that exists. */
  | { readonly kind: 'unknown'; readonly word: string }
  /** A window is meant, and there is nothing to draw it on. */
  | { readonly kind: 'no_display' };

export interface StartFacts {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** All arguments of the process, Chromium's own included. */
  readonly argv: readonly string[];
  readonly exists: (path: string) => boolean;
}

/** Decides what starts, before Chromium looks for a display: without one it would end the process in the middle. */
export function startKind(args: readonly string[], facts: StartFacts): StartKind {
  if (isCommandLine(args)) return { kind: 'command' };
  const at = args.indexOf('--data-dir');
  const dataDir = at < 0 ? null : (args[at + 1] ?? null);
  const word = args.find((argument, i) => !argument.startsWith('-') && (at < 0 || i !== at + 1));
  const file = word === undefined ? null : pathOf(word);
  if (word !== undefined && (file === null || !facts.exists(file))) return { kind: 'unknown', word };
  if (!hasDisplay(facts)) return { kind: 'no_display' };
  return { kind: 'window', dataDir, file };
}

/** The path of a word or of a `file://` URI; null for a URI that names no file of this machine. */
function pathOf(word: string): string | null {
  if (!/^file:/i.test(word)) return word;
  try {
    return fileURLToPath(word);
  } catch {
    return null;
  }
}

/** Only Linux can be without one; a platform chosen by hand (`headless`) needs none. */
function hasDisplay({ platform, env, argv }: StartFacts): boolean {
  if (platform !== 'linux' || argv.some((argument) => argument.startsWith('--ozone-platform'))) return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}
