import type { Say } from '../words.ts';
import { type CommandDefinition, commandNames, commands, everywhere, type OptionDefinition } from './definitions.ts';

/** The help of one command, or of all. */
export function helpText(command: CommandDefinition | null, say: Say): string {
  return command === null ? overview(say) : one(command, say);
}

function overview(say: Say): string {
  return [
    say('about'),
    '',
    `  ${say('usageLine')}`,
    '',
    `${say('commands')}:`,
    ...table(commandNames.map((name) => [name, say(`command.${name}`)])),
    '',
    `${say('everywhere')}:`,
    ...table(everywhere.map((option) => optionLine(option, say))),
    '',
    say('keyNote'),
    say('exitCodes'),
  ].join('\n');
}

function one(command: CommandDefinition, say: Say): string {
  const argument = command.argument === undefined ? '' : ` [${command.argument}]`;
  const required = command.options
    .filter((option) => option.required === true)
    .map((option) => ` --${option.name} ${option.value}`)
    .join('');
  return [
    say(`command.${command.name}`),
    '',
    `  slipway ${command.name}${argument}${required} [options]`,
    '',
    `${say('options')}:`,
    ...table([...command.options, ...everywhere].map((option) => optionLine(option, say))),
    '',
    ...(commands.send === command || command.name === 'resume' ? [say('keyNote')] : []),
    say('exitCodes'),
  ].join('\n');
}

function optionLine(option: OptionDefinition, say: Say): readonly [string, string] {
  const value = option.value === undefined ? '' : ` ${option.value}`;
  // The catalogue's own `{{…}}` would be filled in: this one is meant as it stands.
  const words =
    option.name === 'message'
      ? say('option.message', { 'field|fallback': '{{field|fallback}}' })
      : say(`option.${option.name}`);
  return [`--${option.name}${value}${option.repeated === true ? '…' : ''}`, words];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
