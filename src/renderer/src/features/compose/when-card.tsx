import { Button, Collapse, SegmentedControl, Select, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import dayjs from 'dayjs';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Priority, priorities } from '#core/campaigns/campaign.ts';
import { bothMoments, formatOffset, formatScheduleTime, parseScheduleTime } from '#core/campaigns/schedule.ts';
import { useSession } from '../../app/session.ts';
import { Card } from '../../ui/card.tsx';
import { GroupingField } from './grouping-field.tsx';
import { OptionRow } from './option-row.tsx';
import { useCompose } from './store.ts';
import classes from './when-card.module.css';

const hour = 3_600_000;
const momentFormat = 'ddd D MMM YYYY, HH:mm';

export function WhenCard() {
  const { t } = useTranslation('compose');
  const plan = useCompose((store) => store.plan);
  const { change } = useCompose.getState();
  const [more, setMore] = useState(false);
  const panel = useId();
  if (plan === null) return null;
  const later = plan.scheduleAt !== null;

  return (
    <Card
      title={t('when.title')}
      aside={
        <Button
          size="xs"
          variant="subtle"
          aria-expanded={more}
          aria-controls={panel}
          rightSection={
            <IconChevronDown size={16} stroke={1.75} className={classes.chevron} data-open={more || undefined} />
          }
          onClick={() => setMore(!more)}
        >
          {t('when.options')}
        </Button>
      }
    >
      <div className={classes.rows}>
        <OptionRow label={t('when.send')}>
          <SegmentedControl
            size="xs"
            aria-label={t('when.send')}
            value={later ? 'later' : 'now'}
            data={[
              { value: 'now', label: t('when.now') },
              { value: 'later', label: t('when.later') },
            ]}
            onChange={(value) => change({ scheduleAt: value === 'later' ? nextMorning(plan.zone) : null })}
          />
          {later && (
            <Moment label={t('when.at')} at={plan.scheduleAt} onChange={(scheduleAt) => change({ scheduleAt })} />
          )}
        </OptionRow>
        {later && (
          <OptionRow
            label={t('when.holder')}
            hint={plan.scheduleBy === 'app' ? t('when.appHint') : t('when.serviceHint', { zone: plan.zone })}
          >
            <SegmentedControl
              size="xs"
              aria-label={t('when.holder')}
              value={plan.scheduleBy}
              data={[
                { value: 'app', label: t('when.app') },
                { value: 'service', label: t('when.service') },
              ]}
              onChange={(value) => change({ scheduleBy: value as 'app' | 'service' })}
            />
          </OptionRow>
        )}
      </div>
      <Collapse expanded={more} transitionDuration={140} id={panel}>
        <div className={classes.more}>
          <BestBefore />
          <PriorityChoice />
          <GroupingField />
          <Dlt />
          <AccountChoice />
        </div>
      </Collapse>
    </Card>
  );
}

interface MomentProps {
  readonly label: string;
  readonly at: number | null;
  readonly onChange: (at: number) => void;
}

/** A date and time on this computer's clock, its zone named, because a list may span several. */
function Moment({ label, at, onChange }: MomentProps) {
  const { t } = useTranslation('compose');
  const zone = useCompose((store) => store.plan?.zone ?? 'UTC');
  const past = at !== null && at < Date.now();
  const value = at === null ? null : `${formatScheduleTime(at, zone)}:00`;
  return (
    <div className={classes.moment}>
      <DateTimePicker
        // The name holds what is written on the button: people who speak to their computer say what they see.
        aria-label={value === null ? label : `${label}: ${dayjs(value).format(momentFormat)}`}
        w={240}
        // Red is the colour of what was rejected, not of Sundays.
        weekendDays={[]}
        valueFormat={momentFormat}
        leftSection={<IconCalendar size={16} stroke={1.75} aria-hidden />}
        minDate={formatScheduleTime(Date.now(), zone).slice(0, 10)}
        value={value}
        error={past}
        onChange={(chosen) => {
          const read = chosen === null ? null : parseScheduleTime(chosen, zone, 0);
          if (read?.ok === true) onChange(read.value);
        }}
      />
      <span className={classes.zone} data-past={past || undefined}>
        {past ? t('when.passed') : t('when.zone', { zone: cityOf(zone) })}
      </span>
      {at !== null && <WhichMoment at={at} zone={zone} onChange={onChange} />}
    </div>
  );
}

