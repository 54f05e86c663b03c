import { useState } from 'react';

/**
 * For a field with a list to choose from: its options are drawn once it is first focused, which by pointer and by key comes before the list
 * opens. Drawn with the field, as they are otherwise, the hidden options are most of what a form has to draw.
 */
export function useListOnFocus() {
  const [used, setUsed] = useState(false);
  return { used, list: { comboboxProps: { keepMounted: used }, onFocus: () => setUsed(true) } };
}
