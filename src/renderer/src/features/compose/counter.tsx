import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countSegments } from '#core/messages/segments.ts';
import classes from './counter.module.css';
import { textWith } from './sample-values.ts';
import { useCompose } from './store.ts';
import { useSample } from './use-sample.ts';

/** "140/201 · 3 segments · UCS-2", for the longest text there is. */
export function Counter() {
  const { t } = useTranslation(['compose', 'common']);
  const template = useCompose((store) => store.plan?.template ?? '');
  const over = useCompose((store) => store.preview?.segments);
  const stale = useCompose((store) => store.previewOf !== store.plan?.template);
  const longest = useSample(0);
  const kind = useCompose((store) => store.plan?.kind ?? 'sms');
  const count = useMemo(() => countSegments(longest?.text ?? textWith(template, null)), [longest, template]);
  const room = count.perSegment * Math.max(1, count.segments);

  // A picture message is not sent in segments, and what it costs is not told by them.
  if (kind === 'mms') {
    return (
      <div className={classes.counter}>
        <span role="status" className={classes.figures}>
          {t('counter.characters', { count: [...(longest?.text ?? textWith(template, null))].length })}
        </span>
      </div>
    );
  }
  return (
    <div className={classes.counter}>
      <span role="status" className={classes.figures}>
        <strong>{t('counter.units', { used: count.units, room })}</strong>
        {' · '}
        <strong>{t('common:segments', { count: count.segments })}</strong>
        {' · '}
        {count.encoding}
      </span>
      <span className={classes.about}>
        {longest === null
          ? t('counter.template')
          : over === undefined || stale || over.shortest === over.longest
            ? t('counter.longest')
            : t('counter.shortest', { shortest: over.shortest })}
      </span>
      {over !== undefined && over.total > 0 && (
        <span className={classes.total} data-stale={stale || undefined}>
          {t('counter.total', { count: over.total })}
        </span>
      )}
    </div>
  );
}
