import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconChecks,
  IconCircleX,
  IconClock,
  IconHourglassOff,
  IconLock,
  IconPencil,
  IconPlayerPause,
  IconPlayerStop,
  IconSend,
  IconUserCheck,
  IconUserOff,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignState } from '#core/campaigns/campaign.ts';
import type { RecipientState } from '#core/outbox/states.ts';
import classes from './state-pill.module.css';

export type Tone = 'ok' | 'info' | 'bad' | 'doubt' | 'wait' | 'accent' | 'orange';
type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

const recipient: Readonly<Record<RecipientState, { readonly tone: Tone; readonly icon: Icon }>> = {
  queued: { tone: 'wait', icon: IconClock },
  sending: { tone: 'wait', icon: IconSend },
  accepted: { tone: 'info', icon: IconCheck },
  delivered: { tone: 'ok', icon: IconChecks },
  undelivered: { tone: 'bad', icon: IconCircleX },
  rejected: { tone: 'bad', icon: IconBan },
  in_doubt: { tone: 'doubt', icon: IconAlertTriangle },
  marked_sent: { tone: 'doubt', icon: IconUserCheck },
  cancelled: { tone: 'wait', icon: IconPlayerStop },
  expired: { tone: 'wait', icon: IconHourglassOff },
  suppressed: { tone: 'wait', icon: IconUserOff },
};

const campaign: Readonly<Record<CampaignState, { readonly tone: Tone; readonly icon: Icon }>> = {
  draft: { tone: 'wait', icon: IconPencil },
  sealed: { tone: 'accent', icon: IconLock },
  scheduled: { tone: 'accent', icon: IconClock },
  running: { tone: 'info', icon: IconSend },
  paused: { tone: 'doubt', icon: IconPlayerPause },
  finished: { tone: 'ok', icon: IconCheck },
  cancelled: { tone: 'wait', icon: IconPlayerStop },
};

/** The tone of a recipient's state: for bars and charts that stand beside its pill. */
export function toneOf(state: RecipientState): Tone {
  return recipient[state].tone;
}

/** Any word in a state's colours. */
export function Pill({ tone, icon: Icon, children }: { tone: Tone; icon?: Icon; children: React.ReactNode }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {Icon !== undefined && <Icon size={13} stroke={2} aria-hidden />}
      {children}
    </span>
  );
}

/** One recipient's state: word, icon and colour. */
export function StatePill({ state, label }: { readonly state: RecipientState; readonly label?: string }) {
  const { t } = useTranslation();
  const { tone, icon } = recipient[state];
  return (
    <Pill tone={tone} icon={icon}>
      {label ?? t(`state.${state}`)}
    </Pill>
  );
}

export function CampaignPill({ state }: { readonly state: CampaignState }) {
  const { t } = useTranslation();
  const { tone, icon } = campaign[state];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`campaignState.${state}`)}
    </Pill>
  );
}
