import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFullName } from '#core/contacts/full-name.ts';

describe('splitFullName', () => {
  it.each([
    ['Jan Jansen', 'Jan', 'Jansen'],
    ['  Jan   Peter\u00a0Jansen ', 'Jan Peter', 'Jansen'],
    ['Jansen, Jan', 'Jan', 'Jansen'],
    ['Berg, Jan van den', 'Jan', 'van den Berg'],
    ['van den Berg, Jan', 'Jan', 'van den Berg'],
    ['Müller, Frau Prof. Dr. Angela', 'Angela', 'Müller'],
    ['Smith, John, Jr.', 'John', 'Smith, Jr.'],
    ['John Smith, PhD', 'John', 'Smith, PhD'],
    ['John Smith Jr.', 'John', 'Smith Jr.'],
    ['Vincent van Gogh', 'Vincent', 'van Gogh'],
    ['Jan Van den Berg', 'Jan', 'Van den Berg'],
    ['Ludwig von Beethoven', 'Ludwig', 'von Beethoven'],
    ['Leonardo da Vinci', 'Leonardo', 'da Vinci'],
    ['Maria da Silva dos Santos', 'Maria', 'da Silva dos Santos'],
    ['Oscar de la Hoya', 'Oscar', 'de la Hoya'],
    ['Mohammed bin Salman', 'Mohammed', 'bin Salman'],
    ['Ewan Mc Gregor', 'Ewan', 'Mc Gregor'],
    ['Jan ’t Hart', 'Jan', '’t Hart'],
    ['José Ortega y Gasset', 'José', 'Ortega y Gasset'],
    ['van der Berg', '', 'van der Berg'],
    ['De Vries', '', 'De Vries'],
    ['Al Pacino', 'Al', 'Pacino'],
    ['Anne-Marie Le Pen', 'Anne-Marie', 'Le Pen'],
    ['Dr. Anna Smith', 'Anna', 'Smith'],
    ['Mw. J. de Vries', 'J.', 'de Vries'],
    ['de heer P. Jansen', 'P.', 'Jansen'],
    ['Herr Dr. Müller', '', 'Müller'],
    ['Mr. & Mrs. Smith', '', 'Smith'],
    ['Jan & Marie Jansen', 'Jan & Marie', 'Jansen'],
    ['Jan en Marie de Vries', 'Jan en Marie', 'de Vries'],
    ['Jan & Marie', 'Jan & Marie', ''],
    ['Kees de Boer en Anja Smit', 'Kees de Boer en Anja Smit', ''],
    ['Jan Jansen (Piet)', 'Jan', 'Jansen (Piet)'],
    ['J.R.R. Tolkien', 'J.R.R.', 'Tolkien'],
    ['Tolkien J.R.R.', 'J.R.R.', 'Tolkien'],
    ['J. P. Jansen', 'J. P.', 'Jansen'],
    ['Sarah B.', 'Sarah', 'B.'],
    ['Madonna', 'Madonna', ''],
    ['Dr.', 'Dr.', ''],
    ['山田太郎', '山田太郎', ''],
    ['山田\u3000太郎', '太郎', '山田'],
    ['김 민수', '민수', '김'],
    ['Иванов, Иван', 'Иван', 'Иванов'],
    ['', '', ''],
    [' , ', '', ''],
    ['Smith,', 'Smith', ''],
    [', John', 'John', ''],
    ['Duran, Duran, Duran', 'Duran', 'Duran, Duran'],
  ])('%j', (text, firstName, lastName) => {
    expect(splitFullName(text)).toEqual({ firstName, lastName });
  });

  it('loses no letter but titles, of any text', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('van', 'de', 'Jan', 'Jansen', ',', '&', 'Jr.', 'J.', 'y', "'t", '山田', 'Van', 'PhD', ', '),
    );
    const letters = (text: string): string => [...text.replace(/[\s,\uff0c\u060c]/g, '')].sort().join('');
    const title = /^(?:mr|mrs|ms|miss|mx|dr|mw|ir|hr|sr|sra|sir|rev|mag|ing|mej|fru|frk|avv|sig|bay|ms|drs)\.?$/i;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 7 }), (words) => {
        fc.pre(!words.some((one) => one.split(/[\s,]+/).some((part) => title.test(part))));
        const text = words.join(' ');
        const { firstName, lastName } = splitFullName(text);
        expect(letters(firstName + lastName)).toBe(letters(text));
      }),
      { numRuns: 3_000 },
    );
  });
});
