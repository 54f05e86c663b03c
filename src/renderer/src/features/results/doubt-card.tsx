import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#contract/campaigns.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './side-card.module.css';
import { useResults } from './store.ts';

/** Settles everyone in doubt together; one by one it is done in the list. */
export function DoubtCard({ campaign, onShow }: { readonly campaign: CampaignView; readonly onShow: () => void }) {
  const { t } = useTranslation(['results', 'common']);
  const confirm = useConfirm();
  const toast = useUndoToast();
  const busy = useResults((store) => store.busy);
  const resolve = useResults((store) => store.resolve);
  const count = campaign.counts.in_doubt;
  if (count === 0) return null;

  async function went() {
    if (await resolve('all', 'went')) toast({ message: t('doubt.wentDone', { count }) });
  }
  async function again() {
    const yes = await confirm({
      title: t('common:recipient.againConfirm', { count }),
      body: t('common:recipient.againBody'),
      action: t('common:recipient.againAction', { count }),
    });
    if (yes) await resolve('all', 'again');
  }

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
      <div className={classes.buttons}>
        <Button size="xs" variant="default" disabled={busy} onClick={() => void went()}>
          {t('doubt.went')}
        </Button>
        {campaign.state !== 'cancelled' && (
          <Button size="xs" variant="default" disabled={busy} onClick={() => void again()}>
            {t('doubt.again')}
          </Button>
        )}
      </div>
    </Card>
  );
}
