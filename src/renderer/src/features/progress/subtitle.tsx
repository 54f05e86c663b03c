import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#contract/campaigns.ts';
import { formatDayTime, formatLongDay, formatTime, sameDay } from '../../ui/numbers.ts';
import { useNow, useRelativeTime } from '../../ui/relative-time.tsx';

/** "Started 14:26 · sealed yesterday · SMS, one request per person". */
export function Subtitle({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation('progress');
  const words = useRelativeTime();
  const now = useNow(30_000);
  const { state, scheduleAt, startedAt, sealedAt, zone, kind, recipientsPerRequest } = campaign;
  const ago = words(sealedAt ?? campaign.createdAt, now);
  const how = recipientsPerRequest > 1 ? t('grouped', { count: recipientsPerRequest }) : t('single');
  const moment = () => {
    if (state === 'scheduled' && scheduleAt !== null) {
      const at = `${formatLongDay(scheduleAt)}, ${formatTime(scheduleAt)}`;
      return t('scheduledFor', { at, zone: (zone.split('/').at(-1) ?? zone).replaceAll('_', ' '), ago });
    }
    if (startedAt === null) return t('sealedNotSent', { ago });
    return t('started', { at: sameDay(startedAt, now) ? formatTime(startedAt) : formatDayTime(startedAt, now), ago });
  };
  return `${moment()} · ${t(`kind.${kind}`)}, ${how}`;
}
