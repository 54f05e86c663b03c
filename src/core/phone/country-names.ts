/** ISO 3166-1: alpha-3 and alpha-2 of each country and territory that has phone numbers, five letters each. */
const pairs = `AFGAF ALBAL DZADZ ASMAS ANDAD AGOAO AIAAI ATGAG ARGAR ARMAM ABWAW AUSAU AUTAT AZEAZ BHSBS BHRBH BGDBD BRBBB BLRBY BELBE
  BLZBZ BENBJ BMUBM BTNBT BOLBO BESBQ BIHBA BWABW BRABR IOTIO BRNBN BGRBG BFABF BDIBI CPVCV KHMKH CMRCM CANCA CYMKY CAFCF TCDTD
  CHLCL CHNCN CXRCX CCKCC COLCO COMKM COGCG CODCD COKCK CRICR CIVCI HRVHR CUBCU CUWCW CYPCY CZECZ DNKDK DJIDJ DMADM DOMDO ECUEC
  EGYEG SLVSV GNQGQ ERIER ESTEE SWZSZ ETHET FLKFK FROFO FJIFJ FINFI FRAFR GUFGF PYFPF GABGA GMBGM GEOGE DEUDE GHAGH GIBGI GRCGR
  GRLGL GRDGD GLPGP GUMGU GTMGT GGYGG GINGN GNBGW GUYGY HTIHT VATVA HNDHN HKGHK HUNHU ISLIS INDIN IDNID IRNIR IRQIQ IRLIE IMNIM
  ISRIL ITAIT JAMJM JPNJP JEYJE JORJO KAZKZ KENKE KIRKI PRKKP KORKR KWTKW KGZKG LAOLA LVALV LBNLB LSOLS LBRLR LBYLY LIELI LTULT
  LUXLU MACMO MDGMG MWIMW MYSMY MDVMV MLIML MLTMT MHLMH MTQMQ MRTMR MUSMU MYTYT MEXMX FSMFM MDAMD MCOMC MNGMN MNEME MSRMS MARMA
  MOZMZ MMRMM NAMNA NRUNR NPLNP NLDNL NCLNC NZLNZ NICNI NERNE NGANG NIUNU NFKNF MKDMK MNPMP NORNO OMNOM PAKPK PLWPW PSEPS PANPA
  PNGPG PRYPY PERPE PHLPH POLPL PRTPT PRIPR QATQA REURE ROURO RUSRU RWARW BLMBL SHNSH KNAKN LCALC MAFMF SPMPM VCTVC WSMWS SMRSM
  STPST SAUSA SENSN SRBRS SYCSC SLESL SGPSG SXMSX SVKSK SVNSI SLBSB SOMSO ZAFZA SSDSS ESPES LKALK SDNSD SURSR SJMSJ SWESE CHECH
  SYRSY TWNTW TJKTJ TZATZ THATH TLSTL TGOTG TKLTK TONTO TTOTT TUNTN TURTR TKMTM TCATC TUVTV UGAUG UKRUA AREAE GBRGB USAUS URYUY
  UZBUZ VUTVU VENVE VNMVN VGBVG VIRVI WLFWF ESHEH YEMYE ZMBZM ZWEZW ALAAX XKXXK ASCAC TAATA`;

/** Alpha-2 by alpha-3, capitals. */
export const alpha2ByAlpha3: ReadonlyMap<string, string> = new Map(
  pairs.split(/\s+/).map((pair) => [pair.slice(0, 3), pair.slice(3)]),
);

/**
 * What people write that no list of names has, folded as by `countryOfCell`: short forms, older names, parts of a country, vehicle
 * codes that are no alpha-2 of another country, and ISO's names with a comma.
 */
export const otherNames: Readonly<Record<string, string>> = {
  GB: 'uk greatbritain grootbrittannie verenigdkoninkrijk britain gb england scotland wales northernireland engeland schotland grossbritannien grossebritannien angleterre granbretana granbretagna inghilterra inglaterra gbr unitedkingdomofgreatbritainandnorthernireland',
  US: 'usa us unitedstatesofamerica america amerika theunitedstates vereinigtestaatenvonamerika vereinigdestatenvanamerika verenigdestatenvanamerika etatsunisdamerique estadosunidosdeamerica eeuu eua vs vsa amerique eluu',
  NL: 'holland hollande holanda olanda nederlanden kingdomofthenetherlands nederlandland niederlande',
  DE: 'deutschland germany brd frg bundesrepublikdeutschland federalrepublicofgermany duitschland ger',
  CH: 'schweiz suisse svizzera svizra swiss sui',
  AE: 'uae emirates dubai abudhabi vae',
  CZ: 'czechrepublic czechia tschechischerepublik tsjechischerepubliek ceskarepublika republiquetcheque republicacheca repubblicaceca',
  RU: 'russia russianfederation russischefoderation rf rossiya',
  KR: 'korea southkorea republicofkorea korearepublicof rok',
  KP: 'koreademocraticpeoplesrepublicof dprk',
  CN: 'prc peoplesrepublicofchina mainlandchina',
  TW: 'taiwanprovinceofchina republicofchina roc',
  VN: 'vietnam vietnamsocialistrepublic',
  GR: 'el hellas ellada hellenicrepublic',
  IE: 'republicofireland eire irishrepublic ireland',
  SK: 'slovakrepublic slowakischerepublik slowakijen',
  MK: 'macedonia fyrom republicofnorthmacedonia',
  MD: 'moldovarepublicof republicofmoldova',
  IR: 'iranislamicrepublicof persia',
  SY: 'syrianarabrepublic',
  TZ: 'tanzaniaunitedrepublicof unitedrepublicoftanzania',
  BO: 'boliviaplurinationalstateof',
  VE: 'venezuelabolivarianrepublicof',
  LA: 'laopeoplesdemocraticrepublic',
  BN: 'bruneidarussalam',
  CD: 'drc drcongo democraticrepublicofthecongo congothedemocraticrepublicofthe congodemocraticrepublicofthe zaire',
  CG: 'republicofthecongo congobrazzaville',
  CI: 'ivorycoast cotedivoire',
  CV: 'capeverde',
  SZ: 'swaziland',
  MM: 'burma',
  TL: 'easttimor',
  PS: 'palestine palestinestateof stateofpalestine',
  TR: 'turkey turkiye',
  BY: 'belorussia weissrussland witrusland',
  HK: 'hongkong hongkongsarchina',
  MO: 'macau',
  SA: 'ksa',
  NZ: 'aotearoa',
  ZA: 'rsa',
  PH: 'thephilippines',
  GM: 'thegambia',
  BS: 'thebahamas',
  VA: 'vatican holysee vaticancity',
  BA: 'bosnia bih',
  ES: 'espana spain esp',
  BE: 'belgie belgique belgien belgium',
  LU: 'luxemburg',
  AT: 'oesterreich',
  TH: 'ประเทศไทย',
};
