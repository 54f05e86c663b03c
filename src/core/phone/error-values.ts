import { isEmptyCell } from '../messages/template.ts';

// What spreadsheets write where a formula failed, beyond those a template takes as empty: Excel's newer ones, Google's, and the
// spellings of Excel in German, French, Spanish, Dutch, Italian, Portuguese, Polish, Danish, Norwegian, Swedish and Russian.
const further = new Set(
  `#SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! #UNKNOWN! #GETTING_DATA #ERROR!
  #NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK!
  #VALEUR! #NOM? #NOMBRE! #NUL! #PROPAGATION! #EPARS!
  #N/D #¡REF! #¡VALOR! #¿NOMBRE? #¡DIV/0! #¡NUM! #¡NULO! #¡CALC! #¡DESBORDAMIENTO! #DESBORDAMIENTO!
  #N/B #VERW! #WAARDE! #NAAM? #DEEL/0! #GETAL! #LEEG! #OVERLOOP!
  #RIF! #VALORE! #NOME? #NULLO! #ESPANSIONE!
  #VALOR! #NÚM! #NULO! #DESPEJAR!
  #N/D! #ADR! #ARG! #NAZWA? #DZIEL/0! #LICZBA! #ZERO!
  #I/T #REFERENCE! #VÆRDI! #NAVN? #DIVISION/0!
  #VERDI!
  #SAKNAS! #REFERENS! #VÄRDEFEL! #NAMN? #OGILTIGT! #SKÄRNING!
  #Н/Д #ССЫЛКА! #ЗНАЧ! #ИМЯ? #ДЕЛ/0! #ЧИСЛО! #ПУСТО!`.split(/\s+/),
);

/** Whether a cell holds nothing but a spreadsheet's error value (`#N/A`, `#VERW!`), outer blanks aside. As written: capitals. */
export function isErrorValue(cell: string): boolean {
  const value = cell.trim();
  return value.charCodeAt(0) === 0x23 && (further.has(value) || isEmptyCell(value));
}
