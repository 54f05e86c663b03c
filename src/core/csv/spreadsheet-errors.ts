/**
 * Error values as Excel writes them in every language that translates them: no intersection, division by zero, wrong value, lost
 * reference, unknown name, bad number, not available; then waiting for data, overflow of an array, calculation, field, blocked,
 * connection, unknown, external. Google Sheets and LibreOffice write the English ones, and LibreOffice some of the translated. Words
 * such as NULL or N/A without the `#` may be meant as text and are not among them.
 *
 * Sources: the error tables of Excel's localised builds as published in open-source formula translators, and LibreOffice's own.
 */
const lists: readonly string[] = [
  // English, and languages whose Excel is not translated here.
  '#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN!',
  '#EXTERNAL! #BUSY! #PYTHON! #TIMEOUT! #ERROR! #ERROR #CYCLE! #CIRC! #LOADING #FMT #UNSUPPORTED!',
  // German
  '#WERT! #BEZUG! #ZAHL! #NV #ÜBERLAUF! #KALK! #FELD! #BLOCKIERT! #VERBINDEN! #UNBEKANNT! #EXTERN! #DATEN_ABRUFEN #BESCHÄFTIGT!',
  // French
  '#NUL! #VALEUR! #NOM? #NOMBRE! #PROPAGATION! #EPARS! #ÉPARS! #DEVERSER! #CALCUL! #CHAMP! #BLOQUE! #BLOQUÉ! #CONNEXION! #INCONNU!',
  '#EXTERNE! #OBTENTION_DONNEES #OBTENTION_DONNÉES #OCCUPE! #OCCUPÉ!',
  // Spanish, whose opening mark some programs leave out
  '#¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #N/D #¡DESBORDAMIENTO! #¡CALC! #¡CÁLCULO! #¡CAMPO! #¡BLOQUEADO! #¡CONECTAR!',
  '#¡DESCONOCIDO! #¡EXTERNO! #OBTENIENDO_DATOS #NOMBRE? #DESBORDAMIENTO! #CAMPO! #BLOQUEADO! #CONECTAR! #DESCONOCIDO! #EXTERNO!',
  // Dutch
  '#LEEG! #DEEL/0! #DELING.DOOR.0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B #OVERLOOP! #BEREKENEN! #VELD! #GEBLOKKEERD! #VERBINDEN!',
  '#ONBEKEND! #EXTERN! #GEGEVENS_OPHALEN #BEZET!',
  // Italian
  '#NULLO! #VALORE! #RIF! #NOME? #ESPANSIONE! #CALCOLO! #BLOCCATO! #CONNETTI! #SCONOSCIUTO! #ESTERNO! #RECUPERO_DATI #ESTRAZIONE_DATI',
  // Portuguese
  '#NULO! #VALOR! #NÚM! #DESPEJAR! #DESPEJO! #TRANSPOSIÇÃO! #CÁLC! #CONEXÃO! #LIGAR! #DESCONHECIDO! #OBTENDO_DADOS #A_OBTER_DADOS',
  // Polish
  '#ZERO! #PUSTE! #DZIEL/0! #ARG! #ADR! #NAZWA? #LICZBA! #N/D! #ROZLANIE! #OBL! #POLE! #ZABLOKOWANO! #POŁĄCZ! #NIEZNANE! #BŁĄD!',
  '#ZEWNĘTRZNE! #POBIERANIE_DANYCH #CYKL!',
  // Danish, Norwegian, Swedish, Finnish
  '#DIVISION/0! #VÆRDI! #REFERENCE! #NAVN? #NUMMER! #I/T #OVERLØB! #BEREGN! #FELT! #BLOKERET! #OPRETFORBINDELSE! #UKENDT! #HENTER_DATA',
  '#VERDI! #OVERFLYT! #BLOKKERT! #KOBLE_TIL! #UKJENT! #EKSTERN! #NAMN? #KOPLE_TIL! #UKJEND! #BEREKN! #HENTAR_DATA',
  '#SKÄRNING! #VÄRDEFEL! #REFERENS! #OGILTIGT! #SAKNAS! #SAKNAS #SPILLD! #BERÄKNA! #FÄLT! #BLOCKERAD! #ANSLUT! #OKÄNT! #HÄMTAR_DATA',
  '#TYHJÄ! #JAKO/0! #ARVO! #VIITTAUS! #NIMI? #LUKU! #PUUTTUU! #PUUTTUU #LEVITTYMINEN! #LASKENTA! #KENTTÄ! #ESTETTY! #YHDISTÄ!',
  '#TUNTEMATON! #ULKOINEN! #NOUDETAAN_TIETOJA',
  // Czech, Slovak
  '#DĚLENÍ_NULOU! #HODNOTA! #ODKAZ! #NÁZEV? #ČÍSLO! #NENÍ_K_DISPOZICI #PŘESAH! #PRESAH! #PŘESAH_DAT! #VÝPOČET! #POLE! #BUŇKA!',
  '#BLOKOVÁNO! #PŘIPOJIT! #EXTERNÍ! #NAČÍTÁNÍ_DAT #ZÍSKÁVÁNÍ_DAT',
  '#NEPLATNÝ! #DELENIENULOU! #DELENIE_NULOU! #NÁZOV? #NEDOSTUPNÝ #NEDOSTUPNÉ #PRESAHOVANIE! #ZÍSKAVAJÚ_SA_ÚDAJE',
  // Hungarian
  '#NULLA! #ZÉRÓOSZTÓ! #ÉRTÉK! #HIV! #NÉV? #SZÁM! #HIÁNYZIK #KIBONTÁS! #TÚLCSORDULÁS! #SZÁMÍTÁS! #MEZŐ! #BLOKKOLVA! #KAPCSOLAT!',
  '#ISMERETLEN! #ADATOK_BEKÉRÉSE',
  // Romanian
  '#VALOARE! #NUME? #VĂRSARE! #CONECTARE! #BLOCAT! #PRELUARE_DATE',
  // Slovenian, Croatian, Serbian
  '#NIČ! #DEL/0! #VREDN! #SKLIC! #IME? #ŠTEV! #N/V #ZUNANJI! #VRIJEDNOST! #VRIJ! #BROJ! #DIJ/0! #NAZIV? #VREDNOST! #ПРЕЛИВАЊЕ!',
  // Russian, Ukrainian, Belarusian, Bulgarian, Kazakh
  '#ПУСТО! #ДЕЛ/0! #ЗНАЧ! #ССЫЛКА! #ИМЯ? #ЧИСЛО! #Н/Д #ПЕРЕНОС! #ВЫЧИСЛ! #ВЫЧ! #ПОЛЕ! #ЗАБЛОКИРОВАНО! #БЛОКИРОВАНО! #ПОДКЛЮЧИТЬ!',
  '#НЕИЗВЕСТНО! #НЕИЗВЕСТНЫЙ! #ВНЕШНИЙ! #ПОЛУЧЕНИЕ_ДАННЫХ #ЗАГРУЗКА_ДАННЫХ #ОШИБКА!',
  "#ДІЛ/0! #ПОСИЛ! #ССИЛ! #ІМ’Я? #ІМ'Я? #ПЕРЕНЕСЕННЯ! #ОБЧИСЛ! #ОБЧ!",
  '#ПУСТА! #ДЗЯЛ/0! #СПАСЫЛКА! #ІМЯ? #ЛІК! #АТРЫМАННЕ_ДАДЗЕНЫХ #ПЕРАЦЯКАННЕ! #ПАДЛУЧЭННЕ! #ЗАБЛАКІРАВАНА! #НЕВЯДОМА! #ВЫЛІЧ!',
  '#СТОЙНОСТ! #ИМЕ? #ЧИСЛО! #НУЛА! #ДЕЛ/0! #ПРЕПРАТКА! #ЫҒЫСТЫРУ! #ӨРІС!',
  // Greek
  '#ΚΕΝΟ! #ΔΙΑΙΡ/0! #ΔΙΑΙΡ./0! #ΤΙΜΗ! #ΑΝΑΦ! #ΟΝΟΜΑ? #ΑΡΙΘ! #ΑΡΙΘΜΟΣ! #Δ/Υ #ΛΗΨΗ_ΔΕΔΟΜΕΝΩΝ #ΕΚΧΥΣΗ! #ΣΥΝΔΕΣΗ! #ΑΠΟΚΛ! #ΑΓΝΩΣΤΟ!',
  '#ΠΕΔΙΟ! #ΥΠΟΛ! #ΕΞΩΤΕΡΙΚΟΣ!',
  // Turkish, Azerbaijani
  '#BOŞ! #SAYI/0! #DEĞER! #BAŞV! #AD? #SAYI! #YOK #TAŞMA! #HESAPLAMA! #HESAPLA! #ALAN! #ENGELLENDİ! #BAĞLAN! #BİLİNMİYOR!',
  '#VERİ_ALINIYOR #VERİLƏNLƏR_ƏLDƏ_EDİLİR #SIZMA! #BLOKLANIB!',
  // Estonian, Latvian, Lithuanian
  '#VÄÄRTUS! #VIIDE! #NIMI? #ARV! #PUUDUB! #JAG/0! #VÄLINE! #VÄLINE #VĒRTĪBA! #ATSAUCE! #NOSAUKUMS? #SKAITLIS! #DAL/0! #REIKŠMĖ!',
  '#NUORODA! #VARDAS? #SKAIČIUS!',
  // Catalan, Basque, Galician
  '#DESBORDAMENT! #CAMP! #BALIOA! #ERREF! #IZENA? #ZENB! #EZ_DAGO',
  // Armenian
  '#ԶՐՈ! #ԲԱԺԱՆՈՒՄ/0! #ԱՐԺԵՔ! #ՀՂՈՒՄ! #ԱՆՈՒՆ? #ԹԻՎ! #ԿԻՌ/ՉԷ #ՏՎՅԱԼՆԵՐԻ_ՍՏԱՑՈՒՄ #ՎԱՆԴԱԿԱՀԱՏՈՒՄ! #ԿԱՊԱԿՑՈՒՄ! #ԱՐԳԵԼԱՓԱԿՎԱԾ!',
  '#ԱՆՀԱՅՏ! #ԴԱՇՏ! #ՀԱՇՎԱՐԿ!',
  // Indonesian, Malay, Swahili
  '#NILAI! #ANGKA! #BAGI0! #SIKLUS! #GALAT! #TUMPAH! #LUAPAN! #NOL! #NAMA? #LIMPAH! #SAMBUNG! #DISEKAT! #MENDAPATKAN_DATA',
  '#JINA? #NAM! #HAITUMAKI #INAPATA_DATA #MWAGIKA! #UNGANISHA! #IMEZUIWA! #UGA!',
  // Chinese, Japanese, Korean, Thai
  '#溢出! #溢位! #计算! #計算! #スピル! #분산! #สปิลล์!',
];

