/** One option of a command; the words are in the catalogue under `cli.option.<name>`. */
export interface OptionDefinition {
  readonly name: string;
  /** What stands after it in the help; absent for a switch. */
  readonly value?: string;
  readonly required?: boolean;
  readonly repeated?: boolean;
}

export interface CommandDefinition {
  readonly name: CommandName;
  /** Name of an optional positional argument. */
  readonly argument?: string;
  readonly options: readonly OptionDefinition[];
}

export const commandNames = [
  'send',
  'resume',
  'status',
  'results',
  'import',
  'parse',
  'segments',
  'backup',
  'restore',
  'doctor',
] as const;
export type CommandName = (typeof commandNames)[number];

const csv: OptionDefinition = { name: 'csv', value: 'FILE', required: true };
const pace: readonly OptionDefinition[] = [
  { name: 'rate', value: 'N' },
  { name: 'concurrency', value: 'N' },
];
const reading: readonly OptionDefinition[] = [
  { name: 'encoding', value: 'NAME' },
  { name: 'delimiter', value: 'C' },
  { name: 'quote', value: 'MARK' },
  { name: 'skip', value: 'N' },
  { name: 'no-header' },
];
const strict: OptionDefinition = { name: 'strict' };
const columns: readonly OptionDefinition[] = [
  { name: 'phone-column', value: 'NAME', repeated: true },
  { name: 'mapping', value: 'COLUMN=USE', repeated: true },
  { name: 'country', value: 'CC' },
  { name: 'numbers', value: 'HOW' },
];

/** Options every command takes. */
export const everywhere: readonly OptionDefinition[] = [
  { name: 'data-dir', value: 'DIR' },
  { name: 'json' },
  { name: 'help' },
  { name: 'version' },
];

export const commands: Readonly<Record<CommandName, CommandDefinition>> = {
  send: {
    name: 'send',
    options: [
      csv,
      { name: 'message', value: 'TEMPLATE', required: true },
      { name: 'sender', value: 'ID', required: true },
      { name: 'any-sender' },
      { name: 'media-url', value: 'URL' },
      { name: 'dlt-template-id', value: 'ID' },
      { name: 'at', value: 'TIME' },
      { name: 'schedule-by', value: 'WHO' },
      { name: 'best-before', value: 'TIME' },
      { name: 'priority', value: 'WHEN' },
      { name: 'group', value: 'NAME' },
      ...columns,
      ...reading,
      ...pace,
      { name: 'recipients-per-request', value: 'N' },
      { name: 'practice' },
      { name: 'base-url', value: 'URL' },
      { name: 'name', value: 'NAME' },
      strict,
      { name: 'yes' },
    ],
  },
  resume: {
    name: 'resume',
    argument: 'CAMPAIGN',
    options: [{ name: 'base-url', value: 'URL' }, ...pace, { name: 'yes' }],
  },
  status: { name: 'status', argument: 'CAMPAIGN', options: [] },
  results: { name: 'results', argument: 'CAMPAIGN', options: [{ name: 'out', value: 'FILE', required: true }] },
  import: {
    name: 'import',
    options: [
      { name: 'csv', value: 'FILE' },
      { name: 'group', value: 'NAME' },
      { name: 'reject-file', value: 'FILE' },
      { name: 'on-duplicate', value: 'RULE' },
      { name: 'on-repeat', value: 'RULE' },
      { name: 'repair' },
      { name: 'dry-run' },
      { name: 'undo', value: 'ID' },
      ...columns,
      ...reading,
      strict,
    ],
  },
  parse: { name: 'parse', options: [csv, ...reading] },
  segments: { name: 'segments', options: [{ name: 'message', value: 'TEXT', required: true }] },
  backup: { name: 'backup', options: [{ name: 'to', value: 'FILE' }] },
  restore: { name: 'restore', argument: 'BACKUP', options: [{ name: 'yes' }] },
  doctor: { name: 'doctor', options: [] },
};
