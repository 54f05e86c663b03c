/**
 * One sentence for each warning, shown in the window and printed by the command. The line is shown beside it. A key that ends in
 * `_names` or the like is chosen by the warning's `details.context`.
 */
export const warning = {
  encoding_guessed: 'The text encoding is a guess: {{encoding}}. Check that names with accents are right.',
  encoding_guessed_names:
    'The text encoding is a guess: {{encoding}}. It gives “{{sample}}”; {{otherEncoding}} would give “{{otherSample}}”.',
  bytes_unreadable_one: '{{count, number}} row has characters that cannot be read.',
  bytes_unreadable_other: '{{count, number}} rows have characters that cannot be read.',
  bytes_unreadable_column_one:
    '{{count, number}} row has characters that cannot be read, in the column {{column}}. It is skipped.',
  bytes_unreadable_column_other:
    '{{count, number}} rows have characters that cannot be read, the first in the column {{column}}. They are skipped.',
  bytes_unreadable_unused_one:
    '{{count, number}} row has characters that cannot be read, in columns that are not used.',
  bytes_unreadable_unused_other:
    '{{count, number}} rows have characters that cannot be read, in columns that are not used.',
  header_unused: 'The first row is read as a person, so the columns have no names.',
  header_unused_skipped: 'The first row looks like column names, but is not used as such.',
  delimiter_guessed: 'The column separator is a guess: “{{delimiter}}”. Check that the columns are right.',
  delimiter_guessed_tab: 'The column separator is a guess: the tab. Check that the columns are right.',
  quotes_guessed_cells_one:
    'The quotes of {{count, number}} cell are not closed as they should be. Its text is a guess.',
  quotes_guessed_cells_other:
    'The quotes of {{count, number}} cells are not closed as they should be. Their text is a guess.',
  quotes_guessed: 'How text is quoted in this file is a guess. Check that no text is cut.',
  phone_column_guessed: 'The column with the phone numbers is a guess: {{column}}.',
  name_column_guessed: 'The column with the names is a guess: {{column}}.',
  country_guessed_one:
    '{{count, number}} number without a country code is read with a country that is a guess: {{country}}.',
  country_guessed_other:
    '{{count, number}} numbers without a country code are read with a country that is a guess: {{country}}.',
  country_mismatch_one:
    '{{count, number}} of {{rows, number}} rows is not a number in this country: {{country}}. It is valid in: {{other}}.',
  country_mismatch_other:
    '{{count, number}} of {{rows, number}} rows are not numbers in this country: {{country}}. They are valid in: {{other}}.',
  full_column: 'The numbers in the column {{column}} are read as full numbers without a plus.',
  two_readings_one: '{{count, number}} number can be read in two ways. The likelier one was taken.',
  two_readings_other: '{{count, number}} numbers can be read in two ways. The likelier one was taken.',
  other_number_one: '{{count, number}} row has another number that could be used.',
  other_number_other: '{{count, number}} rows have another number that could be used.',
} as const;
