/** The names of the ways a file can be read. */

/** Name, and where it is used. */
export const encodings = {
  'utf-8': { name: 'UTF-8', where: 'any language' },
  'windows-1252': { name: 'Windows-1252', where: 'Western Europe' },
  'utf-16le': { name: 'UTF-16 LE', where: 'any language' },
  'utf-16be': { name: 'UTF-16 BE', where: 'any language' },
  'iso-8859-15': { name: 'ISO-8859-15', where: 'Western Europe' },
  'windows-1250': { name: 'Windows-1250', where: 'Central Europe' },
  'iso-8859-2': { name: 'ISO-8859-2', where: 'Central Europe' },
  'windows-1251': { name: 'Windows-1251', where: 'Cyrillic' },
  'koi8-r': { name: 'KOI8-R', where: 'Cyrillic' },
  'windows-1253': { name: 'Windows-1253', where: 'Greek' },
  'windows-1254': { name: 'Windows-1254', where: 'Turkish' },
  'windows-1255': { name: 'Windows-1255', where: 'Hebrew' },
  'windows-1256': { name: 'Windows-1256', where: 'Arabic' },
  'windows-1257': { name: 'Windows-1257', where: 'Baltic' },
  'windows-1258': { name: 'Windows-1258', where: 'Vietnamese' },
  macintosh: { name: 'Mac Roman', where: 'old Macs' },
  cp437: { name: 'DOS 437', where: 'old PCs' },
  cp850: { name: 'DOS 850', where: 'Western Europe, old PCs' },
  ibm866: { name: 'DOS 866', where: 'Cyrillic, old PCs' },
  shift_jis: { name: 'Shift_JIS', where: 'Japanese' },
  gb18030: { name: 'GB18030', where: 'Chinese' },
  big5: { name: 'Big5', where: 'Traditional Chinese' },
  'euc-kr': { name: 'EUC-KR', where: 'Korean' },
} as const;

export const delimiters = {
  comma: 'comma',
  semicolon: 'semicolon',
  tab: 'tab',
  pipe: 'vertical bar',
  other: 'another character',
  otherNamed: '“{{character}}”',
} as const;

export const quotes = {
  double: 'double quotes  "…"',
  backslash: 'double quotes, inside \\"',
  single: "single quotes  '…'",
  none: 'nothing',
} as const;
