import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDeviceMobile, IconHelpCircle, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftPreview } from '#contract/campaigns.ts';
import { type StandardName, standardNames } from '#core/messages/row-reader.ts';
import { countSegments } from '#core/messages/segments.ts';
import { Card } from '../../ui/card.tsx';
import { formatDayTime } from '../../ui/numbers.ts';
import { PhoneText } from '../../ui/phone-number.tsx';
import classes from './preview-card.module.css';
import { useCompose } from './store.ts';
import { TestSend } from './test-send.tsx';
import { type Sample, useSample } from './use-sample.ts';

/** What real people will read, on something shaped like a phone, longest text first. */
export function PreviewCard() {
  const { t } = useTranslation(['compose', 'common']);
  const [at, setAt] = useState(0);
  const [testing, setTesting] = useState(false);
  const preview = useCompose((store) => store.preview);
  const template = useCompose((store) => store.plan?.template ?? '');
  const total = preview?.samples.length ?? 0;
  const index = Math.min(at, Math.max(0, total - 1));
  const sample = useSample(index);
  const shows = sample !== null && template !== '';

  return (
    <div className={classes.sticky}>
      <Card
        quiet
        title={shows ? t('preview.title', { name: firstName(sample, t('preview.someone')) }) : t('preview.titleNone')}
        aside={shows ? t('preview.position', { at: index + 1, total: preview?.people ?? total }) : undefined}
      >
        <Phone sample={shows ? sample : null} />
        <div className={classes.buttons}>
          <Button
            size="xs"
            variant="default"
            aria-label={t('preview.previous')}
            disabled={!shows || index === 0}
            leftSection={<IconChevronLeft size={16} stroke={1.75} className={classes.turn} />}
            onClick={() => setAt(index - 1)}
          >
            {t('common:previous')}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t('preview.next')}
            disabled={!shows || index >= total - 1}
            rightSection={<IconChevronRight size={16} stroke={1.75} className={classes.turn} />}
            onClick={() => setAt(index + 1)}
          >
            {t('common:next')}
          </Button>
        </div>
        <Button
          className={classes.test}
          size="xs"
          variant="default"
          fullWidth
          disabled={template === ''}
          leftSection={<IconDeviceMobile size={16} stroke={1.75} />}
          onClick={() => setTesting(true)}
        >
          {t('preview.test')}
        </Button>
        {preview !== null && template !== '' && <Missing missing={preview.missing} />}
      </Card>
      <TestSend opened={testing} onClose={() => setTesting(false)} text={sample?.text ?? template} />
    </div>
  );
}

function Phone({ sample }: { readonly sample: Sample | null }) {
  const { t } = useTranslation(['compose', 'common']);
  const sender = useCompose((store) => store.plan?.senderId ?? '');
  const kind = useCompose((store) => store.plan?.kind ?? 'sms');
  const mediaUrl = useCompose((store) => store.plan?.mediaUrl ?? null);
  const scheduleAt = useCompose((store) => store.plan?.scheduleAt ?? null);
  const count = sample === null ? null : countSegments(sample.text);
  // A message that cannot be filled in has no text to show; the fault stands beside the message.
  const empty = sample !== null && sample.text === '' && kind === 'sms';
  return (
    <div className={classes.phone}>
      <div className={classes.glass}>
        <div className={classes.head}>
          <strong>{sender === '' ? '—' : sender}</strong>
          <span>{scheduleAt === null ? t('preview.now') : formatDayTime(scheduleAt)}</span>
        </div>
        {sample === null ? (
          <p className={classes.waiting}>{t('preview.waiting')}</p>
        ) : empty ? null : (
          <div className={classes.bubble} dir="auto">
            {kind === 'mms' && (
              <span className={classes.picture}>
                <IconPhoto size={28} stroke={1.5} aria-hidden />
                {t('preview.picture', { host: hostOf(mediaUrl) })}
              </span>
            )}
            {sample.text}
          </div>
        )}
        {sample !== null && count !== null && !empty && (
          <div className={classes.foot}>
            <span>{t('common:segments', { count: count.segments })}</span>
            <span aria-hidden>·</span>
            <PhoneText phone={sample.phone} />
          </div>
        )}
      </div>
    </div>
  );
}

function Missing({ missing }: { readonly missing: DraftPreview['missing'] }) {
  const { t } = useTranslation('compose');
  if (missing.length === 0) return null;
  return (
    <ul className={classes.missing}>
      {missing.map(({ field: name, people, fallback }) => {
        const field = standardNames.some((standard) => standard === name) ? t(`field.${name as StandardName}`) : name;
        return (
          <li key={name}>
            <IconHelpCircle size={16} stroke={1.75} aria-hidden />
            <span>
              {fallback === null
                ? t('preview.gap', { count: people, field })
                : fallback === ''
                  ? t('preview.blank', { count: people, field })
                  : t('preview.missing', { count: people, field, fallback })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function firstName(sample: Sample, someone: string): string {
  return sample.name.trim().split(/\s+/)[0] || someone;
}

function hostOf(url: string | null): string {
  try {
    return new URL(url ?? '').host;
  } catch {
    return '…';
  }
}
