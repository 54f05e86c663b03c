import { describe, expect, it } from 'vitest';
import { cleanCell } from '#core/csv/clean-cell.ts';
import { isErrorValue } from '#core/csv/spreadsheet-errors.ts';

describe('isErrorValue', () => {
  it.each([
    [
      'English',
      '#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN!',
    ],
    ['German', '#NULL! #DIV/0! #WERT! #BEZUG! #NAME? #ZAHL! #NV #ÜBERLAUF! #KALK! #DATEN_ABRUFEN!'],
    ['French', '#NUL! #DIV/0! #VALEUR! #REF! #NOM? #NOMBRE! #N/A #PROPAGATION!'],
    ['Spanish', '#¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #N/D #¡DESBORDAMIENTO!'],
    ['Portuguese', '#NULO! #DIV/0! #VALOR! #REF! #NOME? #NÚM! #N/D'],
    ['Italian', '#NULLO! #DIV/0! #VALORE! #RIF! #NOME? #NUM! #N/D'],
    ['Dutch', '#LEEG! #DEEL/0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B #OVERLOOP!'],
    ['Danish', '#NUL! #DIVISION/0! #VÆRDI! #REFERENCE! #NAVN? #NUM! #I/T'],
    ['Norwegian', '#NULL! #DIV/0! #VERDI! #REF! #NAVN? #NUM! #I/T'],
    ['Swedish', '#SKÄRNING! #DIVISION/0! #VÄRDEFEL! #REFERENS! #NAMN? #OGILTIGT! #SAKNAS!'],
    ['Finnish', '#TYHJÄ! #JAKO/0! #ARVO! #VIITTAUS! #NIMI? #LUKU! #PUUTTUU!'],
    ['Polish', '#ZERO! #DZIEL/0! #ARG! #ADR! #NAZWA? #LICZBA! #N/D! #N/D'],
    ['Czech', '#NULL! #DĚLENÍ_NULOU! #HODNOTA! #ODKAZ! #NÁZEV? #ČÍSLO! #NENÍ_K_DISPOZICI'],
    ['Slovak', '#NEPLATNÝ! #DELENIENULOU! #HODNOTA! #ODKAZ! #NÁZOV? #ČÍSLO! #NEDOSTUPNÝ'],
    ['Hungarian', '#NULLA! #ZÉRÓOSZTÓ! #ÉRTÉK! #HIV! #NÉV? #SZÁM! #HIÁNYZIK'],
    ['Romanian', '#NUL! #DIV/0! #VALOARE! #REF! #NUME? #NUM! #N/A'],
    ['Slovenian', '#NIČ! #DEL/0! #VREDN! #SKLIC! #IME? #ŠTEV! #N/V'],
    ['Croatian', '#NULL! #DIJ/0! #VRIJEDNOST! #REF! #NAZIV? #BROJ! #N/D'],
    ['Russian', '#ПУСТО! #ДЕЛ/0! #ЗНАЧ! #ССЫЛКА! #ИМЯ? #ЧИСЛО! #Н/Д'],
    ['Greek', '#ΚΕΝΟ! #ΔΙΑΙΡ./0! #ΔΙΑΙΡ/0! #ΤΙΜΗ! #ΑΝΑΦ! #ΟΝΟΜΑ? #ΑΡΙΘ! #Δ/Υ'],
    ['Turkish', '#BOŞ! #SAYI/0! #DEĞER! #BAŞV! #AD? #SAYI! #YOK'],
    ['LibreOffice', 'Err:502 Err:508 Err:522 Err:540 Fehler:508 Fout:519 Błąd:502 Ошибка:508'],
  ])('%s', (_language, values) => {
    for (const value of values.split(' ')) {
      expect([value, isErrorValue(value), isErrorValue(` ${value} `), cleanCell(value)]).toEqual([
        value,
        true,
        true,
        '',
      ]);
    }
  });

  it('knows LibreOffice’s own with a blank in front of the colon', () => {
    expect(isErrorValue('Err :502')).toBe(true);
  });

  it.each([
    '',
    '#',
    '#1',
    '#n/a',
    '# N/A',
    'N/A',
    'NULL',
    '#hashtag',
    '#N/A #N/A',
    '#TEAM',
    'Err:600',
    'Room:508',
    'Err:5080',
    '10:508',
  ])('leaves %j alone', (cell) => {
    expect([isErrorValue(cell), cleanCell(cell)]).toEqual([false, cell]);
  });
});