const errorValues: ReadonlySet<string> = new Set(lists.flatMap((list) => list.split(' ')));

/** LibreOffice's own errors, `Err:508`, by the word that its translations have for it; their numbers are 501 to 540. */
const calcError =
  /^(?:Err|Error|Fehler|Erreur|Fout|Erro|Errore|Błąd|Fejl|Feil|Fel|Virhe|Chyba|Hiba|Eroare|Napaka|Greška|Грешка|Ошибка|Помилка|Памылка|Σφάλμα|Hata|Viga|Kļūda|Klaida|Ralat|Galat|Lỗi|錯誤|错误|エラー|오류|خطأ|שגיאה)\s?[:：]\s?5[0-4]\d$/u;

/**
 * Whether a cell holds nothing but a spreadsheet's error value (`#N/A`, `#VERW!`, `Err:508`), outer blanks aside; it then counts as
 * blank everywhere. As spreadsheets write them: in capitals.
 */
export function isErrorValue(cell: string): boolean {
  const value = cell.trim();
  if (value.charCodeAt(0) === 0x23) {
    // The mark at the end is there or not by version: `#GETTING_DATA!`.
    return errorValues.has(value) || (value.endsWith('!') && errorValues.has(value.slice(0, -1)));
  }
  // All others end in three digits; most cells need no second look.
  return mayEndInError(value) && calcError.test(value);
}

function mayEndInError(value: string): boolean {
  const { length } = value;
  if (length < 6 || length > 14 || value.charCodeAt(length - 3) !== 0x35) return false;
  return value.includes(':') || value.includes('：');
}
