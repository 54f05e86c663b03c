import { Button } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CampaignView, RecipientView } from '#contract/campaigns.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { DoubtDecision, RecipientState } from '#core/outbox/states.ts';
import { api, asApiError } from '../../api.ts';
import { useScreenAccount } from '../../app/session.ts';
import { useCopyCampaign } from '../../shared/accounts/use-copy-campaign.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatDayTime } from '../../ui/numbers.ts';
import { RecipientPanel } from '../../ui/recipient-panel.tsx';
import { useSpanWords } from '../../ui/relative-time.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SkeletonCard } from '../../ui/skeletons.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { DoubtCard } from './doubt-card.tsx';
import { FactsCard } from './facts-card.tsx';
import { PeopleCard } from './people-card.tsx';
import { ReasonsCard } from './reasons-card.tsx';
import classes from './screen.module.css';
import { SentenceCard } from './sentence-card.tsx';
import { useResults } from './store.ts';

export function ResultsScreen({ id }: { readonly id: number }) {
  const { t } = useTranslation(['results', 'common']);
  const [, navigate] = useLocation();
  const confirm = useConfirm();
  const copyCampaign = useCopyCampaign();
  const toast = useUndoToast();
  const campaign = useResults((store) => store.campaign);
  const error = useResults((store) => store.error);
  const resolve = useResults((store) => store.resolve);
  const [open, setOpen] = useState<RecipientView | null>(null);
  useScreenAccount(campaign?.accountId);
  const [show, setShow] = useState<RecipientState | 'everyone'>('everyone');
  const campaignId = id as CampaignId;

  useEffect(() => useResults.getState().follow(campaignId), [campaignId]);

  async function attempt(work: () => Promise<void>) {
    try {
      await work();
    } catch (thrown) {
      useResults.setState({ error: asApiError(thrown) });
    }
  }
  const exportCsv = () =>
    attempt(async () => {
      const saved = await api.call('campaigns.export', { id: campaignId });
      if (saved !== null) toast({ message: t('exported', { count: saved.rows, fileName: saved.fileName }) });
    });
  const copy = () =>
    attempt(async () => {
      await copyCampaign(campaignId);
    });

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
      toast({ message: t('doubt.wentDone', { count: 1 }), onUndo: () => resolve({ decidedAt }, 'reopen') });
    }
  }

  return (
    <Screen
      layout="fill"
      title={campaign?.name ?? <span className="visually-hidden">{t('common:loading')}</span>}
      subtitle={campaign === null ? '\u00a0' : <Subtitle campaign={campaign} />}
      back={{ label: t('back'), onClick: () => navigate('/campaigns') }}
      actions={
        campaign !== null && (
          <>
            <Button variant="default" leftSection={<IconCopy size={18} stroke={1.75} />} onClick={() => void copy()}>
              {t('copy')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconDownload size={18} stroke={1.75} />}
              onClick={() => void exportCsv()}
            >
              {t('export')}
            </Button>
          </>
        )
      }
    >
      {error !== null && <ErrorNote error={error} />}
      {campaign === null ? (
        error === null && <SkeletonCard lines={4} />
      ) : (
        <>
          <SentenceCard campaign={campaign} />
          <div className={classes.columns}>
            <PeopleCard campaign={campaign} show={show} onShow={setShow} openKey={open?.id ?? null} onOpen={setOpen} />
            {open === null ? (
              <div className={classes.side}>
                <DoubtCard campaign={campaign} onShow={() => setShow('in_doubt')} />
                <ReasonsCard campaign={campaign} onShow={setShow} />
                <FactsCard campaign={campaign} />
              </div>
            ) : (
              <Card padded={false} fill>
                <RecipientPanel
                  campaign={campaign.id}
                  recipient={open}
                  onClose={() => setOpen(null)}
                  {...(campaign.state === 'cancelled'
                    ? {}
                    : { onResolve: (how: DoubtDecision) => void decide(open, how) })}
                />
              </Card>
            )}
          </div>
        </>
      )}
    </Screen>
  );
}

function Subtitle({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation('results');
  const span = useSpanWords();
  const { state, finishedAt, updatedAt, seconds, kind } = campaign;
  const at = formatDayTime(finishedAt ?? updatedAt);
  const parts: string[] = [state === 'cancelled' ? t('stoppedByYou', { at }) : t('finished', { at })];
  if (seconds >= 1) parts.push(t('took', { span: span(seconds) }));
  return [...parts, t(`kind.${kind}`)].join(' · ');
}
