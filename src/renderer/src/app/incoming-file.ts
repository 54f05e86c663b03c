import { create } from 'zustand';
import type { FileToken } from '#contract/app.ts';

interface IncomingFile {
  /** A file that was dropped, or opened with the app, and that nobody has looked at yet. */
  readonly file: FileToken | null;
  readonly offer: (file: FileToken) => void;
  /** Answers the file and forgets it: the import screen takes it once. */
  readonly take: () => FileToken | null;
}

/** How a dropped file gets from the shell to the import screen. */
export const useIncomingFile = create<IncomingFile>((set, get) => ({
  file: null,
  offer(file) {
    set({ file });
  },
  take() {
    const { file } = get();
    if (file !== null) set({ file: null });
    return file;
  },
}));
