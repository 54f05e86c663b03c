import type { ErrorCode } from '../../kernel/errors.ts';
import type { ErrorWords } from '../error-words.ts';
import { fileErrors } from './file-errors.ts';
import { serviceErrors } from './service-errors.ts';
import { storageErrors } from './storage-errors.ts';

export const errors = {
  usage: {
    title: 'That command is not complete',
    why: '{{problem}}',
    whyPlain: 'Something in the command is missing or not known.',
    fix: 'Add --help to the command to see what it takes.',
  },
  invalid_input: {
    title: 'Something in this form does not fit',
    why: 'One of the values has a form that Slipway cannot use.',
    fix: 'Look at the fields again and correct it.',
    for: {
      phone: {
        title: 'This is no number that can be texted',
        why: 'It is too short, too long, or has no country.',
        fix: 'Write it with its country, such as +31 6 12345678.',
      },
      key: {
        title: 'This is no key',
        why: 'It is empty, or far longer than a key can be.',
        fix: 'Copy the key again and paste it.',
      },
      name: { title: 'A name is missing', why: 'Nothing was written.', fix: 'Write a name.' },
      column: {
        title: 'There is no column “{{column}}”',
        why: 'The file has these columns: {{known}}.',
        fix: 'Write the column as it stands in the file’s first row.',
      },
      use: {
        title: 'A column cannot be used as “{{target}}”',
        why: 'The uses are: {{known}}.',
        fix: 'Choose one of them.',
      },
      uses: {
        title: 'The column “{{column}}” is given two uses',
        why: 'A column has one.',
        fix: 'Leave one of them out.',
      },
    },
  },
  not_found: {
    title: 'This is no longer here',
    why: 'It was deleted, or it belongs to another data folder.',
    fix: 'Go back to the list and choose again.',
    for: {
      file: { title: 'The file was closed', fix: 'Choose the file again.' },
      campaign: { title: 'There is no such campaign' },
      group: { title: 'This group is gone', fix: 'Choose another group.' },
      import: { title: 'This import is gone', fix: 'Import the file again.' },
      rows: {
        title: 'The rows of this import are no longer here',
        why: 'They are kept for thirty days.',
        fix: 'Import the file again to see who is left out.',
      },
      data: {
        title: 'There is no data here yet',
        why: 'No Slipway has kept anything in this data folder.',
        fix: 'Name the right folder with --data-dir.',
      },
      backup: {
        title: 'There is no such backup',
        why: 'It is not in the backups of this data folder, or none of them can be used.',
        fix: 'Look at what there is with slipway doctor, or in Settings under Backups.',
      },
    },
  },
  conflict: {
    title: 'This is already there',
    why: '“{{name}}” already exists.',
    whyPlain: 'Another entry already has this name or number.',
    fix: 'Choose another name, or open the one that exists.',
    for: {
      account: {
        title: 'This account has to stay',
        why: 'Campaigns were sent with it, and their results still name it.',
        fix: 'Remove its key if you no longer use it.',
      },
      contact: {
        title: 'This number is in your contacts already',
        why: 'One number is one person.',
        fix: 'Search for the number and edit that person.',
      },
      file: {
        title: 'There is a file of that name already',
        why: 'It is not written over.',
        fix: 'Choose another name, or move that file away.',
      },
    },
  },
  wrong_state: {
    title: 'That is not possible at this moment',
    why: 'It has moved on since this page was drawn.',
    fix: 'Look at its state on this page, then try again.',
    for: {
      practice: {
        title: '“{{name}}” is being sent on the practice account',
        why: 'Practice data cannot be removed while a practice campaign is being sent.',
        fix: 'Stop that campaign, or wait until it is finished. Then try again.',
      },
      account: {
        title: 'The practice account stays',
        why: 'It is part of Slipway.',
        fix: 'Switch to another account instead.',
      },
      import: {
        title: 'This import is in your contacts already',
        why: 'It was finished before.',
        fix: 'Import the file again to change it.',
      },
      import_waiting: {
        title: 'This import is not in your contacts',
        why: 'Its rows were looked at, and nobody was brought in yet.',
        fix: 'There is nothing to take back. Import the file to bring its people in.',
      },
      import_undoing: {
        title: 'This import is being taken back',
        why: 'That was begun before, and is not at its end.',
        fix: 'Wait until that ends.',
      },
      import_undone: {
        title: 'This import was taken back already',
        why: 'Its people are out of your contacts, but for those who were kept.',
        fix: 'Import the file again to bring them back.',
      },
      group: {
        title: 'This group is being pushed',
        why: 'Its people are on their way to the service.',
        fix: 'Wait until that ends, or stop it.',
      },
    },
  },

  ...fileErrors,
  template_syntax: {
    title: 'A field in the message is not complete',
    why: 'It breaks off here: {{near}}',
    whyPlain: 'Two opening braces have no closing ones, or nothing stands between them.',
    fix: 'Close the field with two braces, or choose it again from “Insert field”.',
  },
  template_unknown_field: {
    title: 'No column is called “{{field}}”',
    why: 'The people you chose have no such field. Did you mean “{{suggestion}}”?',
    whyPlain: 'The people you chose have no such field.',
    fix: 'Choose a field from “Insert field”. These are known: {{known}}.',
    fixPlain: 'Choose a field from “Insert field”.',
  },
  message_empty: {
    title: 'The message is empty',
    why: 'There is no text to send.',
    fix: 'Write the message, then check again.',
  },
  sender_invalid: {
    title: 'This sender will probably be refused',
    why: '“{{sender}}” has {{length}} characters. A sender is at most {{max}} letters and digits, or a phone number.',
    whyPlain: 'A sender is at most 11 letters and digits, or a phone number.',
    fix: 'Shorten it. If your service approved it as it is, say so: --any-sender in a command.',
  },
  sender_missing: {
    title: 'There is no sender',
    why: 'The service wants to know who the message comes from.',
    fix: 'Fill in From: up to 11 letters and digits, or a phone number your account may use.',
  },
  media_url_invalid: {
    title: 'The address of the picture does not work',
    why: 'It has to be a public web address that begins with https://.',
    fix: 'Put the picture where anyone can open it and paste that address.',
    for: {
      not_an_address: { why: 'It is no web address.' },
      has_login: { why: 'It holds a name or password, which phones would not have.' },
      not_public: { why: 'It leads to your own network, which phones cannot reach.' },
    },
  },
  schedule_invalid: {
    title: 'The time does not fit',
    why: 'The best-before time comes before the sending time, or the date does not exist.',
    fix: 'Choose the times again.',
  },
  schedule_past: {
    title: 'That time has passed',
    why: 'The campaign was to go out at a time that is already over.',
    fix: 'Choose a later time, or send now.',
  },
  audience_empty: {
    title: 'Nobody would get this',
    why: 'The groups, files and numbers you chose hold nobody who can be texted.',
    fix: 'Add a group, an import or a number.',
  },
  campaign_changed: {
    title: 'The campaign changed in the meantime',
    why: 'Since you last checked it, its people, its text or its settings are no longer the same.',
    fix: 'Look at the check page again, then send.',
  },

  ...serviceErrors,

  keychain_locked: {
    title: 'The keychain of this computer is locked',
    why: 'Your key is safe in it and cannot be read while it is locked.',
    fix: 'Unlock the keychain (often by signing in again), then try again.',
  },
  keychain_missing: {
    title: 'This computer has no keychain',
    why: 'Slipway keeps keys only in the keychain of the system, never in a file, and none is running here.',
    fix: 'You can go on: the key is then kept until you quit. On Linux, install gnome-keyring to keep it.',
  },
  keychain_failed: {
    title: 'The keychain did not answer',
    why: 'The system refused to read or keep the key.',
    fix: 'Try again. If it stays, restart this computer.',
  },

  ...storageErrors,
  already_running: {
    title: 'Slipway is already running on this data',
    why: 'Two at once could send to someone twice.',
    fix: 'Use the one that is open, or wait until it ends.',
  },
  confirmation_needed: {
    title: 'This needs your word first',
    why: 'Sending asks before it begins, and there is nobody to ask here.',
    fix: 'Add --yes when you are sure.',
    for: {
      restore: { why: 'What was done after the backup is not in it, and there is nobody to ask here.' },
    },
  },
  port_in_use: {
    title: 'Port {{port}} is taken',
    why: 'Another program listens there.',
    fix: 'Choose another port, or 0 to take any free one.',
  },
  cancelled: {
    title: 'You stopped this',
    why: 'It ended before it was done, as you asked.',
    fix: 'Start it again when you like.',
  },
  forbidden: {
    title: 'That was refused',
    why: 'The request did not come from Slipway’s own window.',
    fix: 'Restart Slipway and try again.',
  },
  internal: {
    title: 'Something went wrong in Slipway',
    why: 'This is a fault in the program, not in what you did.',
    fix: 'Try again. If it stays, copy the details and send them to whoever looks after Slipway for you.',
  },
} as const satisfies Record<ErrorCode, ErrorWords>;
