import { useTranslation } from 'react-i18next';
import { isNote, isReason, type Problem, type ProblemKey } from './figures.ts';
import { useImport } from './use-import.ts';

/** The words for a kind of rows: its name, why it is so, what to do, and what becomes of it. */
export function useProblemWords() {
  const { t } = useTranslation('importing');
  const onRepeat = useImport((state) => state.onRepeat);
  return {
    nameOf(key: ProblemKey): string {
      if (isReason(key)) return t(`reason.${key}`);
      if (isNote(key)) return t(`note.${key}`);
      return t(`problems.${key}`);
    },
    /** Why it is so; then what the repair does, and what else a person can do. */
    whyOf(key: ProblemKey, { count, repairable }: Pick<Problem, 'count' | 'repairable'>): string {
      const todo: string = isIdle(key) ? '' : t(`problems.todo.${key}`);
      const others =
        repairable > 0 ? t('problems.theRest', { todo: todo.replace(/^./u, (letter) => letter.toLowerCase()) }) : todo;
      const sentences: readonly string[] = [
        t(`problems.why.${key}`),
        repairable > 0 ? t(`problems.repair.${hasRepair(key) ? key : 'other'}`) : '',
        todo === '' || (repairable > 0 && repairable === count) ? '' : others,
      ];
      return sentences.filter((sentence) => sentence !== '').join(' ');
    },
    fateOf({ key, repairable }: Pick<Problem, 'key' | 'repairable'>): string {
      if (key === 'duplicate') {
        return t(
          onRepeat === 'skip' ? 'problems.keepFirst' : onRepeat === 'fill' ? 'problems.fills' : 'problems.updates',
        );
      }
      if (key === 'opted_out') return t('problems.staysOut');
      if (key === 'changes') return t('problems.changed');
      if (!isReason(key)) return t('problems.comesIn');
      return repairable > 0 ? t('problems.canRepair') : t('problems.leftOut');
    },
  };
}

/** Kinds whose repair has words of its own. */
const repairs = [
  'damaged_scientific',
  'damaged_decimal',
  'damaged_apostrophe',
  'damaged_zero',
  'row_shifted',
  'full_number_abroad',
] as const satisfies readonly ProblemKey[];

function hasRepair(key: ProblemKey): key is (typeof repairs)[number] {
  return (repairs as readonly ProblemKey[]).includes(key);
}

/** Kinds about which there is nothing to do. */
const idle = [
  'other_kind',
  'zero_restored',
  'error_value',
  'opted_out',
  'ready',
] as const satisfies readonly ProblemKey[];

function isIdle(key: ProblemKey): key is (typeof idle)[number] {
  return (idle as readonly ProblemKey[]).includes(key);
}
