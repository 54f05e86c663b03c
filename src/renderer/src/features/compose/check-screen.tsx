import { Screen } from '../../ui/screen.tsx';

export function CheckScreen({ id }: { readonly id: number }) {
  return <Screen title={String(id)}>{null}</Screen>;
}
