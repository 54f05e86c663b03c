import { Screen } from '../../ui/screen.tsx';

export function ContactsScreen() {
  return <Screen title="">{null}</Screen>;
}
