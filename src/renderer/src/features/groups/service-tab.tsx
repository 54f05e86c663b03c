import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { GroupId } from '#core/kernel/ids.ts';
import type { ApiError } from '../../api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PushDialog } from './push-dialog.tsx';
import { PushView } from './push-view.tsx';
import { ServiceContacts } from './service-contacts.tsx';
import { ServiceGroupDialog } from './service-group-dialog.tsx';
import { ServiceGroups } from './service-groups.tsx';
import classes from './service-tab.module.css';
import split from './split.module.css';
import { serviceActions, useService } from './use-groups.ts';

interface ServiceTabProps {
  /** A local group whose people should be sent: the dialog opens with it. */
  readonly pushing: GroupId | null;
  readonly onPushed: () => void;
}

/** The service's own groups, page by page: to look at, to add to, to send a local group's people to. */
export function ServiceTab({ pushing, onPushed }: ServiceTabProps) {
  const { t } = useTranslation('groups');
  const error = useService((state) => state.groups.error);
  const unseen = useService((state) => state.groups.shown === null);
  const watched = useService((state) => state.watched);
  const [creating, setCreating] = useState(false);
  const [sending, setSending] = useState(false);

  useEffect(() => void serviceActions().loadGroups(), []);

  return (
    <>
      <div className={classes.line}>
        <p className={classes.note}>{t('service.note')}</p>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} stroke={1.75} />}
          disabled={unseen}
          onClick={() => setCreating(true)}
        >
          {t('service.create')}
        </Button>
      </div>
      {error !== null && <Failed error={error} />}
      {(error === null || !unseen || watched !== null) && (
        <div className={split.split}>
          <ServiceGroups />
          {watched === null ? <ServiceContacts onSend={() => setSending(true)} /> : <PushView groupId={watched} />}
        </div>
      )}
      <ServiceGroupDialog opened={creating} onClose={() => setCreating(false)} />
      <PushDialog
        opened={sending || pushing !== null}
        from={pushing}
        onClose={() => {
          setSending(false);
          onPushed();
        }}
      />
    </>
  );
}

/** Codes that are mended in Settings rather than by asking again. */
const mendedInSettings: readonly string[] = ['key_missing', 'key_wrong', 'no_permission', 'service_wrong_address'];

function Failed({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation(['groups', 'common']);
  const [, navigate] = useLocation();
  return (
    <ErrorNote
      error={error}
      action={
        mendedInSettings.includes(error.code) ? (
          <Button size="xs" onClick={() => navigate('/settings')}>
            {t('service.openSettings')}
          </Button>
        ) : (
          <Button size="xs" onClick={() => void serviceActions().loadGroups()}>
            {t('common:retry')}
          </Button>
        )
      }
    />
  );
}
