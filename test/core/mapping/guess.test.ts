import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikePhone } from '#core/csv/header.ts';
import { type GuessContext, guessMapping } from '#core/mapping/guess.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { validateMapping } from '#core/mapping/validate.ts';

const context: GuessContext = {
  isPhone: looksLikePhone,
  isMobile: looksLikePhone,
  country: 'NL',
  rejectWords: { line: 'Line', reason: 'Reason' },
};
const guessed = (columns: string, ...rows: string[]) =>
  guessMapping(
    columns.split(','),
    rows.map((row) => row.split(',')),
    context,
  );
const guess = (columns: string, ...rows: string[]) => guessed(columns, ...rows).mapping;
const targets = (mapping: ColumnMapping) => mapping.columns.map((column) => column.target).join(' ');
const sure = (columns: string, ...rows: string[]) => {
  const { mapping, confidence } = guessed(columns, ...rows);
  return mapping.columns.map((column, index) => `${column.target} ${confidence[index]}`);
};

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
    ['Jméno,Příjmení,Mobilní telefon,Město', 'first_name last_name phone field'],
    ['Fornavn,Efternavn,Mobilnummer,By', 'first_name last_name phone field'],
    ['Förnamn,Efternamn,Mobilnummer,Ort', 'first_name last_name phone field'],
    ['Fornavn,Etternavn,Mobiltlf.,Sted', 'first_name last_name phone field'],
    ['Etunimi,Sukunimi,Matkapuhelin,Kaupunki', 'first_name last_name phone field'],
    ['Keresztnév,Vezetéknév,Mobilszám,Város', 'first_name last_name phone field'],
    ['Prenume,Nume,Telefon mobil,Oraș', 'first_name last_name phone field'],
    ['Adı,Soyadı,Cep telefonu,Şehir', 'first_name last_name phone field'],
    ['Όνομα,Επώνυμο,Κινητό,Πόλη', 'first_name last_name phone field'],
    ['Имя,Фамилия,Мобильный телефон,Город', 'first_name last_name phone field'],
    ["Ім'я,Прізвище,Мобільний телефон,Місто", 'first_name last_name phone field'],
    ['الاسم الأول,اسم العائلة,رقم الجوال,المدينة', 'first_name last_name phone field'],
    ['שם פרטי,שם משפחה,טלפון נייד,עיר', 'first_name last_name phone field'],
    ['नाम,उपनाम,मोबाइल नंबर,शहर', 'first_name last_name phone field'],
    ['名,姓,手机号码,城市', 'first_name last_name phone field'],
    ['名,姓,携帯電話番号,市', 'first_name last_name phone field'],
    ['이름,성,휴대폰 번호,도시', 'first_name last_name phone field'],
    ['Nama depan,Nama belakang,Nomor ponsel,Kota', 'first_name last_name phone field'],
    ['Name,Surname,Cell,City', 'first_name last_name phone field'],
    ['Last,First,Mobile,Last order', 'last_name first_name phone field'],
    ['givenName,familyName,mobilePhone,id', 'first_name last_name phone field'],
    ['first_name,last_name,msisdn,order_number', 'first_name last_name phone field'],
    ['Name,E-mail,GSM,Fax number', 'full_name field phone field'],
    ['Company name,User name,City name,Mobile', 'field field field phone'],
    ['Contact name,Phone type,Phone country,Phone number', 'full_name field country phone'],
    ['Name,Customer number,Order number,City', 'full_name field field field'],
    ['Filename,Surprise,Tel.,Nominal', 'field field phone field'],
    ['Name,Number of children,Mobile', 'full_name field phone'],
  ])('%s', (columns, expected) => {
    expect(targets(guess(columns))).toBe(expected);
  });

  it.each([
    ['Full name,Country,Phone'],
    ['Naam,Land,Telefoon'],
    ['Vollständiger Name,Land,Telefon'],
    ['Nom complet,Pays,Téléphone'],
    ['Nom et prénom,Pays,Tél.'],
    ['Nombre completo,País,Teléfono'],
    ['Nome completo,País,Telefone'],
    ['Nominativo,Paese,Telefono'],
    ['Imię i nazwisko,Kraj,Numer telefonu'],
    ['Jméno a příjmení,Země,Telefon'],
    ['Navn,Land,Tlf.'],
    ['Namn,Land,Telefonnummer'],
    ['Nimi,Maa,Puhelinnumero'],
    ['Név,Ország,Telefonszám'],
    ['Nume complet,Țară,Număr de telefon'],
    ['Ad Soyad,Ülke,Telefon numarası'],
    ['Ονοματεπώνυμο,Χώρα,Τηλέφωνο'],
    ['ФИО,Страна,Номер телефона'],
    ['ПІБ,Країна,Телефон'],
    ['الاسم الكامل,الدولة,رقم الهاتف'],
    ['שם מלא,מדינה,מספר טלפון'],
    ['पूरा नाम,देश,फ़ोन नंबर'],
    ['姓名,国家,电话号码'],
    ['氏名,国,電話番号'],
    ['성명,국가,전화번호'],
    ['Nama lengkap,Negara,No. telp'],
  ])('%s: all of a name, country, phone', (columns) => {
    expect(targets(guess(columns))).toBe('full_name country phone');
  });

  it('leaves the line and the reason of a file of left-out rows out', () => {
    const row = 'Ann,0612345678,12,Too short';
    expect(sure('Name,Mobile,Line,Reason', row).slice(1)).toEqual(['phone certain', 'ignore likely', 'ignore likely']);
    expect(targets(guess('Name,Mobile,Line,Reason,Column 5', `${row},x`))).toBe('full_name phone ignore ignore field');
    expect(targets(guess('Name,Mobile,Line,Reason', 'Ann,0612345678,M4,holiday'))).toBe('full_name phone field field');
    expect(targets(guess('Line,Reason,Mobile', '12,Too short,0612345678'))).toBe('field field phone');
    expect(targets(guess('A,B,Line,Reason', 'Ann,0612345678,0612345678,x'))).toBe('field phone ignore ignore');
  });

  it('says how sure it is', () => {
    const header = 'Full name,Country,Mobile,Town';
    expect(sure(header, 'Ann Lee,NL,0612345678,x', 'Bo Ng,Belgium,0612345679,y')).toEqual([
      'full_name certain',
      'country certain',
      'phone certain',
      'field certain',
    ]);
    expect(sure(header)).toEqual(['full_name likely', 'country likely', 'phone likely', 'field certain']);
    expect(sure('Mobile,Mobile 2', '0612345678,yes', '#N/A,no', 'none,no')).toEqual(['phone likely', 'field unsure']);
    expect(sure('A,B', 'Ann,0612345678', 'Bo,0612345679')).toEqual(['field certain', 'phone likely']);
    expect(sure('A,B', '0612345670,0612345678', '0612345671,0612345679')).toEqual(['phone unsure', 'field certain']);
    expect(sure('Vorname,Name,Kundenvorname,Tel', 'Ann,Lee,x,0612345678')).toEqual([
      'first_name certain',
      'last_name certain',
      'field certain',
      'phone certain',
    ]);
    expect(sure('Name,Surname,Tel', 'Ann,Lee,0612345678').slice(0, 2)).toEqual([
      'first_name certain',
      'last_name certain',
    ]);
    expect(sure('Country,Phone', 'blue,0612345678', 'red,0612345679')).toEqual(['field unsure', 'phone certain']);
  });

  it('takes one column for all of a name only when there are no two, or its values have two words', () => {
    expect(targets(guess('Name,First name,Last name,Tel', 'Ann Lee,Ann,Lee,0612345678'))).toBe(
      'field first_name last_name phone',
    );
    expect(targets(guess('Nome,Telefone', 'Ana Costa,912345678', 'Rui Dias,912345679'))).toBe('full_name phone');
    expect(targets(guess('Nome,Telefone', 'Ana,912345678', 'Rui,912345679'))).toBe('first_name phone');
    expect(targets(guess('Nom,Tél', 'Marie Curie,0612345678', 'Jean Moulin,0612345679'))).toBe('full_name phone');
    expect(targets(guess('First name,Name,Tel', 'Ann,Ann Lee,0612345678'))).toBe('first_name full_name phone');
    expect(targets(guess('First name,Contact,Tel', 'Ann,yes,0612345678'))).toBe('first_name field phone');
    expect(targets(guess('Name,Tel', '17,0612345678', '18,0612345679'))).toBe('field phone');
    expect(targets(guess('Contact,Tel', 'Ann Lee,0612345678'))).toBe('full_name phone');
  });

  it('believes a country header whose values are countries', () => {
    expect(targets(guess('Land,Tel', '+31,612345678', '+32,471123456'))).toBe('country phone');
    expect(targets(guess('Country of birth,Land,Tel', 'DE,NL,0612345678'))).toBe('field country phone');
    expect(targets(guess('Land,Country,Tel', 'farm,NL,0612345678', 'field,BE,0612345678'))).toBe('field country phone');
    expect(targets(guess('Country,Land,Tel', 'NL,NL,0612345678'))).toBe('country field phone');
  });

  it('orders several phone columns: mobile, phone, landline', () => {
    const mapping = guess('Home phone,Telephone,Name,Work tel,Mobile,Cell 2');
    expect(mapping.phoneOrder).toEqual([4, 5, 1, 0, 3]);
    expect(targets(mapping)).toBe('phone phone full_name phone phone phone');
    expect(guess('固定電話,電話番号,携帯電話').phoneOrder).toEqual([2, 1, 0]);
  });

  it('does not believe a header whose values are no numbers', () => {
    const mapping = guess('Mobile,Reach me', 'yes,0612345678', 'no,0612345679', 'yes,');
    expect(mapping.phoneOrder).toEqual([1]);
  });

  it('believes a header over messy or absent values', () => {
    expect(guess('Mobile,X', '0612345678,a', '#N/A,b', 'none,c').phoneOrder).toEqual([0]);
    expect(guess('Mobile,X', ',a', ' ,b').phoneOrder).toEqual([0]);
  });

  it('takes the header’s word when there is no other column of numbers, with a doubt', () => {
    expect(sure('Name,Tel,Mobile', 'Ann,12,none', 'Bo,x,?')).toEqual([
      'full_name certain',
      'phone unsure',
      'phone unsure',
    ]);
    expect(guess('Name,Tel,Mobile', 'Ann,12,none').phoneOrder).toEqual([2, 1]);
  });

  it('finds numbers by value when no header helps', () => {
    expect(guess('Column 1,Column 2', 'Ann,0612345678', 'Bo,0612345679').phoneOrder).toEqual([1]);
    expect(guess('A,B', 'Ann,12', 'Bo,13').phoneOrder).toEqual([]);
    expect(guess('Number,Name', '0612345678,Ann').phoneOrder).toEqual([0]);
    expect(guess('Number,Name', '12,Ann', '13,Bo').phoneOrder).toEqual([]);
  });

  it('survives headers named like object members', () => {
    expect(targets(guess('__proto__,constructor,Mobile'))).toBe('field field phone');
  });

  it('makes a mapping that is valid, of any headers and cells', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'Name',
        'Nom',
        'Nome',
        'First name',
        'Last name',
        'Land',
        'Country',
        'Mobile',
        'Tel',
        'Number',
        'Line',
        'Reason',
        '姓名',
      ),
    );
    const cell = fc.oneof(fc.string(), fc.constantFrom('0612345678', 'Ann Lee', 'Ann', 'NL', ''));
    const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), rows, (names, cells) => {
        const { mapping, confidence } = guessMapping(names, cells, context);
        expect(confidence).toHaveLength(names.length);
        const valid = validateMapping(mapping);
        if (!valid.ok) expect(valid.error.code).toBe('csv_no_phone_column');
      }),
    );
  });
});
