import { Screen } from '../../ui/screen.tsx';

export function ReceiptsScreen() {
  return <Screen title="">{null}</Screen>;
}
