import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ContactDetail } from '#contract/contacts.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatePill } from '../../ui/state-pill.tsx';
import historyClasses from './contact-history.module.css';
import classes from './contact-panel.module.css';

/** The contract sends at most this many. */
const most = 50;

/** What was sent to this number, newest first, with what became of it. */
export function ContactHistory({ detail }: { readonly detail: ContactDetail }) {
  const { t } = useTranslation('contacts');
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('panel.history')}</h3>
      {detail.history.length === 0 && <p className={classes.quiet}>{t('panel.noHistory')}</p>}
      <ol className={historyClasses.list}>
        {detail.history.map((message) => (
          <li key={`${message.campaignId}-${message.at}`} className={historyClasses.message}>
            <div className={historyClasses.head}>
              <StatePill state={message.state} />
              <span className={historyClasses.when}>
                <RelativeTime at={message.at} />
              </span>
            </div>
            <Link
              href={`/campaigns/${message.campaignId}`}
              className={historyClasses.campaign}
              aria-label={t('panel.openCampaign', { campaign: message.campaign })}
            >
              {message.campaign}
            </Link>
            <p className={historyClasses.text}>{message.text}</p>
            {message.words !== null && <p className={historyClasses.words}>{message.words}</p>}
          </li>
        ))}
      </ol>
      {detail.history.length >= most && <p className={classes.quiet}>{t('panel.historyCapped', { count: most })}</p>}
    </section>
  );
}
