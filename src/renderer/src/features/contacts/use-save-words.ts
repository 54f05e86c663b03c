import { useTranslation } from 'react-i18next';
import { type RejectReason, rejectReasons } from '#core/contacts/import-types.ts';
import type { ApiError } from '../../api.ts';
import { useErrorWords } from '../../ui/error-note.tsx';

/** Why a person could not be saved, in a sentence or two for under the field. */
export function useSaveWords(): (error: ApiError) => string {
  const { t } = useTranslation('contacts');
  const words = useErrorWords();
  return (error) => {
    const reason = phoneProblem(error);
    if (reason !== null) return t(`phoneProblem.${reason}`);
    const { title, why } = words(error);
    return `${title}. ${why}`;
  };
}

/** What is wrong with the number, when that is what went wrong. */
function phoneProblem({ code, details }: ApiError): RejectReason | null {
  if (code !== 'invalid_input' || details?.field !== 'phone') return null;
  return rejectReasons.find((reason) => reason === details.problem) ?? null;
}
