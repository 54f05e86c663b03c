import { type FoldedHeader, wordSet } from './fold-header.ts';

// Header words of the languages most contact lists are written in, folded. A header matches a list when the whole of it, one of its
// words or two neighbours are in it; lists of whole headers say so. Names of people are in `name-words.ts`.

/** A number that most likely takes texts. */
export const mobileWords = wordSet(`
  mobile iphone mobilephone mobilenumber mobileno mob mobno mobil mobilnummer mobilnr mobiltelefon mobiltelefonnummer mobiltel mobiel
  mobielnummer mobieltje cell cellphone cellnumber cellular celular celulare cel cellulare cellule handy handynummer handynr natel gsm
  gsmnummer portable telportable telephoneportable movil telefonomovil telmovil telemovel telefonocellulare komorka komorkowy
  telefonkomorkowy matkapuhelin matkapuhelinnumero kannykka mobitel mobilni mobilszam mobiltelefonszam mobilnumer mobiltlf ceptelefonu
  ceptel cep gsmno telefonmobil nrmobil hp nohp ponsel nomorponsel handphone nohandphone didong whatsapp whatsappnumber nowa wa sms
  smsnumber msisdn мобильный мобильныйтелефон мобильник моб сотовый сотовыйтелефон мобільний мобільнийтелефон моб мобилен
  手机 手机号 手机号码 手機 手機號碼 行動電話 移动电话 携帯 携帯電話 携帯番号 휴대폰 휴대폰번호 휴대전화 핸드폰 جوال الجوال رقمالجوال موبايل الموبايل محمول
  نقال נייד טלפוןנייד מספרנייד κινητο κινητοτηλεφωνο मोबाइल मोबाइलनंबर মোবাইল มือถือ เบอร์มือถือ`);

/** A number of some kind. */
export const phoneWords = wordSet(`
  phone phonenumber phoneno telephone telephonenumber tel telno telnr telnum telnumber contactnumber contactno contactphone
  telefoon telefoonnummer telefoonnr telnummer telefon telefonnummer telefonnr rufnummer fon numerotelephone telefono
  numerotelefono numerodetelefono numerodetelephone telefone numerodetelefone numeroditelefono fone recipient numertelefonu nrtelefonu
  puhelin puhelinnumero telefonszam telefonne telefonnicislo telefonicislo telefonnumarasi telefonno tlf tlfnr telefonnumer puh
  numardetelefon nrtelefon nomortelepon telepon notelp telp sodienthoai dienthoai sdt телефон номертелефона номертелефону
  电话 电话号码 联系电话 電話 電話番号 電話號碼 聯絡電話 전화 전화번호 연락처 هاتف الهاتف رقمالهاتف تلفون טלפון מספרטלפון
  τηλεφωνο αριθμοςτηλεφωνου फोन फोननंबर दूरभाष ফোন โทรศัพท์ เบอร์โทร`);

/** Whole headers that say no more than "number": the values have to speak as well. */
export const numberHeaders = wordSet(
  `number nummer nr numero numer cislo numarasi numar nomor номер 番号 号码 번호 رقم`,
);

/** A number of a house or an office: used only after the others. */
export const landlineWords = wordSet(`
  home house landline work office business daytime evening thuis vast vastnummer werk kantoor zakelijk prive privat festnetz buro
  geschaftlich geschaeftlich dienstlich fixe domicile bureau travail maison fijo casa trabajo oficina fisso ufficio lavoro fixo trabalho
  escritorio stacjonarny domowy sluzbowy hem arbete hjem arbejde jobb koti tyo otthoni munkahelyi vezetekes fix acasa serviciu domaci
  pracovni pevna ev is sabit домашний рабочий городской домашній робочий rumah kantor 固定电话 座机 固定電話 自宅 勤務先 집 직장
  σταθερο منزل ثابت בית עבודה`);

/**
 * A fax, a pager or another device that takes no text, and a number of another person than the row's: used only when a person says so
 * (decision 0023).
 */
