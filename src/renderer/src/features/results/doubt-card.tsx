import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, DoubtGroup, DoubtLedger } from '#contract/campaigns.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { formatDay, formatNumber, formatTimeSeconds } from '../../ui/numbers.ts';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './side-card.module.css';
import { type Doubtful, useResults } from './store.ts';

/** What was seen, this often at first: some services put a number into each of their answers. */
const shownAtFirst = 20;

/** The doubt ledger of a campaign: what was seen, what the balance says, and the decision for many or for all. */
export function DoubtCard({ campaign, onShow }: { readonly campaign: CampaignView; readonly onShow: () => void }) {
  const { t } = useTranslation(['results', 'common']);
  const confirm = useConfirm();
  const toast = useUndoToast();
  const busy = useResults((store) => store.busy);
  const resolve = useResults((store) => store.resolve);
  const doubts = useResults((store) => store.doubts);
  const [all, setAll] = useState(false);
  const count = campaign.counts.in_doubt;
  if (count === 0) return null;
  const groups = doubts?.groups ?? [];
  const shown = all ? groups : groups.slice(0, shownAtFirst);
  const mayResend = campaign.state !== 'cancelled';

  async function went(who: Doubtful, people: number) {
    const decidedAt = await resolve(who, 'went');
    if (decidedAt === null) return;
    toast({
      message: t('doubt.wentDone', { count: people }),
      onUndo: () => resolve({ decidedAt }, 'reopen'),
    });
  }
  async function again(who: Doubtful, people: number) {
    const yes = await confirm({
      title: t('common:recipient.againConfirm', { count: people }),
      body: t('common:recipient.againBody'),
      action: t('common:recipient.againAction', { count: people }),
    });
    if (yes) await resolve(who, 'again');
  }
  const decide = (who: Doubtful, people: number, names: readonly [went: string, again: string]) => (
    <div className={classes.buttons}>
      <Button size="xs" variant="default" disabled={busy} onClick={() => void went(who, people)}>
        {names[0]}
      </Button>
      {mayResend && (
        <Button size="xs" variant="default" disabled={busy} onClick={() => void again(who, people)}>
          {names[1]}
        </Button>
      )}
    </div>
  );

  return (
    <Card
      title={t('doubt.title', { count })}
      aside={
        <Button size="xs" variant="subtle" onClick={onShow}>
          {t('doubt.show')}
        </Button>
      }
    >
      <p className={classes.text}>{t('doubt.body')}</p>
      {doubts !== null && <Evidence doubts={doubts} accepted={acceptedCount(campaign.counts)} />}
      {groups.length > 1 && (
        <ul className={classes.doubts}>
          {shown.map((group) => (
            <li key={group.words}>
              <DoubtWords group={group} />
              {decide({ seen: group.words }, group.people, [t('doubt.theseWent'), t('doubt.theseAgain')])}
            </li>
          ))}
        </ul>
      )}
      {shown.length < groups.length && (
        <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
          {t('doubt.more', { count: groups.length - shown.length })}
        </Button>
      )}
      {groups.length === 1 && groups[0] !== undefined && <DoubtWords group={groups[0]} />}
      {decide('all', count, [t('doubt.went'), t('doubt.again')])}
    </Card>
  );
}

function DoubtWords({ group }: { readonly group: DoubtGroup }) {
  const { t } = useTranslation('results');
  const { words, people, requests, first, last } = group;
  const until = formatTimeSeconds(last);
  const from = formatTimeSeconds(first);
  const span = `${formatDay(first)}, ${from === until ? from : `${from} – ${until}`}`;
  return (
    <p className={classes.seen}>
      <strong>{words === '' ? t('doubt.cutOff') : words}</strong>
      <span>
        {requests === people
          ? t('doubt.seen', { count: people, span })
          : t('doubt.seenShared', { count: requests, people: formatNumber(people), span })}
      </span>
    </p>
  );
}

/** What left the account is what was sent, when nothing else used it meanwhile. */
function Evidence({ doubts, accepted }: { readonly doubts: DoubtLedger; readonly accepted: number }) {
  const { t } = useTranslation('results');
  const { before, after } = doubts;
  if (before === null || after === null) return null;
  const spent = before.value === null || after.value === null ? null : before.value - after.value;
  return (
    <div className={classes.evidence}>
      <span>{t('doubt.balance', { before: before.text, after: after.text })}</span>
      {spent !== null && spent >= 0 && (
        <span>{t('doubt.spent', { spent: formatNumber(spent), accepted: formatNumber(accepted) })}</span>
      )}
    </div>
  );
}
