/** Rows of contact lists as people in different places write them, each in the encodings such lists are found in. */
export interface EncodingSample {
  readonly language: string;
  /** Labels as `knownEncoding` takes them. */
  readonly encodings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const table = (text: string): readonly (readonly string[])[] => text.split('\n').map((line) => line.split(';'));

export const encodingSamples: readonly EncodingSample[] = [
  {
    language: 'French',
    encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'macintosh'],
    rows: table('Prénom;Nom;Ville\nRené;Lefèvre;Besançon\nZoé;Brûlé;Évry\nChloé;Françoise;Orléans\nJérôme;Gaël;Nîmes'),
  },
  {
    language: 'German',
    encodings: ['windows-1252', 'iso-8859-1', 'cp850', 'cp437', 'macintosh'],
    rows: table(
      'Vorname;Name;Straße\nJürgen;Groß;Köln\nBjörn;Müller;Münster\nKäthe;Schröder;Düsseldorf\nUwe;Weiß;Fürth',
    ),
  },
  {
    language: 'Dutch, one name',
    encodings: ['windows-1252', 'iso-8859-1', 'cp850', 'macintosh'],
    rows: table('Naam;Plaats\nZoë Jansen;Gent\nBo Smit;Breda\nAnn de Vries;Utrecht'),
  },
  {
    language: 'Spanish',
    encodings: ['windows-1252', 'iso-8859-1', 'cp850', 'macintosh'],
    rows: table('Nombre;Teléfono;Ciudad\nJosé;1;Málaga\nMaría Núñez;2;Córdoba\nIñaki;3;A Coruña\nBegoña;4;Cádiz'),
  },
  {
    language: 'Swedish',
    encodings: ['windows-1252', 'iso-8859-1', 'cp850'],
    rows: table('Förnamn;Ort\nÅsa Öberg;Malmö\nBjörn Sjögren;Göteborg\nLåsse Ek;Västerås'),
  },
  {
    language: 'Polish',
    encodings: ['windows-1250', 'iso-8859-2', 'cp852'],
    rows: table(
      'Imię;Nazwisko;Miasto\nŻaneta;Świątek;Kraków\nŁucja;Wójcik;Gdańsk\nMałgorzata;Dąbrowska;Łódź\nPaweł;Zając;Poznań',
    ),
  },
  {
    language: 'Czech',
    encodings: ['windows-1250', 'iso-8859-2', 'cp852'],
    rows: table(
      'Jméno;Příjmení;Město\nJiří;Dvořák;Plzeň\nTomáš;Černý;České Budějovice\nŠtěpán;Růžička;Děčín\nŽofie;Šťastná;Brno',
    ),
  },
  {
    language: 'Hungarian',
    encodings: ['windows-1250', 'iso-8859-2', 'cp852'],
    rows: table('Név;Város\nErdős Győző;Szeged\nSzűcs Ágnes;Győr\nKőváry Ödön;Pécs\nTóth Réka;Kecskemét'),
  },
  {
    language: 'Romanian',
    encodings: ['iso-8859-16'],
    rows: table('Prenume;Oraș\nȘtefan;București\nIonuț;Iași\nRăzvan;Timișoara\nÎnsurățelu;Brăila'),
  },
  {
    language: 'Russian',
    encodings: ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866'],
    rows: table(
      'Имя;Фамилия;Город\nИван;Петров;Москва\nСергей;Кузнецов;Казань\nОльга;Смирнова;Самара\nЕлена;Попова;Пермь',
    ),
  },
  {
    language: 'Ukrainian',
    encodings: ['windows-1251', 'koi8-u'],
    rows: table("Ім'я;Місто\nАндрій;Київ\nОлексій;Львів\nЮлія;Чернігів\nЇжакевич;Запоріжжя"),
  },
  {
    language: 'Greek',
    encodings: ['windows-1253', 'iso-8859-7'],
    rows: table('Όνομα;Επώνυμο;Πόλη\nΓιώργος;Παπαδόπουλος;Αθήνα\nΕλένη;Νικολάου;Θεσσαλονίκη\nΚώστας;Γεωργίου;Πάτρα'),
  },
  {
    language: 'Turkish',
    encodings: ['windows-1254', 'iso-8859-9'],
    rows: table(
      'Adı;Soyadı;Şehir\nİbrahim;Yılmaz;İstanbul\nAyşe;Öztürk;Eskişehir\nÇağla;Şahin;Kırşehir\nGülşen;Doğan;Muğla',
    ),
  },
  {
    language: 'Hebrew',
    encodings: ['windows-1255', 'iso-8859-8'],
    rows: table('שם;עיר\nדוד כהן;ירושלים\nשרה לוי;תל אביב\nמשה מזרחי;חיפה\nרחל פרץ;באר שבע'),
  },
  {
    language: 'Arabic',
    encodings: ['windows-1256', 'iso-8859-6'],
    rows: table('الاسم;المدينة\nمحمد علي;القاهرة\nفاطمة حسن;بيروت\nأحمد سالم;عمان\nخديجة عمر;الرباط'),
  },
  {
    language: 'Lithuanian',
    encodings: ['windows-1257', 'iso-8859-13'],
    rows: table(
      'Vardas;Miestas\nŽivilė Šimkutė;Šiauliai\nJūratė Čepaitė;Kėdainiai\nRūta Žukauskienė;Panevėžys\nŠarūnas;Telšiai',
    ),
  },
  {
    language: 'Latvian',
    encodings: ['iso-8859-4', 'iso-8859-10'],
    rows: table('Vārds;Pilsēta\nJānis Bērziņš;Rīga\nKārlis Kalniņš;Jūrmala\nĢirts Žagars;Cēsis\nŅina;Ķegums'),
  },
  {
    language: 'Maltese',
    encodings: ['iso-8859-3'],
    rows: table('Isem;Belt\nĠorġ Żammit;Ħamrun\nĊensu Borġ;Żurrieq\nĦelen;Għarb'),
  },
  {
    language: 'Welsh',
    encodings: ['iso-8859-14'],
    rows: table('Enw;Tref\nSiân Ŵyn;Tŷ Croes\nGŵyneth;Llŷn\nSiôn;Tŵr'),
  },
  {
    language: 'Vietnamese',
    encodings: ['windows-1258'],
    // Decomposed tones: the code page has combining marks only.
    rows: table(
      'Tên;Thành phô\u0301\nNguyê\u0303n;Ha\u0300 Nô\u0323i\nTrâ\u0300n;Đa\u0300 Nă\u0303ng\nLê Thi\u0323 Hoa;Huê\u0301',
    ),
  },
  {
    language: 'Thai',
    encodings: ['windows-874'],
    rows: table('ชื่อ;จังหวัด\nสมชาย ใจดี;กรุงเทพ\nสมหญิง รักไทย;เชียงใหม่\nประเสริฐ;ภูเก็ต'),
  },
  {
    language: 'Japanese',
    encodings: ['shift_jis', 'euc-jp'],
    rows: table(
      '名前;フリガナ;都道府県\n山田太郎;ヤマダ タロウ;東京都\n鈴木一郎;スズキ イチロウ;大阪府\n髙橋 ソノ子;タカハシ;表町\n佐藤花子;サトウ ハナコ;北海道',
    ),
  },
  {
    language: 'Simplified Chinese',
    encodings: ['gb18030', 'gbk'],
    rows: table('姓名;城市;电话\n张伟;北京;1\n王芳;上海市;2\n李娜;广州;3\n刘洋;深圳;4'),
  },
  {
    language: 'Traditional Chinese',
    encodings: ['big5'],
    rows: table('姓名;城市;電話\n陳大文;台北市;1\n許功蓋;高雄市;2\n林美玲;臺中市;3\n黃志明;新竹縣;4'),
  },
  {
    language: 'Korean',
    encodings: ['euc-kr'],
    rows: table('이름;도시\n김철수;서울\n이영희;부산광역시\n박민수;대구\n최지우;인천광역시\n똠방각하;제주도'),
  },
];
