import { useTranslation } from 'react-i18next';
import type { CampaignView, DraftPreview } from '#contract/campaigns.ts';
import { useSession } from '../../app/session.ts';
import { Card } from '../../ui/card.tsx';
import { KeyFigure } from '../../ui/key-figure.tsx';
import { Note } from '../../ui/note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { useSpanWords } from '../../ui/relative-time.tsx';
import classes from './check-summary.module.css';

interface CheckSummaryProps {
  readonly campaign: CampaignView;
  readonly preview: DraftPreview;
  readonly blocked: boolean;
}

/** The numbers behind the button: what goes out, what it takes, and one text as it will be read. */
export function CheckSummary({ campaign, preview, blocked }: CheckSummaryProps) {
  const { t } = useTranslation('compose');
  const span = useSpanWords();
  const account = useSession(({ accounts }) => accounts.find(({ id }) => id === campaign.accountId));
  const rate = campaign.ratePerSecond ?? account?.ratePerSecond ?? null;
  const left = preview.skipped.duplicate + preview.skipped.suppressed + preview.skipped.invalid;
  return (
    <div className={classes.stack}>
      <Card title={t('checking.summary')}>
        <div className={classes.figures}>
          <KeyFigure label={t('checking.people')} value={formatNumber(preview.people)} />
          {campaign.kind === 'sms' && preview.segments.total > 0 && (
            <Line
              label={t('checking.segments')}
              value={formatNumber(preview.segments.total)}
              hint={t('checking.segmentsHint', { longest: preview.segments.longest })}
            />
          )}
          <Line label={t('checking.requests')} value={formatNumber(preview.requests)} />
          {rate !== null && preview.requests > 0 && (
            <Line
              label={t('checking.span')}
              value={span(Math.max(1, preview.requests / rate))}
              hint={t('checking.spanHint', { rate })}
            />
          )}
          {left > 0 && (
            <Line
              label={t('checking.leftOut')}
              value={formatNumber(left)}
              hint={t('checking.leftOutHint', preview.skipped)}
            />
          )}
        </div>
      </Card>
      {blocked && <Note tone="bad">{t('checking.mendFirst')}</Note>}
    </div>
  );
}

function Line({ label, value, hint }: { readonly label: string; readonly value: string; readonly hint?: string }) {
  return (
    <div className={classes.line}>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{value}</span>
      {hint !== undefined && <span className={classes.hint}>{hint}</span>}
    </div>
  );
}
