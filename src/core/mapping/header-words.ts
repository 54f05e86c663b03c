// Header words of the languages most contact lists are written in, folded: lower case, no accents, no spaces or punctuation.
// A header matches a list when the whole of it or one of its words is in it; lists of whole headers say so.

const words = (text: string): ReadonlySet<string> => new Set(foldText(text).trim().split(/\s+/));

/** A number that most likely takes texts. */
export const mobileWords = words(`
  mobile mobilephone mobilenumber mobileno mob mobno mobil mobilnummer mobilnr mobiltelefon mobiltelefonnummer mobiltel mobiel
  mobielnummer mobieltje cell cellphone cellnumber cellular celular celulare cel cellulare cellule handy handynummer handynr natel gsm
  gsmnummer portable telportable telephoneportable movil telefonomovil telmovil telemovel telefonocellulare komorka komorkowy
  telefonkomorkowy matkapuhelin kannykka mobitel whatsapp whatsappnumber wa sms smsnumber msisdn мобильный моб сотовый
  手机 手机号 手机号码 手機 携帯 携帯電話 携帯番号 휴대폰 휴대전화 핸드폰 جوال موبايل נייד κινητο मोबाइल মোবাইল`);

/** A number of some kind. */
export const phoneWords = words(`
  phone phonenumber phoneno telephone telephonenumber tel telno telnr telnum telnumber number contactnumber contactno contactphone
  telefoon telefoonnummer telefoonnr telnummer nummer telefon telefonnummer telefonnr rufnummer fon numero numerotelephone telefono
  numerotelefono numerodetelefono numerodetelephone telefone numerodetelefone numeroditelefono fone recipient numertelefonu puhelin
  puhelinnumero telefonszam telefonne telefonnicislo cislo телефон номер номертелефона 电话 电话号码 電話 電話番号 전화 전화번호 هاتف טלפון
  τηλεφωνο फोन ফোন`);

/** A number of a house or an office: used only after the others. */
export const landlineWords = words(`
  home house landline work office business daytime evening thuis vast vastnummer werk kantoor zakelijk prive privat festnetz buro
  geschaftlich geschaeftlich dienstlich fixe domicile bureau travail maison fijo casa trabajo oficina fisso ufficio lavoro fixo trabalho
  escritorio stacjonarny domowy hem arbete hjem arbejde koti tyo`);

/** Words that make a header with a phone word mean something else. */
export const notPhoneWords = words(`
  fax telefax type typ soort model brand carrier operator provider country land pays pais code prefix extension ext landcode vorwahl
  area order ordernummer account customer klant kunde invoice postal house huisnummer client id ssn bsn vat
  valid verified status consent optin optout date count email mail name naam`);

export const firstNameWords = words(`
  firstname givenname forename first given fname christianname voornaam roepnaam voornamen vorname vornamen rufname prenom prenoms
  nombre nombres nombredepila primeironome primernombre nome imie fornavn fornamn tilltalsnamn etunimi jmeno krestnijmeno keresztnev
  utonev prenume ime adi isim имя 名 名字 이름 ονομα שםפרטי الاسمالاول`);

export const lastNameWords = words(`
  lastname surname familyname last lname secondname achternaam familienaam nachname familienname zuname nom nomdefamille apellido
  apellidos primerapellido sobrenome apelido ultimonome cognome nazwisko etternavn efternavn efternamn sukunimi prijmeni vezeteknev
  csaladnev nume prezime soyad soyadi фамилия 姓 姓氏 성 επωνυμο שםמשפחה اسمالعائلة`);

/** Whole headers that are the family name once one of these languages' first-name headers is there too. */
export const familyBesideFirst: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['vorname', words('name')],
  ['voornaam', words('naam')],
  ['imie', words('nazwa')],
]);

/** A header as one folded word, and its single words. */
export interface FoldedHeader {
  readonly whole: string;
  readonly words: readonly string[];
}

/** `Téléphone (Portable)` is `telephoneportable` and its two words; `mobilePhone` has two words too. */
export function foldHeader(header: string): FoldedHeader {
  const parts = foldText(header.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part !== '' && !/^\d+$/.test(part));
  return { whole: parts.join(''), words: parts };
}

/** Takes off the accents of Latin, Greek and Cyrillic; the marks of other scripts are letters' parts and stay. */
function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o');
}