export const neverGuessedWords = wordSet(`
  fax faxnumber faxnummer faxnr telefax telex ttytdd tty tdd isdn telecopie telecopieur 传真 傳真 ファックス факс faks فاكس 팩스 פקס
  pager pagernummer semafoon semafoonnummer pieper beeper bipeur buscapersonas cercapersone пейджер 传呼 寻呼机 ポケベル
  assistant assistants assistent assistenten assistente assistentin asistente asistent assistentka ассистент помощник
  secretary secretarys secretaresse secretariaat sekretarin sekretaerin sekretar sekretariat secretaire secretariat secretaria segretaria
  sekretarka sekreterare sekretær секретарь 秘书 秘書 비서
  partner partners partnerin spouse spouses husband wife echtgenoot echtgenote ehepartner ehefrau ehemann ehegatte conjoint epoux epouse
  conyuge conjuge coniuge pareja malzonek malzonka marito moglie marido esposa esposo супруг супруга 配偶 配偶者 배우자
  parent parents parental guardian guardians ouder ouders voogd verzorger eltern elternteil erziehungsberechtigte erziehungsberechtigter
  mother mothers moeder mutter mere madre mae mama mum mom matka mor mamma father fathers vader vater pere padre pai papa dad ojciec far
  tutor tutore tuteur opiekun rodzic rodzice foralder foreldre foraelder vanhempi huoltaja родитель мать отец
  家长 父母 保護者 부모 보호자
  emergency emergencycontact nood noodgeval noodnummer noodcontact notfall notfallkontakt notfallnummer notruf urgence emergencia
  emergenza nodkontakt nodfall naranhoriga ice kin nextofkin экстренный 紧急 緊急 緊急連絡先 비상`);

/** Words that make a header with a phone word mean something else. */
export const notPhoneWords = wordSet(`
  type typ soort model brand carrier operator provider country land pays pais code prefix extension ext landcode vorwahl
  area order ordernummer account customer klant kunde invoice postal house huisnummer client id ssn bsn vat iban
  valid verified status consent opt optin optout date count email mail name naam メール 邮箱`);

/** Whether a header speaks of numbers of some kind: people's own, others', or of orders and customers. */
export function speaksOfNumbers(header: FoldedHeader): boolean {
  return [mobileWords, phoneWords, numberHeaders, notPhoneWords, neverGuessedWords].some((list) =>
    mentions(header, list),
  );
}

/** A country, or its code. */
export const countryWords = wordSet(`
  country countrycode countryname countryiso nation land landcode landkode landskod landkod landnaam landenkennung landerkennung
  landercode staat pays codepays pais codigopais paese nazione kraj kodkraju panstwo zeme stat krajina maa maakoodi orszag orszagkod
  tara codtara ulke ulkekodu χωρα страна кодстраны країна кодкраїни държава drzava zemlja دولة الدولة بلد البلد رمزالدولة ארץ מדינה
  קודמדינה देश 国 国家 国家代码 國家 国名 国コード 국가 국가코드 나라 negara kodenegara quocgia nuoc ประเทศ`);

/** Words that make a header with a country word say where somebody is from, or something else. */
export const notCountryWords = wordSet(`
  birth born origin citizenship nationality geboorte herkomst geburt herkunft naissance origine nacimiento origen nascita nascimento
  lijn lord phonebook manager sales`);

/** Scripts that put no blanks between words: a list's word may be anywhere in a header. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** Whether the whole header is in a list. */
export function isOf(header: FoldedHeader, list: ReadonlySet<string>): boolean {
  return list.has(header.whole);
}

/** Whether the header, one of its words or two or three neighbours are in a list. */
export function mentions(header: FoldedHeader, list: ReadonlySet<string>): boolean {
  const { whole, words } = header;
  if (list.has(whole)) return true;
  for (let at = 0; at < words.length; at++) {
    if ([1, 2, 3].some((count) => list.has(words.slice(at, at + count).join('')))) return true;
  }
  return (
    unspaced.test(whole) && [...list].some((word) => word.length > 1 && unspaced.test(word) && whole.includes(word))
  );
}
