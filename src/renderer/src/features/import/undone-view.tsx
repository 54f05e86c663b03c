import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import type { Tone } from '../../ui/state-pill.tsx';
import { Outcome } from './outcome.tsx';
import type { UndoOutcome } from './state.ts';
import classes from './undone-view.module.css';

const kinds = ['reverted', 'keptEdited', 'keptMessaged', 'gone'] as const;
const tones: Readonly<Record<(typeof kinds)[number], Tone>> = {
  reverted: 'ok',
  keptEdited: 'info',
  keptMessaged: 'doubt',
  gone: 'wait',
};

interface UndoneViewProps {
  readonly undone: UndoOutcome;
  readonly fileName: string;
}

/** What became of the people an import wrote, after it was taken back. */
export function UndoneView({ undone, fileName }: UndoneViewProps) {
  const { t } = useTranslation('importing');
  const total = kinds.reduce((sum, kind) => sum + undone[kind], 0);
  const shown = kinds.filter((kind) => kind !== 'gone' || undone.gone > 0);
  return (
    <>
      <Outcome
        figure={undone.reverted}
        headline={t('undo.headline', { count: undone.reverted, fileName })}
        sum={t('undo.of', { count: total })}
        total={total}
        parts={shown.map((kind) => ({
          id: kind,
          label: t(`undo.outcome.${kind}`),
          value: undone[kind],
          tone: tones[kind],
        }))}
      />
      <Card title={t('undo.whatTitle')} padded={false}>
        <ul className={classes.list}>
          {shown
            .filter((kind) => undone[kind] > 0)
            .map((kind) => (
              <li key={kind}>
                <span className={classes.count}>{formatNumber(undone[kind])}</span>
                <span>
                  <strong>{t(`undo.outcome.${kind}`)}.</strong> {t(`undo.explain.${kind}`)}
                </span>
              </li>
            ))}
        </ul>
      </Card>
    </>
  );
}
