import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { RecipientView } from '#contract/campaigns.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { DoubtDecision } from '#core/outbox/states.ts';
import { useScreenAccount } from '../../app/session.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { RecipientPanel } from '../../ui/recipient-panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SkeletonCard } from '../../ui/skeletons.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { Actions } from './actions.tsx';
import { Figures } from './figures.tsx';
import { LogCard } from './log-card.tsx';
import { PauseNote } from './pause-note.tsx';
import { PeopleCard } from './people-card.tsx';
import classes from './screen.module.css';
import { useProgress } from './store.ts';
import { Subtitle } from './subtitle.tsx';

export function ProgressScreen({ id }: { readonly id: number }) {
  const { t } = useTranslation(['progress', 'results', 'common']);
  const [, navigate] = useLocation();
  const confirm = useConfirm();
  const toast = useUndoToast();
  const campaign = useProgress((store) => store.campaign);
  const progress = useProgress((store) => store.progress);
  const error = useProgress((store) => store.error);
  const resolve = useProgress((store) => store.resolve);
  const [open, setOpen] = useState<RecipientView | null>(null);
  useScreenAccount(campaign?.accountId);

  useEffect(() => useProgress.getState().follow(id as CampaignId), [id]);

  async function decide(recipient: RecipientView, how: DoubtDecision) {
    if (how === 'again') {
      const yes = await confirm({
        title: t('common:recipient.againConfirm', { count: 1 }),
        body: t('common:recipient.againBody'),
        action: t('common:recipient.againAction', { count: 1 }),
      });
      if (!yes) return;
    }
    const decidedAt = await resolve([recipient.id], how);
    if (decidedAt === null) return;
    setOpen(null);
    if (how === 'went') {
      toast({ message: t('results:doubt.wentDone', { count: 1 }), onUndo: () => resolve({ decidedAt }, 'reopen') });
    }
  }

  return (
    <Screen
      layout="fill"
      focusKey={campaign?.state}
      title={campaign?.name ?? <span className="visually-hidden">{t('common:loading')}</span>}
      subtitle={campaign === null ? '\u00a0' : <Subtitle campaign={campaign} />}
      back={{ label: t('back'), onClick: () => navigate('/campaigns') }}
      actions={campaign !== null && <Actions campaign={campaign} />}
    >
      {error !== null && <ErrorNote error={error} />}
      {campaign === null || progress === null ? (
        error === null && <SkeletonCard lines={4} />
      ) : (
        <>
          <PauseNote campaign={campaign} progress={progress} />
          <Figures progress={progress} />
          <div className={classes.columns}>
            <PeopleCard
              id={campaign.id}
              counts={progress.counts}
              notBegun={campaign.state === 'sealed' || campaign.state === 'scheduled'}
              openKey={open?.id ?? null}
              onOpen={setOpen}
            />
            {open === null ? (
              <LogCard />
            ) : (
              <Card padded={false} fill>
                <RecipientPanel
                  campaign={campaign.id}
                  recipient={open}
                  onClose={() => setOpen(null)}
                  onResolve={(how) => void decide(open, how)}
                />
              </Card>
            )}
          </div>
        </>
      )}
    </Screen>
  );
}
