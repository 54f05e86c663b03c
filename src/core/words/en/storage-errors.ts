import type { ErrorCode } from '../../kernel/errors.ts';
import type { ErrorWords } from '../error-words.ts';

/** What can go wrong with the data on this disk, and with its backups. */
export const storageErrors = {
  storage_full: {
    title: 'The disk is full',
    why: 'Slipway writes down every step before it is taken, and there is no room left to do that.',
    fix: 'Make some room, then resume. Nothing was lost.',
    for: {
      backup: {
        title: 'There is no room for a backup',
        why: 'The disk cannot take another copy of Slipway’s data. No half backup was left behind.',
        fix: 'Make some room, or keep the backup on another disk with slipway backup --to.',
      },
      import: {
        title: 'There is no room for this import',
        why: 'It would take the space that sending needs. Nothing of it was kept.',
        fix: 'Make some room on the disk, then import the file again.',
      },
      export: {
        title: 'There is no room for this file',
        why: 'It would take the space that sending needs. No half file was left behind.',
        fix: 'Make some room, or save it on another disk.',
      },
    },
  },
  storage_failed: {
    title: 'The disk did not keep what was written',
    why: 'Reading or writing Slipway’s data failed.',
    fix: 'Check the disk, then start Slipway again. Nothing is sent until this works.',
  },
  storage_damaged: {
    title: 'Slipway’s data is damaged',
    why: 'The file was changed or cut short by something else. Sending has stopped.',
    fix: 'Put back the last good backup; the damaged file is kept beside it. On the command line: slipway restore latest.',
    for: {
      backup: {
        title: 'This backup cannot be used',
        why: 'It is damaged, or no backup of Slipway.',
        fix: 'Choose another one. Nothing was changed.',
      },
    },
  },
  storage_missing: {
    title: 'Slipway’s data is gone',
    why: 'There were campaigns and people here, and their file is missing or empty.',
    fix: 'Look in the recycle bin, or put back the last backup. On the command line: slipway restore latest.',
  },
  storage_newer: {
    title: 'This data belongs to a newer Slipway',
    why: 'It was last opened by version {{version}} or later.',
    whyPlain: 'It was last opened by a later version.',
    fix: 'Install the newer version and open it again. Nothing was changed.',
    for: {
      backup: {
        title: 'This backup belongs to a newer Slipway',
        why: 'It was made by a later version.',
        fix: 'Install the newer version, or choose another backup. Nothing was changed.',
      },
    },
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;
