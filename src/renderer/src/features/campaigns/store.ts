import { create } from 'zustand';

export const filters = ['all', 'draft', 'ready', 'going', 'done'] as const;
export type Filter = (typeof filters)[number];

interface Campaigns {
  readonly filter: Filter;
  readonly show: (filter: Filter) => void;
}

/** The list's filter; it stays while a person looks into a campaign and comes back. */
export const useCampaigns = create<Campaigns>((set) => ({
  filter: 'all',
  show(filter) {
    set({ filter });
  },
}));
