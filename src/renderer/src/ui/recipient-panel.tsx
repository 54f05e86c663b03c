import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecipientView } from '#contract/campaigns.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { DoubtDecision, RecipientState } from '#core/outbox/states.ts';
import { AttemptList } from './attempt-list.tsx';
import { formatDayTime } from './numbers.ts';
import { PhoneText } from './phone-number.tsx';
import classes from './recipient-panel.module.css';
import { StatePill } from './state-pill.tsx';
import { useEscape } from './use-escape.ts';

interface RecipientPanelProps {
  readonly campaign: CampaignId;
  readonly recipient: RecipientView;
  readonly onClose: () => void;
  /** Given where a person may decide about someone in doubt. */
  readonly onResolve?: (how: DoubtDecision) => void;
}

/** States whose words are the service's own; of all others Slipway says what it observed. */
const saidByService: readonly RecipientState[] = ['accepted', 'rejected', 'delivered', 'undelivered'];

/** One person's message: what they read, what became of it, and for someone in doubt, the decision. */
export function RecipientPanel({ campaign, recipient, onClose, onResolve }: RecipientPanelProps) {
  const { t } = useTranslation('common');
  const { name, phone, text, state, words, messageId, at } = recipient;
  useEscape(onClose);
  return (
    <section className={classes.panel} aria-label={name === '' ? phone : name}>
      <header className={classes.header}>
        <div className={classes.names}>
          <h2 className={classes.name}>{name === '' ? <PhoneText phone={phone} /> : name}</h2>
          {name !== '' && <PhoneText phone={phone} />}
        </div>
        <CloseButton aria-label={t('close')} onClick={onClose} />
      </header>
      <div className={classes.body}>
        <div className={classes.state}>
          <StatePill state={state} />
          <span>{t(`stateHint.${state}`)}.</span>
        </div>
        {words !== null && words !== '' && (
          <dl className={classes.fact}>
            <dt>{t(saidByService.includes(state) ? 'recipient.words' : 'recipient.observed')}</dt>
            <dd>{words}</dd>
          </dl>
        )}
        <div className={classes.bubble} dir="auto">
          {text}
        </div>
        {messageId !== null && (
          <dl className={classes.fact}>
            <dt>{t('recipient.messageId')}</dt>
            <dd className={classes.id}>{messageId}</dd>
          </dl>
        )}
        {at !== null && (
          <dl className={classes.fact}>
            <dt>{t('recipient.when')}</dt>
            <dd>{formatDayTime(at)}</dd>
          </dl>
        )}
        <AttemptList key={`${recipient.id} ${state}`} campaign={campaign} recipient={recipient.id} />
        {state === 'marked_sent' && onResolve !== undefined && (
          <div className={classes.decide}>
            <Button size="xs" variant="default" onClick={() => onResolve('reopen')}>
              {t('recipient.reopen')}
            </Button>
          </div>
        )}
        {state === 'in_doubt' && onResolve !== undefined && (
          <div className={classes.decide}>
            <p>{t('recipient.doubtQuestion')}</p>
            <div className={classes.buttons}>
              <Button size="xs" variant="default" onClick={() => onResolve('went')}>
                {t('recipient.went')}
              </Button>
              <Button size="xs" variant="default" onClick={() => onResolve('again')}>
                {t('recipient.again')}
              </Button>
            </div>
          </div>
        )}
      </div>
    </section>
  );
}
