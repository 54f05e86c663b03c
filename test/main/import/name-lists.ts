/**
 * Names with letters beyond ASCII, by language, for lists that are written in legacy encodings: those of faker-js 10 (MIT licence) whose
 * half the letter tables were not counted over, though Faker for Python may have the same name; Estonian, Lithuanian, Icelandic and
 * Bulgarian from Faker for Python 40 (MIT licence).
 */
export const names: Readonly<Record<string, readonly string[]>> = {
  Danish: 'Bjørn,Grøn,Jørgen,Jørgensen,Kjær,Mølgaard,Møller,Præst,Schrøder,Søren,Sørensen,Østergaard'.split(','),
  German:
    'Björn,Brüggmann,Bäcker,Böttner,Bühler,Büngener,Bürger,Bürklein,Büttner,Dächert,Döring,Dörner,Fuhlbrügge,Goldkühle,Gröss,Grün,Göckeritz,Görmer,Günz,Gürbig,Heydemüller,Häber,Höcke,Hördt,Hübenbecker,Hübl,Hübner,Hügel,Hüttcher,Hütter,Jürgens,Kröckert,Köhrbrück,Kölotzei,König,Köseoglu,Kühnel,Kühnemund,Küter,Laurén,Lienshöft,Lübke,Mögenburg,Mühleis,Münch,Obergföll,Pöche,Riethmüller,Rietmüller,Rohländer,Rädler,Rödiger,Röttger,Rücker,Rüdiger,Schnürer,Schröder,Schäffer,Schäning,Schöckel,Schönball,Schönberg,Schönebeck,Schönherr,Schönlebe,Schüler,Schüppel,Stöckert,Stöwer,Sönke,Sürth,Thränhardt,Tächl,Többen,Töpfer,Waschbüsch,Wöschler,Zümsande,Ömer'.split(
      ',',
    ),
  Spanish:
    'Alaníz,Alemán,Almaráz,Ana María,Andrés,Aragón,Araña,Argüello,Avilés,Barragán,Bañuelos,Benavídez,Bermúdez,Briseño,Báez,Cantú,Carreón,Casárez,Chacón,Cintrón,Colón,Cortés,Córdova,Damián,Deleón,Delrío,Durán,Díaz,Estefanía,Fernández,Frías,Gaitán,Galván,Gutiérrez,Gálvez,Hernádez,Hernán,Holguín,Inés,Iván,Jerónimo,Jesús,Joaquín,José Eduardo,José Luis,Juan Ramón,Julio César,Jáquez,Limón,Lucía,López,Martínez,María Eugenia,María Guadalupe,María Soledad,María Teresa,Marín,Mascareñas,Matías,Mejía,Meléndez,Miguel Ángel,Montañez,Muñoz,Márquez,Méndez,Nájera,Pabón,Padrón,Pérez,Rascón,Rodríquez,Roldán,Rolón,Santillán,Sáenz,Terán,Tomás,Tórrez,Valdés,Velásquez,Verónica,Villaseñor,Vázquez,Vélez,de Jesús,Águilar,Álvarez,Ángel,Ávalos'.split(
      ',',
    ),
  Finnish:
    'Hautamäki,Helinä,Häkkinen,Hämäläinen,Hänninen,Jäntti,Järvelä,Järvenpää,Järvi,Kilpeläinen,Kivistö,Kyllönen,Kämäräinen,Kärki,Kärkkäinen,Lehtimäki,Leppänen,Myllymäki,Mäenpää,Mäki,Mäkinen,Määttä,Niemelä,Nykänen,Palomäki,Perälä,Päivi,Riihimäki,Rytkönen,Räisänen,Seppä,Seppälä,Sillanpää,Sirén,Sjöblom,Syrjälä,Tähtinen,Venäläinen,Välimäki'.split(
      ',',
    ),
  French:
    'Adhémar,Adèle,Adélaïde,Aglaé,Agnès,Aimée,Aliénor,Aloïs,Aloïse,Althée,Amalthée,Amédée,Améliane,Anaël,Anaëlle,Anaïs,Angélina,Anicée,Astrée,Astérie,Aurèle,Avigaëlle,Béatrice,Bénédicte,Chrétien,Clémence,Clémentine,Céleste,Célestine,Côme,Dieudonnée,Désiré,Eugénie,Fortuné,Fortunée,Félicie,Félix,Guenièvre,Gwenaëlle,Honoré,Hélène,Ismérie,Jeanne d’Arc,Joséphine,Joël,Jérôme,Loïc,Léna,Léonard,Marlène,Michèle,Moïsette,Mylène,Mégane,Mélanie,Mélisande,Mélissa,Mélodie,Nadège,Nicéphore,Noé,Noëlle,Pacôme,Pulchérie,Pécine,Pélagie,Quiéta,Raphaël,Renée,Roméo,Réjean,Réjeanne,Sébastien,Séverin,Séverine,Tancrède,Théodose,Timoléon,Valère,Zaché,Édouard,Élie,Éloïse,Éléonore,Émile,Émilie,Émérance,Éric,Étienne,Évangéline'.split(
      ',',
    ),
  Italian:
    'Barillà,Brigandì,Calabrò,Calì,Calò,Carè,Chilà,Esaù,Franzè,Giosuè,Granà,Gullì,Laganà,Macrì,Marcianò,Mosè,Mulè,Nicolò,Noè,Orrù,Patanè,Pellicanò,Pennestrì,Praticò,Salomè,Spanò,Viscò,Zappalà'.split(
      ',',
    ),
  Dutch: 'Aimée,Esmée,Féline,Gabriël,Joël,Joëlle,Noëlla,Noëlle,Rafaël,Raphaël,Samuël,Siënna'.split(','),
  Norwegian:
    'Bjørnstad,Haukelidsæter,Håkon,Jørgen,Jørgensen,Løken,Nygård,Røed,Sæther,Sørensen,Sørlie,Ødegård,Østby,Østli'.split(
      ',',
    ),
  Portuguese:
    'Amélia,António,Bárbara,Cauã,Cecília,Fabrícia,Fabrício,Fidélis,Félix,Gonçalo,Inês,José,João,João Miguel,Jéssica,Júlia,Júlio,Kléber,Lavínia,Lourenço,Luísa,Lívia,Magalhães,Maria Júlia,Moisés,Mário,Natália,Núria,Simão,Suélen,Sá,Sérgio,Sílvia,Théo,Tomás,Tomé,Vitória,Vânia,Vítor,Áurea,Érica'.split(
      ',',
    ),
  Swedish:
    'Björklund,Björn,Engström,Håkan,Jönsson,Lundström,Löfgren,Månsson,Mårtensson,Nyström,Pålsson,Strömberg,Söderberg,Wikström,Åberg,Åsa'.split(
      ',',
    ),
  Czech:
    'Adámková,Bartošková,Bauerová,Blahová,Celestýna,Charvát,Chládková,Chmelařová,Damián,Damiána,Diviška,Drahomíra,Dunková,Eliška,Fabiánová,Florentýn,Florentýna,Hašek,Hlaváčová,Homér,Houdková,Jarešová,Jasmína,Javůrek,Jašek,Jelenová,Jiroušková,Jiřina,Kabát,Kadeřábková,Kalábová,Kameník,Kateřina,Kašpárková,Kolmanová,Kotasová,Kozlová,Kropáčková,Leontýn,Lucián,Líbal,Macháčková,Macák,Matyáš,Matějka,Matějíček,Michalíková,Minář,Mlejnková,Médea,Nováčková,Němcová,Otáhal,Pekárková,Pelikán,Pelikánová,Procházka,Ptáčková,Pánek,Sedlář,Sekaninová,Severín,Skalický,Skořepa,Slavíčková,Smékal,Staněk,Stejskalová,Stiborová,Stuchlíková,Studený,Světlíková,Tóth,Vaculík,Valentýn,Vaněk,Vavřinec,Vilemína,Vlčková,Vrzalová,Vávra,Víta,Zahradníková,Zíková,Šalamoun,Šedová,Šilhavý,Švandová,Švehla,Žůrková'.split(
      ',',
    ),
  Croatian:
    'Aksentijević,Aleksić,Alikavazović,Aman Krnjajić,Andreković,Andriška,Arpaši,Baburić,Balaž,Balažević,BanićJokić,DakićKožić,Dobaj Ristić,Džal,Džanija,Farkaš,Goričanec,GrebenarŽarmen,Grladinović,GrubešićBarbir,Hirnštajn,HohošBabić,Ibranović,Ilančić,Jakolić,JankovićBešlić,Jazbinšek,Jože,Kalić,Kanižaj,KolundžićRadić,Korušac,Kovač Grablović,Lapčević,Lešina,MadunićFlauder,Magdalenić,Majača,Majcan Korkutović,Maksimović,Malečić,Malešević,Marović,Matorić,Mašala,Mijaković,Milaković Španović,MilišićKovačević,Miljanović,Opačić,Oršanić,Ožanić,Patača,Popržan,Potnar Mijić,Radmanović,Rak Kovač,Rakarić,Rasić,Raucher Josić,Renčar,Sedarević,Sitarić,Skandović,Smailbegović,SokolićMihalak,Stanivuković,Stokanović,Stuparić,Sušac,Tonči,Varzić,Varšava,VaržićBiuklia,Vašadi,Čajka,Čatalinac,Čatić,Čavić,Čavlina,Čisar,Čobanović,Đina,Šafarić,Šolta,Šorša,Špiranec,ŠpoljarićPerhat,Štefan Ivanišić,Švab'.split(
      ',',
    ),
  Hungarian:
    'Abigél,Adél,Alíz,András,Balázs,Bendegúz,Boglárka,Boldizsár,Borbála,Boróka,Brájen,Bálint,Csanád,Donát,Dudás,Dóra,Flóra,Fábián,Gellért,Gréta,Gáspár,Halász,Hegedüs,Hegedűs,Horváth,Iván,Juhász,János,József,Júlia,Kincső,Király,Kovács,Krisztián,Liliána,Lukács,Léna,Lívia,Miklós,Milán,Márk,Márton,Mátyás,Natália,Nimród,Noé,Németh,Nóra,Orsós,Pál,Pásztor,Richárd,Róbert,Róza,Soós,Szabó,Szófia,Szücs,Szűcs,Sámuel,Sándor,Sára,Sárközi,Tamás,Tóth,Viktória,Zalán,Zoltán,Zétény,Ádám,Ákos,Áron'.split(
      ',',
    ),
  Polish:
    'Ambroży,Banaś,Białek,Budziński,Budzyński,Burzyński,Bąkowski,Błaszczak,Błażej,Cieślik,Czyżewski,Dąbrowski,Gaweł,Gałka,Gałązka,Górski,Gąsiorowski,Głogowski,Głąb,Jagiełło,Jagodziński,Jastrzębski,Jaśkiewicz,Józef,Jóźwiak,Jóźwik,Jędrzejczak,Jędrzejewski,Kaczyński,Karpiński,Kopczyński,Kozieł,Kozłowski,Kołodziejczyk,Kołodziejski,Król,Kuczyński,Kuliński,Kwaśniewski,Kępa,Kłos,Lipiński,Maciąg,Maćkowiak,Małgorzata,Michałek,Mikołaj,Mojżesz,Mróz,Musiał,Niedźwiecki,Nowiński,Piórkowski,Piątek,Przybył,Przybyła,Płonka,Raczyński,Różycki,Skowroński,Skóra,Sokół,Sołtys,Stanisław,Szczepański,Szczęsny,Szydłowski,Słowiński,Urbańczyk,Urbański,Wacław,Wesołowski,Wilczyński,Więcek,Wroński,Wyszyński,Wąsowski,Włodarski,Ziółkowski,Ziętek,Zwoliński,Łazarz,Łukasiewicz,Łukasz,Świderski,Świerczyński,Żaneta,Żmuda,Żuk,Żukowski'.split(
      ',',
    ),
  Romanian:
    'Anișoara,Aristița,Bănel,Codruța,Crenguța,Călin,Cătălin,Cătălina,Dragoș,Gențiana,Ghiță,Gică,Grațiela,Ionică,Lascăr,Laurenția,Lazăr,Letiția,Lucențiu,Lucrețiu,Mitică,Mădălin,Măriuca,Nicoară,Niculiță,Nicușor,Petrică,Petrișor,Petruța,Pătru,Sinică,Speranța,Tincuța,Tudorița,Vicenția,Vicențiu,Voichița'.split(
      ',',
    ),
  Slovak:
    'Babková,Baláž,Bernolák,Blahová,Bosáková,Božidara,Bukovský,Chudík,Danková,Daňo,Debnár,Dejová,Drahomíra,Droppová,Dullová,Dusíková,Dušan,Dáša,Eliška,Eugénia,Fabiánová,Filcová,Gašparová,Gertrúda,Gocník,Gregorová,Hossová,Hraško,Ihnačák,Janík,Jedľovský,Jonatová,Jánošík,Kollárová,Kostkaová,Krajíčeková,Krajči,Kristián,Krištof,Králik,Lisický,Lukáš,Malíšeková,Marcinková,Marián,Marína,Michalíková,Miklošková,Mikulík,Mikúš,Milotová,Mináčová,Natália,Ondruš,Pavlikovský,Pavúk,Pelikán,Pelikánová,Romančík,Ružena,Rybníček,Rybár,Rybáriková,Severín,Sidónia,Slobodová,Stodolová,Straková,Svätopluk,Tatárkaová,Tomečeková,Turčok,Uršuľa,Vajcíková,Veselová,Vladimír,Vojteková,Záborský,Čierny,Čobrdová,Ďaďo,Ďuriš,Ďurišová,Ľudovít,Šidlo,Šimonovič,Šmajda,Šmajdová,Švehla,Šťastná'.split(
      ',',
    ),
  Slovenian:
    'Anuška,Anže,Božič,Brečko,Dolničar,Gabrovšek,Gašper,Grgič,Hočevar,Igličar,Janša,Jeseničnik,Jože,Kambič,Kavčič,Klemenčič,Križaj,Potočnik,Primož,Saša,Tjaša,Tomaž,Trček,Urška,Černe,Črešnik,Štefan,Štrukelj,Žiga'.split(
      ',',
    ),
  Serbian:
    'Abadžija,Aguridić,Andrejević,Anučin,Ačanski,Ašonja,Balašević,Banić,Banićević,Belić,Belojević,Bjeletić,Bjelić,Bjelogrlić,Blašković,Bocić,Boško,Boža,Brešković,Brđović,Cvijić,Dimčić,Dušan,Džigumović,Gačević,Glukčević,Grabić,Guševac,Jaćović,Jeftović,Jelačić,Jergić,Jurišević,Kadijević,Karađorđević,Kačarević,Kašterović,Kićanović,Klasanović,Kolundžija,Komarčić,Kotaraš,Kotević,Kresojević,Krinulović,Krivaćević,Krivokuća,Kričak,Krička,Krkobabić,Krčmar,Kurucić,Kurćubić,Kurčubić,Lačnjevac,Lilić,Ljubojević,Lučić,Mandić,Opuić,Panišić,Panjević,Patrnogić,Pašagić,Penčić,Peović,Pješivac,Poštić,Radisavić,Radulaški,Radusinović,Rendulić,Sanadrović,Terzić,Tomušilović,Udovički,Udovčić,Vrugić,Vulović,Vučurević,Zinaić,Ćukalović,Čavaljuga,Čolak,Đekanović,Đerasimović,Đerić,Šorgić,Šotra,Šukara'.split(
      ',',
    ),
  Estonian:
    'Aasmäe,Bõstrov,Härm,Järv,Järve,Jürgens,Jürisson,Krõlov,Kütt,Liivamägi,Lääne,Lääts,Lõhmus,Malõšev,Mäe,Mäeots,Mägi,Mänd,Mändla,Männik,Männiste,Mõttus,Müür,Müürsepp,Nõmmik,Pärn,Pärna,Pärnpuu,Pärtel,Põldma,Põldmaa,Rätsep,Tõnisson,Vähi,Väli,Võsu,Õun,Õunapuu'.split(
      ',',
    ),
  Lithuanian:
    'Arielė,Artūras,Aurėja,Aušrinė,Dovilė,Eglė,Gaičiūnas,Gintarė,Gytė,Ignė,Indrė,Kiška,Lėja,Medėja,Miglė,Narušis,Radvilė,Ramunė,Ramūnas,Rimantė,Ričardas,Rusnė,Vakarė,Vasarė,Viltė,Žemyna,Živilė,Žukauskas,Žygimantas'.split(
      ',',
    ),
  Latvian:
    'Ainārs,Albertīne,Anšlavs,Armīns,Breņķe,Bīriņa,Celmiņa,Cālītis,Dzirkstīte,Dāvids,Dīriķe,Eglīte,Elmīra,Endziņš,Gailītis,Grīnbergs,Grūba,Irēna,Jēkabs,Jēkabsone,Jūlija,Kalnāja,Kalējs,Katrīna,Kauliņa,Kauliņš,Konrāds,Krieviņa,Krieviņš,Kristiāna,Kristīne,Krēsliņš,Krūmiņa,Kļaviņš,Lapsiņš,Liliāna,Liāna,Lodiņa,Ločs,Līce,Mazjānis,Meškūna,Namiķe,Niklāvs,Ojārs,Ozoliņš,Oļegs,Pretkalniņa,Pētersone,Regnārs,Regīna,Riekstiņš,Romāns,Rožkalns,Salmiņa,Sarmīte,Seržants,Skaidrīte,Smuģe,Sproģis,Strautiņa,Strazdiņš,Tamāra,Teicāns,Tuča,Tučs,Tīna,Tīrele,Tīrelis,Valentīna,Valentīns,Vitālijs,Vācietis,Vēsma,Zeltiņa,Zigfrīds,Zībere,Zīle,Ābele,Āboltiņš,Čudara,Ēvalds,Ģertrūde,Īrisa,Ķeizars,Ķēniņa,Šileiko,Šmite,Šteins,Šīrants'.split(
      ',',
    ),
  Turkish:
    'Adsız,Afşın,Akyıldız,Akıbudak,Altınoba,Arığ,Asığ,Aydınalp,Ayız,Açıkgöz,Açığ,Ağalak,Ağaoğlu,Aşantuğrul,Aşçı,Bakşı,Barkdoğmuş,Barçadoğdu,Bastuğrul,Bayraç,Bağatarkan,Bekeçarslantegin,Bekeçtegin,Berçin,Beğçur,Beşerler,Bilgebayunçur,Bilgiç,Bolatlı,Bongulboğa,Bulmuş,Buluğ,Bönek,Börüsengün,Büdüs,Büküşboğa,Bıçakçı,Bıçkıcı,Dağdaş,Dağhan,Derviş,Dünya,Ekeç,Ekşioğlu,Fadıl,Gökçen,Gülnaz,Gürdal,Güzey,Hüdayi,Hülya,Hüner,Işığ,Karaça,Katunkız,Kumcuoğlu,Köse,Kırgavul,Kırçiçek,Müjde,Nazlı,Rükneddin,Rıdvan,Yağız,Yeşim,Yücel,Zekeriyyâ,Âmir,Çağlar,Çağrı,Çağıran,Çemen,Çilay,Çimen,Özden,Özge,Ümran,İhsan,İkbal,İkiçitoyun,İlbey,İlbilge,İlhami,İlhan,İlkben,İlker,Şenay,Şevval,Şeyma,Şiir'.split(
      ',',
    ),
  Vietnamese:
    'Anh Đức,Bá Thúc,Bích Chiêu,Băng Băng,Bảo Bình,Bảo Chấn,Bảo Duy,Bảo Hân,Cao Sơn,Chiêu Minh,Công Phụng,Cẩm Linh,Di Nhiên,Diễm Liên,Diễm Thảo,Diệp Anh,Duyên Nương,Gia Huấn,Hiếu Khanh,Hoài Phong,Hoàng Quân,Huy Trân,Huyền Anh,Hạnh Trang,Hải Bằng,Hải Thảo,Hữu Chiến,Khuyến Học,Khắc Trọng,Kim Thư,Lan Trúc,Liên Trân,Lâm Uyên,Lập Nghiệp,Lệ Băng,Mai Khôi,Mai Thảo,Minh Nhật,Mạnh Thắng,Mạnh Trường,Mộng Liễu,Mộng Vy,Mỹ Vân,Ngọc Hải,Ngọc Sơn,Ngọc Đào,Phúc Khang,Phương Chi,Quang Tú,Quảng Đại,Quốc Trung,Sông Hương,Thanh Nhã,Thanh Sơn,Thanh Tịnh,Thiên Phú,Thành Tín,Thúy Liên,Thúy Phượng,Thúy Vân,Thế Hùng,Thế Tường,Thục Nhi,Thụy Du,Thụy Miên,Thụy Nương,Trung Việt,Trúc Chi,Trúc Vy,Trịnh,Trọng Nghĩa,Tuấn Sỹ,Tâm Hiền,Tùng Châu,Tường Lâm,Tố Tâm,Uyên Vi,Việt Duy,Việt Dũng,Việt Quyết,Việt Thông,Vân Anh,Vĩnh Long,Xuân Hãn,Đan Thư,Đình Dương,Đông Nghi,Đăng Minh,Đồng Khánh,Đức Tài'.split(
      ',',
    ),
  Icelandic:
    'Addý,Arilíus,Arnrós,Auðbjörg,Bjarnfreður,Bjarnólfur,Bjartþór,Björnfríður,Dagnýr,Deníel,Dórothea,Elí,Elímar,Elínbet,Friðdóra,Friðþjófur,Fáfnir,Geirharður,Gerðar,Glói,Gunndís,Gunnrún,Guðleikur,Guðný,Gígjar,Góa,Hafþór,Hallfreður,Heiðbjörg,Heiðlaug,Heiðmar,Hólmgeir,Hólmgrímur,Indriði,Ingólfur,Jónasína,Jónheiður,Jósúa,Júníus,Klængur,Kristjóna,Kristvarður,Kristín,Liljurós,Lovísa,Lárent,Línhildur,Lúísa,Lýður,Manúel,Melkíor,Methúsalem,Móeiður,Móri,Mýrkjartan,Náttúlfur,Nóni,Róberta,Rómeó,Rósant,Róshildur,Rósinberg,Rökkvi,Rún,Rúrik,Sigurnýjas,Sigurrós,Stígheiður,Sveingerður,Sólmar,Valdís,Valentínus,Valgerður,Vilfríður,Víglundur,Vöttur,Árdís,Ársól,Árþóra,Ási,Ásröður,Áss,Ísey,Ósmann,Óttar,Ölnir,Þorfinnur,Þorgerður,Þorgríma,Þórólfur'.split(
      ',',
    ),
  Bulgarian:
    'Агатопод,Аглоида,АнаМария,Ваклина,Вангелия,Вилизар,Вино,Витлян,Витош,Вихрони,Галентин,Гюгра,Дидко,Егор,Едвин,Едита,Еница,Желязка,Зафа,Зоичка,Ивалена,Иглика,Йовко,Кармен,Каталинка,Киряк,Кобиларов,Комнин,Красидара,Кръстанка,Куртакова,Леонид,Лесе,Лидийка,Лимонадов,Луна,Манол,Маньо,Маруш,Матей,Медиан,Мерилин,Милара,Многознаева,Мушана,Нацко,Начко,Нелида,Нона,Олек,Орлин,Ортодокси,Пано,Полин,Пондьов,Радостка,Рашко,Риана,Ричерд,Скакалка,Софийка,Тигрони,Тихомир,Топчийски,Туфка,Феня,Фимка,Флавия,Флорика,Флорин,Хераклит,Хефестион,Хрисо,Христомир,Христослав,Хубав,Цветков,Чвор,Чочомир,Чуде,Чудомир,Шидер,Щерьо,Ъгленка,Юрдан,Юстиниан,Яко,Янек,Янтар,анета'.split(
      ',',
    ),
  Macedonian:
    'Јадранка,Јован,Ќамилов,Аврамова,Алексо,Антонова,Белковски,Битовска,Блага,Богоја,Борис,Бранко,Гаврилска,Галаба,Горан,Григор,Дафина,Дворчанец,Делјан,Доневска,Драгослав,Иванка,Кодра,Константин,Константинов,Крстев,Крстевски,Крцковска,Куноска,Кушевска,Лахтов,Лахтова,Левенска,Леонид,Македон,Македонска,Манговски,Манев,Марина,Матковски,Мајсторова,Маџиров,Методиј,Милош,Милошевска,Мирослав,Мирче,Мичо,Надежда,Наневска,Ненад,Неткова,Никушева,Павловска,Пајтонџиева,Пендовска,Петковска,Петре,Петровски,Подгорец,Полјански,Попов,Радическа,Ристо,Ристовска,Ристоски,Сариевска,Сашко,Серафимовски,Славенски,Снежана,Сончица,Спаса,Спасеновска,Спиров,Спировска,Стефанов,Стоилко,Татјана,Тихомир,Тофоска,Фирфова,Цветанка,Цеков,Ценева,Чевревски,Чедо,Чемерски,Чучков,Шаревска'.split(
      ',',
    ),
  Russian:
    'Абрамович,Адам,Алексеева,Ананий,Андреевна,Антонова,Артемьев,Артемьева,Архиповна,Аскольд,Афиноген,Белозерова,Бенедиктович,Борис,Борисович,Вадимовна,Валерианович,Валерьян,Васильевна,Вениамин,Владислав,Воронцова,Всеволодович,Гаврила,Гаврилова,Горшков,Дементьева,Демьян,Дорофеева,Дорофеевич,Егор,Елисеева,Ефимовна,Ефремова,Зиновьева,Зыков,Игнатий,Игоревич,Казимир,Кира,Коновалова,Кононов,Константин,Константинов,Константиновна,Кузьма,Куприян,Леонид,Мамонтова,Марина,Мироновна,Мирослав,Модест,Моисеев,Моисей,Мухин,Надежда,Никифоров,Никифорова,Никонов,Нонна,Оскаровна,Павловна,Пелагея,Поляков,Пономарев,Попов,Радим,Рогова,Родионов,Рожкова,Романова,Самойлова,Сидоров,Силантий,Сильвестр,Сорокин,Суворов,Суханова,Тарасовна,Тихонович,Третьякова,Трофим,Филиппович,Фирс,Цветков,Ширяева,Эдгардович,Эммануил,Юдина'.split(
      ',',
    ),
  Ukrainian:
    'Євген,Єремій,Ізяславівна,Адам,Адамович,Альбіна,Анатолій,Аскольд,Афанасія,Балабуха,Балицька,Бамбула,Бердник,Бондаренко,Борис,Борисович,Борисівна,Братослав,Броніслава,Біляна,Велемир,Владислав,Всеволодович,Віктор,Вікторович,Гаврилівна,Гарнослав,Гарун,Глинський,Горислав,Дмитрович,Добромир,Дурдинець,Зборислав,Зиновійович,Зоремир,Компанієць,Корнійович,Корніївна,Коцюбинський,Ксенія,Кузьма,Купава,Левадовська,Майстренко,Маковецький,Максимівна,Марина,Матвіївна,Мечислава,Микитович,Мирослав,Мокрина,Мстиславівна,Назарій,Несторович,Ногачевська,Олексій,Олельківна,Олесь,Омелянівна,Павліна,Палажка,Панас,Пелагея,Петрина,Петро,Пилипівна,Радим,Радослава,Ратимир,Родіон,Родіонович,Романишина,Сплюха,Сідлецький,Сірко,Тамара,Тарасівна,Тимофій,Тихонович,Ткаченко,Хитрово,Цимбалістий,Чорнота,Юліан,Юліанна,Юрчишин,Юрчишина,Яловий'.split(
      ',',
    ),
  Greek:
    'Αγγελίδης,Αγγελίδου,Αγγελοπούλου,Αγγελόπουλος,Αθανασιάδης,Ακρίδας,Αλαφούζος,Αλεβιζόπουλος,Αλεξάνδρου,Αλεξίου,Αλεξανδρα,Αλεξιάδης,Αλεξόπουλος,Αναγνωστάκης,Αναστάσιος,Αναστασιάδης,Αντωνιάδης,Αρβανίτης,Αργυριάδης,Αριστείδης,Ασπάσιος,Βενιζέλος,Βιτάλης,Βουγιουκλάκης,Γαλάνη,Γεωργίου,Γεωργια,Γιαννόπουλος,Γούσιος,Γρηγόριος,Δασκαλόπουλος,Δεσποινα,Δεσποτόπουλος,Δημήτρης,Δημαράς,Δημητρίου,Διονύσιος,Δοξαράς,Δράκος,Ελευθέριος,Ελευθερίου,Ελευθεριάδης,Ευστάθιος,Ευταξίας,Ζάππας,Ζαΐμης,Ζωγράφου,Θεόδωρος,Καζαντζής,Κακριδής,Καλλιγάς,Κανακάρης-Ρούφος,Καρράς,Κολιάτσος,Κοντόσταυλος,Κορομηλάς,Κουντουριώτης,Κούνδουρος,Κυπραίος,Κωνσταντόπουλος,Λαγός,Λαμέρας,Λεωνίδας,Λιάπης,Λούλης,Λούπης,Λύτρας,Μήτζου,Μακρή,Μαλαξός,Μανωλάς,Μαρια,Μαρκόπουλος,Μελετόπουλος,Μιαούλης,Μοσχοβάκης,Μπλέτσας,Μπουκουβαλαίοι,Οικονόμου,Παπάγος,Παπαδόπουλος,Παπανικολάου,Παπαντωνίου,Παπαστεφάνου,Παππάς,Παρασκευη,Σπύρος,Σταυρουλα,Χαράλαμπος,Χρήστος'.split(
      ',',
    ),
  Hebrew:
    'אביבי,אביגור,אבינר,אבינרי,אביעזר,אבירן,אבן צור,אבנרי,אהוד,אופירה,אוריאל,אוריון,אילני,אלרועי,אנאבל,ארזי,ארתור,אשרת,בן ברוך,בן דוד,בן ציון,בן שמחון,בנטוב,בר אור,ברהלל,ברית,גבאי,גוון,גוני,גונן,גורן,גלרון,גנור,גפני,דקל,דרומי,דשא,הגר,הילה,הראל,זבולון,זורע,זמרי,חן,חנית,יהלי,יחזקאל,ימיני,יניב,יערי,יריב,ירקוני,כנען,לאה,לאור,לי,ליה,מאיה,מורשת,מזר,מיקה,משעני,נוי,נסים,נתיב,נתנאל,עודד,עופרים,עזוז,עמיחי,ענבל,ענת,ערמון,פלא,פניני,צפריר,קם,קמה,רווה,רמז,שורק,שושן,שחור,שיראל,שמואלי,שקדי,שרית,תאנה,תומר,תמרי'.split(
      ',',
    ),
  Arabic:
    'أركان,أنس,اروي,العلايمي,العواني,القاسم,القلال,القلشاني,المدقي,المنيف,النفير,بدر,بركات,بلبل,بن عبد السلام,بن عبدالله,توفيق,جلال,جميل,حافظ,حامد,حسن,حسني,حلمي,حمزة,حمودة,خباب,خلدون,خنفير,رؤوف,رائف,راشد,ربيع,رجب,رشيد,ريم,سرحان,سعيد,سلمان,سليم,شمس الدين,شهاب,صادق,صبري,صفوان,عباس,عبد الله,عرفات,عزيز,علاء,علوي,عمر,عنود,عنون,عوضية,غازي,غسان,غفار,فارس,فتحي,فهد,فواز,فوزي,قاسم,كرم,مبارك,مبروك,مجدي,مجيد,محفوظ,مختار,مستعين,مطيع,معاذ,منصف,مهيب,نادر,نزار,نصر,نعمان,نهاد,نور الدين,نوف,نوفل,هذيل,وسام,وسيم,ياسين,يافع,يامن'.split(
      ',',
    ),
  Persian:
    'آزرمدخت,آنیتا,اردوان,ارمغان,ارنواز,افشین,اهورا,ایران,بارمان,باپوک,بختیار,جواد,حسن,دانوش,دل انگیز,دلبند,رامین,رخسار,رخشنده,رهام,روشنک,زادبخت,زینب,سام,ساینا,ستی,سوزان,سومار,سپند,سیمدخت,سیمین,شاهپور,شاهین,شب بو,شهاب,شهرام,شکوه,شیدا,طوس,علی‌زمانی,غزاله,فرامرز,فربد,فردیس,فرزانه,فرنود,فرنیا,فرود,فریماه,لاله رخ,ماه جهان,مجتهدی,مجید,مزدک,مستان,مفتح,ملایری,ملیکا,مهتاب,مهر آرا,مهران,مهراندخت,مهستی,موحد,موسویان,میردامادی,میرزاده,نادر,نازی,نسرین دخت,نسرین نوش,نهاوندی,نیک بین,نیکدخت,نیکزاد,پرنیا,پریا,پوپک,چهرزاد,کابوک,کهنمویی,کیان,کیاندخت,کیهان,گل,گلباد,گلربا,گهر چهر,یاسمن,یثربی'.split(
      ',',
    ),
  Thai: 'กนิษฐา,กฤศณา,กัญญณภัส,กุลภัสสรณ์,ขวัญเนตร,จิรสุดา,จีระนันท์,ชลลดา,ชัยณัฎฐ์,ชไมพร,ญานิกา,ฐิตินันท์,ณฐพร,ณัฎฐกร,ณัฏฐ์รดา,ณิชย์ฐกานต์,ทัดดาว,ธนภัทร์,ธนากร,ธัญญา,ธัญยาเรศ,ธาดารัตน์,ธีทัชฐ์,ธีรธรรม,นนทพร,นภิศรา,นราวิชญ์,นฤทธิ์สุนทร,นวพรรณ,นิยม,นิลยา,นิสรา,บางกระโทก,บางพิมาย,บุญนพ,ประกาศิต,ปานทิพย์,ปาพจน์,พงศ์ศักดิ์,พณทรรศ,พัชทนัน,พิชญะ,พิมพ์ตินันท์,พีรพงษ์,พีรยุทธ,พีระพล,พุธธิญา,ฟารานัส,ภัคเปมิกา,ภิญญดา,มณฑิตา,มาลีวรรณ,รณกฤต,รังสิยาภรณ์,รัตติกาล,วรากร,วัชรี,วันเพ็ญ,วานี,วิไลลักษณ์,ศรสุดา,ศศิมา,ศศิวมล,ศุภวิชญ์,สมัชญา,สรยุทธ,สลินทิพย์,สายฝน,สุทธิภาคย์,สุทธิศักดิ์,สุพิตรา,สุภาวดี,สุรวิชญ์,สุรเชษฐ,สุวนันต์,สุวรรณรัตน์,หยูด้วง,อติกานต์,อัคคเดนาย,อิลมี,อิศราภรณ์,เกตุนอก,เกศสุดา,เกษมสุข,เจนจิรา,เทิบค้างพลู,เมทนี,เหน่ง,แซ่ตั้ง,แซ่หลี่'.split(
    ',',
  ),
  Japanese:
    'きよ,ヨシ,一郎,三木,今井,今村,佐久間,健一,健太,優花,児玉,剛,勝子,北原,千代子,古川,吉岡,向井,和也,啓子,塚本,多田,大塚,大槻,大翔,天野,奧田,孝子,宇野,宮原,宮城,宮田,小川,小林,小池,山川,川上,工藤,彩花,徹,心優,心春,恵美,愛,成美,手塚,拓哉,新,早川,明美,未来,松井,松山,柳沢,根本,森下,森田,楓,河原,河村,浩一,清水,渡辺,渡部,片岡,田村,石田,福井,福原,秀雄,稲葉,竜也,篠原,篠田,美羽,翔平,茜,葵,西村,谷,達也,長沢,陽斗,雄大,青山,青木,馬場,高松,高橋,高野'.split(
      ',',
    ),
  Korean:
    '간,강현,공,금,나경,나은,다솜,다희,도,도윤,도은,도훈,도희,동우,맹,민,민규,민기,민수,박,방,백,범준,변,별,서준,서호,세훈,소민,소현,손,수민,수호,승주,승찬,승환,시아,시준,시현,아윤,아진,어,여준,연우,예담,예림,예빈,예성,예슬,예인,옥,용,우빈,원우,유,유리,유은,유준,윤건,윤서,윤진,은성,이안,이한,인,재민,재은,정빈,정윤,정훈,제인,주아,주연,준석,지연,진호,채아,태린,태이,태하,태환,편,표,한결,허,현민,혜원,혜윤,황,효원'.split(
      ',',
    ),
  'Simplified Chinese':
    '万佳,丹,任,余,健柏,凯瑞,刚,吕,君浩,呈轩,周,嘉懿,国强,国良,国辉,夏,奕泽,孙,宇轩,安琪,尉迟,展鹏,帅,常,庄,康,弘文,彬,志泽,思聪,慧,敏,文韬,方,明,智宸,朱,李,林,柳,柴,梓涵,楷瑞,殷,民,江,沐宸,泽洋,洪,浩然,涛,炫明,熙瑶,玉英,琪,瑜,瑞霖,瑾瑜,申,皇甫,祁,祝,秀兰,秦,立轩,立辉,紫林,红,美方,耀杰,耿,肖,致远,苡沫,范,茗泽,荣轩,越泽,远航,钱,阳,雅鑫,雨泽,雯静,静,韩,风华,魏,鹏涛,黎昕'.split(
      ',',
    ),
  'Traditional Chinese':
    '丁,任,修潔,偉宸,健柏,博文,博濤,君浩,唐,嘉懿,嚴,夏,天磊,子軒,子默,展鵬,建輝,弘文,志強,懿軒,擎蒼,文博,方,於,旭堯,昊然,明哲,明杰,晉鵬,智宸,智輝,曉嘯,曹,朱,李,林,楷瑞,榮軒,武,段,江,洪,浩然,澤洋,炎彬,炫明,煜城,熠彤,燁偉,燁磊,燁華,瑞霖,瑾瑜,睿淵,秦,立果,立誠,立輝,笑愚,紹輝,聰健,蔡,蕭,蘇,袁,許,賀,賴,越澤,遠航,邱,鄧,鄭,金,金鑫,鈺軒,鑫鵬,閻,陸,雨澤,靖琪,韋,風華,馬,魏,鴻煊,鵬濤,鵬煊,黎昕,龍'.split(
      ',',
    ),
};
