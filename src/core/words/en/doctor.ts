/** What `slipway doctor` says: a sentence a state, and advice (`…Fix`) where something is to be done. */
export const doctor = {
  folder: {
    writable: 'The data folder can be written: {{dir}}',
    missing: 'There is no folder {{dir}}.',
    missingFix: 'Name the right one with --data-dir, or start Slipway once.',
    readOnly: 'The data folder cannot be written: {{dir}}',
    readOnlyFix: 'Give yourself the right to write there. Nothing is sent that cannot be written down.',
  },
  owner: {
    free: 'Nobody else has it open.',
    running: 'Slipway runs on it right now.',
  },
  space: {
    enough: '{{freeBytes}} are free on its disk.',
    little: 'Only {{freeBytes}} are free on its disk.',
    littleFix: 'Make room: a campaign pauses when the disk is full.',
    none: 'The disk is full: {{freeBytes}} are free.',
    noneFix: 'Make room. Nothing is sent that cannot be written down.',
  },
  database: {
    there: 'The data is there: {{bytes}}.',
    none: 'There is no data yet.',
    lost: 'The data is gone: its file is missing or empty, and there are backups of it.',
    lostFix: 'Look in the recycle bin, or put the last backup back: slipway restore latest',
  },
  schema: {
    same: 'It has this version’s schema, {{found}}.',
    older: 'It has schema {{found}}. The next start brings it to {{known}}, after a backup.',
    newer: 'It belongs to a newer Slipway: schema {{found}}, this version knows {{known}}.',
    newerFix: 'Install the newer version. Nothing was changed.',
  },
  whole: {
    yes: 'It is whole: every page and index, counts that add up, texts as they were sealed.',
    no: 'It is damaged.',
    noFix: 'Put the last good backup back: slipway restore latest. The damaged file is kept.',
  },
  backups: {
    recent: '{{count}} backups, the last {{days}} days old.',
    old: 'The last of {{count}} backups is {{days}} days old.',
    oldFix: 'Make one now: slipway backup',
    none: 'There is no backup yet.',
    noneFix: 'Make one: slipway backup',
  },
  latest: {
    whole: 'The last backup was read back whole: {{name}}',
    unfit: 'The last backup cannot be used: {{name}}',
    unfitFix: 'Make a new one: slipway backup',
  },
  keychain: {
    ready: 'The keychain of this computer is open.',
    locked: 'The keychain of this computer is locked.',
    lockedFix: 'Unlock it, often by signing in again; campaigns of accounts with a key wait for it.',
    missing: 'This computer has no keychain.',
    missingFix: 'Give the key for one run in SLIPWAY_API_KEY, or install gnome-keyring.',
  },
  result: {
    ok: 'All is well.',
    warn: 'Something wants looking at; sending works.',
    stop: 'Something has to be put right before anything is sent.',
  },
} as const;
