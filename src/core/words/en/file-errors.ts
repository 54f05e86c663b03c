import type { ErrorCode } from '../../kernel/errors.ts';
import type { ErrorWords } from '../error-words.ts';

/** What can go wrong with a file a person gave or wants written. */
export const fileErrors = {
  file_missing: {
    title: 'The file is gone',
    why: '“{{file}}” was moved, renamed or deleted, or its drive is no longer connected.',
    whyPlain: 'It was moved, renamed or deleted, or its drive is no longer connected.',
    fix: 'Choose the file again where it is now. Nothing was imported.',
  },
  file_unreadable: {
    title: 'The file cannot be read',
    why: 'Another program may hold “{{file}}” open, or you may not have permission to read it.',
    whyPlain: 'Another program may hold it open, or you may not have permission to read it.',
    fix: 'Close it in other programs, or copy it to your own folder, and choose it again.',
    for: {
      not_regular: {
        title: 'This is not a file',
        why: '“{{file}}” is a folder, a pipe or a device, which cannot be read as a file.',
        fix: 'Choose a CSV or text file.',
      },
    },
  },
  file_empty: {
    title: 'The file is empty',
    why: '“{{file}}” holds no rows at all.',
    whyPlain: 'It holds no rows at all.',
    fix: 'Export it again from where it came from. Nothing was imported.',
  },
  file_header_only: {
    title: 'The file has only a header',
    why: '“{{file}}” names its columns, and no person follows.',
    whyPlain: 'It names its columns, and no person follows.',
    fix: 'Export it again with its rows. If the first row is a person, say that the file has no header row.',
  },
  file_is_spreadsheet: {
    title: 'This is a spreadsheet, not a CSV file',
    why: '“{{file}}” is in the format of a spreadsheet program.',
    whyPlain: 'It is in the format of a spreadsheet program.',
    fix: 'Open it there, save it as “CSV UTF-8”, and choose the saved file.',
  },
  file_is_compressed: {
    title: 'This file is compressed',
    why: '“{{file}}” is an archive such as .zip or .gz.',
    whyPlain: 'It is an archive such as .zip or .gz.',
    fix: 'Unpack it and choose the CSV file inside.',
  },
  file_is_not_text: {
    title: 'This is not a text file',
    why: '“{{file}}” looks like a picture, a document or a program.',
    whyPlain: 'It looks like a picture, a document or a program.',
    fix: 'Choose a CSV or text file: one line for each person.',
  },
  file_unclosed_quote: {
    title: 'A quotation mark is never closed',
    why: 'The text that opens on line {{line}} runs on to the end of the file, so the rows after it cannot be told apart.',
    whyPlain: 'A quoted text runs on to the end of the file, so the rows after it cannot be told apart.',
    fix: 'Close the quotation mark in line {{line}}, or remove it, and choose the file again.',
    fixPlain: 'Close or remove that quotation mark, and choose the file again.',
  },
  file_record_too_long: {
    title: 'One row is far too long',
    why: 'The row on line {{line}} is larger than any list of people needs. Often a quotation mark is missing there.',
    whyPlain: 'One row is larger than any list of people needs. Often a quotation mark is missing there.',
    fix: 'Look at that line in a text editor, mend it, and choose the file again.',
    for: {
      quoted: {
        title: 'One quoted text is far too long',
        why: 'The text that opens on line {{line}} goes on for a million characters. Often its closing quotation mark is missing.',
      },
    },
  },
  file_write_failed: {
    title: 'The file could not be saved',
    why: 'The disk may be full, or the folder may not allow new files.',
    fix: 'Choose another folder and save it again. Nothing was lost.',
    for: {
      rejects: {
        title: 'The import is done, but the file of left-out rows is missing',
        fix: 'Everybody counted above is in the book. Give the command again with --dry-run and another --reject-file.',
      },
    },
  },
  csv_no_phone_column: {
    title: 'No column holds phone numbers',
    why: 'None of these columns looks like one: {{known}}.',
    whyPlain: 'None of the columns looks like one.',
    fix: 'Say which column holds the numbers. If the first row is a person, say that the file has no header row.',
    for: {
      column: {
        title: 'There is no column “{{column}}”',
        why: 'The file has these columns: {{known}}.',
        fix: 'Write the column as it stands in the file’s first row.',
      },
    },
  },
  receipts_unreadable: {
    title: 'No receipts were found in this file',
    why: 'Slipway reads saved callbacks as JSON, or as one JSON object on each line.',
    fix: 'Check that you chose the right file. Nothing was changed.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;
