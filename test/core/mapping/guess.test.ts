import { describe, expect, it } from 'vitest';
import { looksLikePhone } from '#core/csv/header.ts';
import { headerFingerprint } from '#core/mapping/fingerprint.ts';
import { guessMapping } from '#core/mapping/guess.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { validateMapping, withPhoneColumns } from '#core/mapping/validate.ts';

const guess = (columns: string, ...rows: string[]) =>
  guessMapping(
    columns.split(','),
    rows.map((row) => row.split(',')),
    looksLikePhone,
  );
const targets = (mapping: ColumnMapping) => mapping.columns.map((column) => column.target).join(' ');

describe('guessMapping', () => {
  it.each([
    ['First name,Last name,Mobile,City', 'first_name last_name phone field'],
    ['Voornaam,Achternaam,Mobiel,Woonplaats', 'first_name last_name phone field'],
    ['Voornaam,Naam,Telefoonnummer,Plaats', 'first_name last_name phone field'],
    ['Vorname,Name,Handynummer,Ort', 'first_name last_name phone field'],
    ['Vorname,Nachname,Mobil-Nr.,Straße', 'first_name last_name phone field'],
    ['Prénom,Nom,Téléphone portable,Ville', 'first_name last_name phone field'],
    ['Nombre,Apellidos,Teléfono móvil,Ciudad', 'first_name last_name phone field'],
    ['Nome,Sobrenome,Celular,Cidade', 'first_name last_name phone field'],
    ['Nome,Cognome,Cellulare,Città', 'first_name last_name phone field'],
    ['Imię,Nazwisko,Telefon komórkowy,Miasto', 'first_name last_name phone field'],
    ['Förnamn,Efternamn,Mobilnummer,Ort', 'first_name last_name phone field'],
    ['Имя,Фамилия,Мобильный телефон,Город', 'first_name last_name phone field'],
    ['名,姓,手机号码,城市', 'first_name last_name phone field'],
    ['이름,성,휴대폰 번호,도시', 'first_name last_name phone field'],
    ['नाम,उपनाम,मोबाइल नंबर,शहर', 'field field phone field'],
    ['givenName,familyName,mobilePhone,id', 'first_name last_name phone field'],
    ['first_name,last_name,msisdn,order_number', 'first_name last_name phone field'],
    ['Name,E-mail,GSM,Fax number', 'field field phone field'],
    ['Contact name,Phone type,Phone country,Phone number', 'field field field phone'],
    ['Name,Customer number,Order number,City', 'field field field field'],
    ['Filename,Surprise,Tel.,Nominal', 'field field phone field'],
  ])('%s', (columns, expected) => {
    expect(targets(guess(columns))).toBe(expected);
  });

  it('orders several phone columns: mobile, phone, landline', () => {
    const mapping = guess('Home phone,Telephone,Name,Work tel,Mobile,Cell 2');
    expect(mapping.phoneOrder).toEqual([4, 5, 1, 0, 3]);
    expect(targets(mapping)).toBe('phone phone field phone phone phone');
  });

  it('does not believe a header whose values are no numbers', () => {
    const mapping = guess('Mobile,Reach me', 'yes,0612345678', 'no,0612345679', 'yes,');
    expect(mapping.phoneOrder).toEqual([1]);
  });

  it('believes a header over messy or absent values', () => {
    expect(guess('Mobile,X', '0612345678,a', '#N/A,b', 'none,c').phoneOrder).toEqual([0]);
    expect(guess('Mobile,X', ',a', ' ,b').phoneOrder).toEqual([0]);
  });

  it('finds numbers by value when no header helps', () => {
    expect(guess('Column 1,Column 2', 'Ann,0612345678', 'Bo,0612345679').phoneOrder).toEqual([1]);
    expect(guess('A,B', 'Ann,12', 'Bo,13').phoneOrder).toEqual([]);
  });

  it('survives headers named like object members', () => {
    expect(targets(guess('__proto__,constructor,Mobile'))).toBe('field field phone');
  });
});

describe('headerFingerprint', () => {
  it('knows the same set of headers in another order, case and spacing', () => {
    const one = headerFingerprint(['First name', 'Mobile', 'Prénom']);
    expect(headerFingerprint(['mobile ', 'Pre\u0301nom', 'FIRST  NAME'])).toBe(one);
    expect(one).toMatch(/^[0-9a-f]{28}$/);
  });

  it('tells other sets apart', () => {
    const sets = [['a'], ['a', 'b'], ['ab'], ['a,b'], ['a', 'b', 'b'], [], ['']];
    expect(new Set(sets.map(headerFingerprint)).size).toBe(sets.length);
  });
});

describe('validateMapping', () => {
  const good = guess('Mobile,Home phone,First name');

  it('lets a guess pass and names what is wrong', () => {
    expect(validateMapping(good)).toEqual({ ok: true, value: good });
    const bad = (change: Partial<ColumnMapping>) => {
      const result = validateMapping({ ...good, ...change });
      return result.ok ? null : result.error.code;
    };
    const [first, ...rest] = good.columns;
    if (first === undefined) throw new Error('no columns');
    expect(bad({ phoneOrder: [0] })).toBe('invalid_input');
    expect(bad({ phoneOrder: [0, 0, 1] })).toBe('invalid_input');
    expect(bad({ phoneOrder: [0, 2] })).toBe('invalid_input');
    expect(bad({ columns: [...good.columns, first] })).toBe('invalid_input');
    expect(bad({ columns: [{ ...first, index: -1 }, ...rest] })).toBe('invalid_input');
    expect(bad({ columns: [...good.columns, { index: 9, name: 'x', target: 'first_name' }] })).toBe('invalid_input');
    expect(validateMapping(guess('Name,City'))).toMatchObject({
      error: { code: 'csv_no_phone_column', details: { column: null, known: 'Name, City' } },
    });
  });

  it('takes the phone columns a person names, in their order', () => {
    const chosen = withPhoneColumns(good, [' home PHONE', 'First name']);
    expect(chosen.ok && chosen.value.phoneOrder).toEqual([1, 2]);
    expect(chosen.ok && targets(chosen.value)).toBe('field phone phone');
    expect(withPhoneColumns(good, ['Cell'])).toMatchObject({
      error: { code: 'csv_no_phone_column', details: { column: 'Cell', known: 'Mobile, Home phone, First name' } },
    });
  });
});