/** A choice between the two moments of a local time that comes twice at the end of summer time; nothing for any other time. */
function WhichMoment({
  at,
  zone,
  onChange,
}: Omit<MomentProps, 'label' | 'at'> & { readonly at: number; readonly zone: string }) {
  const { t } = useTranslation('compose');
  const both = bothMoments(at, zone);
  if (both === null) return null;
  return (
    <div className={classes.twice}>
      <span>{t('when.twice')}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('when.twice')}
        value={String(at < both.second ? both.first : both.second)}
        data={[
          { value: String(both.first), label: t('when.first', { offset: formatOffset(both.first, zone) }) },
          { value: String(both.second), label: t('when.second', { offset: formatOffset(both.second, zone) }) },
        ]}
        onChange={(value) => onChange(Number(value))}
      />
    </div>
  );
}

function BestBefore() {
  const { t } = useTranslation('compose');
  const bestBefore = useCompose((store) => store.plan?.bestBefore ?? null);
  const scheduleAt = useCompose((store) => store.plan?.scheduleAt ?? null);
  const change = useCompose((store) => store.change);
  return (
    <OptionRow label={t('when.bestBefore')} hint={t('when.bestBeforeHint')}>
      <SegmentedControl
        size="xs"
        aria-label={t('when.bestBefore')}
        value={bestBefore === null ? 'none' : 'until'}
        data={[
          { value: 'none', label: t('when.noEnd') },
          { value: 'until', label: t('when.until') },
        ]}
        onChange={(value) => change({ bestBefore: value === 'none' ? null : (scheduleAt ?? Date.now()) + 9 * hour })}
      />
      {bestBefore !== null && (
        <Moment label={t('when.bestBefore')} at={bestBefore} onChange={(at) => change({ bestBefore: at })} />
      )}
    </OptionRow>
  );
}

function PriorityChoice() {
  const { t } = useTranslation('compose');
  const priority = useCompose((store) => store.plan?.priority ?? 'normal');
  const change = useCompose((store) => store.change);
  return (
    <OptionRow label={t('when.priority')} hint={t('when.priorityHint')}>
      <SegmentedControl
        size="xs"
        aria-label={t('when.priority')}
        value={priority}
        data={priorities.map((value) => ({ value, label: t(`when.priorities.${value}`) }))}
        onChange={(value) => change({ priority: value as Priority })}
      />
    </OptionRow>
  );
}

function Dlt() {
  const { t } = useTranslation('compose');
  const id = useCompose((store) => store.plan?.dltTemplateId ?? '');
  const change = useCompose((store) => store.change);
  return (
    <OptionRow label={t('when.dlt')} hint={t('when.dltHint')}>
      <TextInput
        w={260}
        aria-label={t('when.dlt')}
        value={id}
        spellCheck={false}
        onChange={(event) => change({ dltTemplateId: event.currentTarget.value.trim() || null })}
      />
    </OptionRow>
  );
}

function AccountChoice() {
  const { t } = useTranslation('compose');
  const accounts = useSession((session) => session.accounts);
  const id = useCompose((store) => store.plan?.accountId);
  const change = useCompose((store) => store.change);
  if (accounts.length < 2) return null;
  return (
    <OptionRow label={t('when.account')}>
      <Select
        w={260}
        aria-label={t('when.account')}
        data={accounts.map((account) => ({ value: String(account.id), label: account.name }))}
        value={id === undefined ? null : String(id)}
        allowDeselect={false}
        onChange={(value) => {
          const account = accounts.find((one) => String(one.id) === value);
          if (account !== undefined) change({ accountId: account.id });
        }}
      />
    </OptionRow>
  );
}

/** Tomorrow at nine, on the clock of this zone. */
function nextMorning(zone: string): number {
  const day = formatScheduleTime(Date.now() + 24 * hour, zone).slice(0, 10);
  const read = parseScheduleTime(`${day} 09:00`, zone, 0);
  return read.ok ? read.value : Date.now() + 24 * hour;
}

/** "Europe/Amsterdam" → "Amsterdam". */
function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
