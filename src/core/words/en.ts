import { app } from './en/app.ts';
import { campaigns } from './en/campaigns.ts';
import { cli } from './en/cli.ts';
import { common } from './en/common.ts';
import { compose } from './en/compose.ts';
import { contacts } from './en/contacts.ts';
import { errors } from './en/errors.ts';
import { groups } from './en/groups.ts';
import { importing } from './en/importing.ts';
import { menu } from './en/menu.ts';
import { onboarding } from './en/onboarding.ts';
import { overview } from './en/overview.ts';
import { progress } from './en/progress.ts';
import { receipts } from './en/receipts.ts';
import { results } from './en/results.ts';
import { settings } from './en/settings.ts';

/** Every English word a person reads in the window: one namespace a room. */
export const en = {
  common,
  app,
  onboarding,
  settings,
  overview,
  receipts,
  campaigns,
  compose,
  progress,
  results,
  importing,
  contacts,
  groups,
  errors,
  cli,
  menu,
} as const;
