import { wordSet } from './fold-header.ts';

/** A first name. */
export const firstNameWords = wordSet(`
  firstname givenname givennames forename fname christianname voornaam roepnaam voornamen vorname vornamen rufname prenom prenoms
  nombredepila primeironome primernombre primonome imie fornavn fornamn tilltalsnamn etunimi jmeno krestnijmeno krestni keresztnev
  utonev prenume ime adi isim ilkad имя ім'я імя 名 名字 ファーストネーム 이름 ονομα μικροονομα שםפרטי الاسمالاول الاسمالأول प्रथमनाम पहलानाम
  namadepan namapertama ten ชื่อจริง`);

/** Whole headers that are a first name, or all of a name when its values say so. */
export const firstNameHeaders = wordSet('first given nombre nombres nome');

/** Words for a first name that mean a whole name just as well. */
export const looseNameWords = wordSet(`
  nombre nombres nome nom imie jmeno ime nume имя ім'я імя 이름 名字 ονομα isim adi first`);

/** A family name. */
export const lastNameWords = wordSet(`
  lastname surname familyname lname secondname achternaam familienaam nachname familienname zuname nomdefamille apellido
  apellidos primerapellido sobrenome apelido ultimonome cognome nazwisko etternavn efternavn efternamn sukunimi prijmeni vezeteknev
  csaladnev prezime soyad soyadi soyisim familie фамилия прізвище фамилияимя 姓 姓氏 苗字 名字姓 ラストネーム 성 성씨 επωνυμο επιθετο שםמשפחה
  اسمالعائلة الاسمالاخير الاسمالأخير اللقب उपनाम कुलनाम अंतिमनाम namabelakang namakeluarga ho นามสกุล`);

/** Whole headers that are a family name. */
export const lastNameHeaders = wordSet('last nom nume family');

/** Whole headers that are the family name once one of these languages' first-name headers is there too. */
export const familyBesideFirst: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['vorname', wordSet('name')],
  ['rufname', wordSet('name')],
  ['voornaam', wordSet('naam')],
  ['roepnaam', wordSet('naam')],
  ['imie', wordSet('nazwa')],
  ['keresztnev', wordSet('nev')],
  ['prenom', wordSet('nom name')],
]);

/** All of a name in one. */
export const fullNameWords = wordSet(`
  fullname name naam volledigenaam contactname contactnaam contactpersoon contactperson customername clientname klantnaam
  recipientname displayname personname vollstandigername vorundnachname vornameundnachname vornamenachname nachnamevorname
  namevorname ansprechpartner kontaktperson kundenname nomcomplet nometprenom nomprenom prenometnom prenomnom nomduclient
  nombrecompleto nombreyapellidos nombreapellidos nombrecliente nomecompleto nomeecognome nomecognome cognomenome cognomeenome
  nominativo nomedocliente imieinazwisko nazwiskoiimie imienazwisko jmenoaprijmeni prijmeniajmeno celejmeno navn fuldenavn
  fuldtnavn fulltnavn kontaktnavn namn fullstandigtnamn namnochefternamn kontaktnamn nimi kokonimi koko nimi nev teljesnev
  numecomplet numesiprenume numeprenume numele adsoyad adsoyadi adisoyadi adivesoyadi adivesoyad isimsoyisim advesoyad tamad
  ονοματεπωνυμο πληρεςονομα фио имяифамилия фамилияиимя фамилияимя полноеимя піб прізвищетаім'я ім'ятапрізвище повнеім'я
  الاسم الاسمالكامل اسم اسمالعميل שם שםמלא שםהלקוח नाम पूरानाम ग्राहककानाम 氏名 お名前 名前 担当者名 姓名 全名 联系人 联系人姓名 聯絡人 客户姓名 성명 성함
  고객명 nama namalengkap namapelanggan hovaten hoten ชื่อ ชื่อสกุล ชื่อนามสกุล`);

/** Whole headers that are somebody's name when the values look like one. */
export const fullNameHeaders = wordSet(`
  contact contacts contacto contatto contato kontakt klant kunde client customer cliente klient zakaznik asiakas ugyfel musteri ad
  person persoon recipient контакт клиент клієнт kontak pelanggan 客户 客戶 お客様 고객 العميل לקוח`);

/** Words that make a header with a name word mean something else than a person's name. */
export const notNameWords = wordSet(`
  company companyname business organisation organization organisatie bedrijf bedrijfsnaam firma firmenname entreprise societe empresa
  azienda societa firmy nazwafirmy yritys ceg sirket компания компании 公司 会社 회사 file filename user username login product produkt
  producto city town stad street straat strasse school event list group campaign domain host brand project day holiday pet dog cat
  middle maiden nickname nick spouse partner father mother parent email mail phone type id number date code count key account bank card
  column field display2 country land plaats ort ville ciudad bestand gruppe`);
