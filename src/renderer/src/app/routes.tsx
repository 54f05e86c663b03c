import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { CampaignState } from '#core/campaigns/campaign.ts';
import { type ApiError, api, asApiError } from '../api.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { Screen } from '../ui/screen.tsx';
import { SkeletonCard } from '../ui/skeletons.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { useSession } from './session.ts';

/** Each screen is a chunk of its own: what is not looked at is not loaded. */
const screens = {
  overview: lazily(() => import('../features/overview/screen.tsx').then((room) => room.OverviewScreen)),
  campaigns: lazily(() => import('../features/campaigns/screen.tsx').then((room) => room.CampaignsScreen)),
  compose: lazily(() => import('../features/compose/screen.tsx').then((room) => room.ComposeScreen)),
  check: lazily(() => import('../features/compose/check-screen.tsx').then((room) => room.CheckScreen)),
  progress: lazily(() => import('../features/progress/screen.tsx').then((room) => room.ProgressScreen)),
  results: lazily(() => import('../features/results/screen.tsx').then((room) => room.ResultsScreen)),
  contacts: lazily(() => import('../features/contacts/screen.tsx').then((room) => room.ContactsScreen)),
  groups: lazily(() => import('../features/groups/screen.tsx').then((room) => room.GroupsScreen)),
  receipts: lazily(() => import('../features/receipts/screen.tsx').then((room) => room.ReceiptsScreen)),
  settings: lazily(() => import('../features/settings/screen.tsx').then((room) => room.SettingsScreen)),
  importing: lazily(() => import('../features/import/screen.tsx').then((room) => room.ImportScreen)),
  onboarding: lazily(() => import('../features/onboarding/screen.tsx').then((room) => room.OnboardingScreen)),
};

function lazily<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => ({ default: await load() }));
}

export function Routes() {
  const [location] = useLocation();
  const welcomed = useSession((session) => session.settings?.welcomed ?? true);
  if (!welcomed && location === '/') return <Redirect to="/welcome" replace />;
  return (
    <ErrorBoundary place={location}>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/">{() => <screens.overview />}</Route>
          <Route path="/campaigns">{() => <screens.campaigns />}</Route>
          <Route path="/campaigns/:id">{({ id }) => <CampaignRoute key={id} id={Number(id)} />}</Route>
          <Route path="/campaigns/:id/check">{({ id }) => <screens.check key={id} id={Number(id)} />}</Route>
          <Route path="/compose/:id?">
            {({ id }) => <screens.compose key={id ?? 'new'} id={id === undefined ? null : Number(id)} />}
          </Route>
          <Route path="/contacts">{() => <screens.contacts />}</Route>
          <Route path="/groups">{() => <screens.groups />}</Route>
          <Route path="/receipts">{() => <screens.receipts />}</Route>
          <Route path="/settings/:section?">{({ section }) => <screens.settings section={section ?? null} />}</Route>
          <Route path="/import">{() => <screens.importing />}</Route>
          <Route path="/welcome">{() => <screens.onboarding />}</Route>
          <Route>{() => <NotFound />}</Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

/** A draft opens where it is written; what waits or runs, where it is watched; what is over, where it is read. */
function CampaignRoute({ id }: { readonly id: number }) {
  const [state, setState] = useState<CampaignState | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => {
    const load = () =>
      api.call('campaigns.get', { id: id as never }).then(
        (campaign) => setState(campaign.state),
        (thrown) => setError(asApiError(thrown)),
      );
    void load();
    return api.on('campaigns.changed', (changed) => {
      if (changed.id === null || changed.id === id) void load();
    });
  }, [id]);

  if (error !== null) return <Broken error={error} />;
  if (state === null) return <Waiting />;
  if (state === 'draft') return <screens.compose id={id} />;
  if (state === 'finished' || state === 'cancelled') return <screens.results id={id} />;
  return <screens.progress id={id} />;
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Screen title={<span className="visually-hidden">{t('loading')}</span>}>
      <SkeletonCard lines={3} />
      <SkeletonCard lines={5} />
    </Screen>
  );
}

function Broken({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation('app');
  return (
    <Screen title={t('nav.campaigns')}>
      <ErrorNote error={error} />
    </Screen>
  );
}

function NotFound() {
  const { t } = useTranslation('app');
  const [, navigate] = useLocation();
  return (
    <Screen title={t('notFound.title')}>
      <EmptyState
        icon={<IconCompass size={24} stroke={1.75} />}
        title={t('notFound.title')}
        actions={<Button onClick={() => navigate('/')}>{t('notFound.action')}</Button>}
      />
    </Screen>
  );
}
