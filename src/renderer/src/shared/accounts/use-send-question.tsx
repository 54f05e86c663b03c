import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#contract/campaigns.ts';
import { api } from '../../api.ts';
import { activeAccount, useSession } from '../../app/session.ts';
import { useQuestion } from '../../ui/confirm.tsx';
import { Note } from '../../ui/note.tsx';
import { formatNumber } from '../../ui/numbers.ts';

/** From this many messages on, the count has to be typed: a large list is not sent by a slip of the hand. */
const largeCount = 1_000;

interface SendQuestion {
  readonly campaign: Pick<CampaignView, 'accountId' | 'senderId'>;
  readonly count: number;
  /** What the button does: "Send 512 messages". */
  readonly action: string;
  readonly body?: ReactNode;
}

/**
 * Asks before messages are sent: how many, through which account, from which sender, and whether they reach phones. A campaign on
 * another account than the one in use says so; "Switch account" puts the campaign's account in use, and asks again.
 *
 * @returns whether the person wants them sent
 */
export function useSendQuestion(): (question: SendQuestion) => Promise<boolean> {
  const { t } = useTranslation('common');
  const ask = useQuestion();
  return async ({ campaign, count, action, body }) => {
    for (;;) {
      const { accounts } = useSession.getState();
      const account = accounts.find(({ id }) => id === campaign.accountId);
      const active = activeAccount({ accounts });
      const practice = account?.kind === 'practice';
      const values = { count, account: account?.name ?? '', sender: campaign.senderId };
      const other = account !== undefined && active !== null && account.id !== active.id;
      const answer = await ask({
        title: practice ? t('sendQuestion.practice') : t('sendQuestion.live', values),
        body: (
          <>
            <p>{practice ? t('sendQuestion.practiceBody', values) : t('sendQuestion.liveBody')}</p>
            {body}
            {other && (
              <Note tone="doubt">{t('otherAccount.text', { account: account.name, active: active.name })}</Note>
            )}
          </>
        ),
        action,
        ...(other ? { other: t('otherAccount.switch') } : {}),
        ...(count >= largeCount ? { typed: formatNumber(count) } : {}),
      });
      if (answer !== 'other') return answer === 'yes';
      await api.call('accounts.activate', { id: campaign.accountId });
      await useSession.getState().refreshAccounts();
    }
  };
}
