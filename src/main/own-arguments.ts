/** Switches of Chromium and Electron that a launcher may put before ours. */
const runtimeSwitch =
  /^--(no-sandbox|disable-gpu|ozone-platform|log-level|enable-logging|disable-.*|force-.*|remote-debugging-port|inspect(-brk)?|user-data-dir|lang)(=.*)?$/;

/**
 * The arguments meant for Slipway, out of `process.argv`: everything behind the first `--`; without one, everything
 * behind the program (and, in the source tree, behind the app's path), less the runtime's own switches.
 */
export function ownArguments(argv: readonly string[], inSourceTree: boolean): readonly string[] {
  const mark = argv.indexOf('--');
  if (mark > 0) return argv.slice(mark + 1);
  const rest = argv.slice(1).filter((argument) => !runtimeSwitch.test(argument));
  return inSourceTree ? rest.slice(1) : rest;
}
