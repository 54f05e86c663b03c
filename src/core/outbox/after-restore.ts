import type { RecipientState, UnsettledState } from './states.ts';

/**
 * What a person is after a backup came back: it says `before`, and the file it replaces, where it can still be read, says `since`.
 * Nobody who may have been sent after the backup stays in the queue.
 *
 * @param before state in the backup
 * @param since state in the file it replaces; null where that is gone or cannot be read
 * @param trusted whether that file is whole: then somebody it has waiting was certainly not sent
 */
export function stateAfterRestore(
  before: UnsettledState,
  since: RecipientState | null,
  trusted: boolean,
): RecipientState {
  switch (since) {
    case 'accepted':
    case 'delivered':
    case 'undelivered':
    case 'rejected':
    case 'marked_sent':
    case 'cancelled':
    case 'expired':
    case 'suppressed':
      return since;
    case 'sending':
    case 'in_doubt':
      return 'in_doubt';
    case 'queued':
      if (trusted) return before === 'sending' ? 'in_doubt' : before;
      break;
    default:
      break;
  }
  // A refusal is final until a person orders otherwise, and the order is theirs to give again.
  return before === 'rejected' ? 'rejected' : 'in_doubt';
}
