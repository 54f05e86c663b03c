import { create } from 'zustand';
import type { CampaignView, DraftPreview, Plan } from '#contract/campaigns.ts';
import type { Group } from '#contract/groups.ts';
import type { ImportRecord } from '#contract/import.ts';
import type { CampaignId, GroupId, ImportId } from '#core/kernel/ids.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { activeAccount, useSession } from '../../app/session.ts';

const saveAfter = 500;
const previewAfter = 180;

/** What another screen wants the new campaign to go to. */
export interface StartWith {
  readonly groups: readonly GroupId[];
  readonly imports: readonly ImportId[];
}

interface Compose {
  readonly id: CampaignId | null;
  /** Null until the draft is here. */
  readonly plan: Plan | null;
  readonly savedAt: number | null;
  readonly saving: boolean;
  /** The template the preview was made of. */
  readonly previewOf: string;
  readonly preview: DraftPreview | null;
  readonly previewing: boolean;
  readonly groups: readonly Group[];
  readonly imports: readonly ImportRecord[];
  readonly error: ApiError | null;
  readonly open: (id: CampaignId | null, start: StartWith, name: string) => Promise<void>;
  readonly loadLists: () => Promise<void>;
  readonly change: (change: Partial<Plan>) => void;
  /** Saves what is not saved yet; answers the draft's id. */
  readonly flush: () => Promise<CampaignId | null>;
  readonly close: () => void;
}

let saveTimer: ReturnType<typeof setTimeout> | undefined;
let previewTimer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<void> = Promise.resolve();
let previewRound = 0;

/** One draft at a time. Every change is kept within half a second; a preview of real people follows it. */
export const useCompose = create<Compose>((set, get) => {
  let dirty = false;

  async function save(): Promise<void> {
    clearTimeout(saveTimer);
    const { id, plan } = get();
    if (!dirty || plan === null) return;
    dirty = false;
    set({ saving: true });
    try {
      const campaign = await api.call('campaigns.save', { id, plan });
      if (get().plan === null || (get().id !== null && get().id !== campaign.id)) return;
      set({ id: campaign.id, savedAt: Date.now(), saving: false, error: null });
    } catch (thrown) {
      dirty = true;
      set({ saving: false, error: asApiError(thrown) });
    }
  }

  /** One save at a time, so that a new draft is never created twice. */
  function enqueueSave(): Promise<void> {
    saving = saving.then(save);
    return saving;
  }

  async function preview(): Promise<void> {
    const { plan } = get();
    if (plan === null) return;
    const round = ++previewRound;
    set({ previewing: true });
    try {
      const found = await api.call('campaigns.preview', { plan });
      if (round === previewRound) set({ preview: found, previewOf: plan.template, previewing: false });
    } catch (thrown) {
      if (round === previewRound) set({ previewing: false, error: asApiError(thrown) });
    }
  }

  function schedulePreview(wait: number) {
    clearTimeout(previewTimer);
    previewTimer = setTimeout(() => void preview(), wait);
  }

  return {
    id: null,
    plan: null,
    savedAt: null,
    saving: false,
    previewOf: '',
    preview: null,
    previewing: false,
    groups: [],
    imports: [],
    error: null,

    async open(id, start, name) {
      dirty = false;
      set({ id, plan: null, preview: null, previewOf: '', savedAt: null, saving: false, error: null });
      void get().loadLists();
      try {
        if (id === null) {
          set({ plan: blankPlan(start, name) });
          // Choosing people elsewhere already is a change worth keeping.
          dirty = start.groups.length + start.imports.length > 0;
          if (dirty) void enqueueSave();
        } else {
          const campaign = await api.call('campaigns.get', { id });
          if (get().id !== id) return;
          set({ plan: planOf(campaign), savedAt: campaign.updatedAt });
        }
        schedulePreview(0);
      } catch (thrown) {
        set({ error: asApiError(thrown) });
      }
    },

    async loadLists() {
      const [groups, imports] = await Promise.all([api.call('groups.list'), api.call('import.list')]);
      set({ groups, imports });
    },

    change(change) {
      const { plan } = get();
      if (plan === null) return;
      set({ plan: { ...plan, ...change } });
      dirty = true;
      clearTimeout(saveTimer);
      saveTimer = setTimeout(() => void enqueueSave(), saveAfter);
      schedulePreview(previewAfter);
    },

    async flush() {
      await enqueueSave();
      return get().id;
    },

    close() {
      clearTimeout(previewTimer);
      previewRound++;
      void enqueueSave();
    },
  };
});

function blankPlan(start: StartWith, name: string): Plan {
  const session = useSession.getState();
  const account = activeAccount(session) ?? session.accounts[0];
  return {
    name,
    // Without any account the save is refused with words of its own.
    accountId: account?.id ?? (1 as Plan['accountId']),
    kind: 'sms',
    audience: { groups: [...start.groups], imports: [...start.imports], phones: [] },
    template: '',
    senderId: account?.defaultSender ?? '',
    mediaUrl: null,
    dltTemplateId: null,
    scheduleAt: null,
    scheduleBy: 'app',
    zone: session.zone,
    bestBefore: null,
    recipientsPerRequest: 1,
    ratePerSecond: null,
    concurrency: null,
    priority: 'normal',
  };
}

/** What of a campaign a person chose. */
export function planOf(campaign: CampaignView): Plan {
  return {
    name: campaign.name,
    accountId: campaign.accountId,
    kind: campaign.kind,
    audience: campaign.audience,
    template: campaign.template,
    senderId: campaign.senderId,
    mediaUrl: campaign.mediaUrl,
    dltTemplateId: campaign.dltTemplateId,
    scheduleAt: campaign.scheduleAt,
    scheduleBy: campaign.scheduleBy,
    zone: campaign.zone,
    bestBefore: campaign.bestBefore,
    recipientsPerRequest: campaign.recipientsPerRequest,
    ratePerSecond: campaign.ratePerSecond,
    concurrency: campaign.concurrency,
    priority: campaign.priority,
  };
}
