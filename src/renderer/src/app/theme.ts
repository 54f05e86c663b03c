import {
  Button,
  Checkbox,
  Combobox,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  PillsInput,
  Popover,
  Radio,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';
import classes from './theme.module.css';

/** Mantine wants ten shades; ours are one colour each, set by `tokens.css`, so that light and dark are one place. */
const shades = (token: string): MantineColorsTuple => {
  const one = `var(${token})`;
  return [one, one, one, one, one, one, one, one, one, one];
};

const solid: VariantColorsResolver = (input) => {
  const red = input.color === 'red';
  const tone = red ? 'bad' : 'accent';
  const panel = { background: 'var(--panel)', hover: 'var(--hover)', border: '1px solid var(--control)' };
  switch (input.variant) {
    case 'filled':
      return {
        background: `var(--${tone})`,
        hover: `var(--${tone}-hover)`,
        color: `var(--${tone}-ink)`,
        border: '1px solid transparent',
      };
    case 'default':
      return { ...panel, color: red ? 'var(--bad)' : 'var(--ink)' };
    case 'light':
      return {
        background: `var(--${tone}-soft)`,
        hover: `color-mix(in srgb, var(--${tone}) 16%, var(--${tone}-soft))`,
        color: `var(--${tone})`,
        border: '1px solid transparent',
      };
    case 'subtle':
      return {
        background: 'transparent',
        hover: 'var(--hover)',
        color: red ? 'var(--bad)' : 'var(--accent)',
        border: '1px solid transparent',
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, Consolas, monospace',
  primaryColor: 'teal',
  colors: { teal: shades('--accent'), red: shades('--bad') },
  black: '#16222b',
  defaultRadius: 8,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '13.5px', md: '14px', lg: '16px', xl: '22px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.43', lg: '1.4', xl: '1.27' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '28px' },
  headings: { fontWeight: '650' },
  variantColorResolver: solid,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      classNames: { root: classes.button, label: classes.label },
      vars: (_, { size }) => ({
        root: {
          '--button-height': size === 'xs' ? '28px' : size === 'md' ? '40px' : '34px',
          '--button-padding-x': size === 'xs' ? '10px' : '14px',
          '--button-fz': size === 'xs' ? '12.5px' : '14px',
        },
      }),
    }),
    Input: Input.extend({
      classNames: { input: classes.input },
      // A field of several lines keeps its own height.
      vars: (_, { multiline }) => ({
        wrapper:
          multiline === undefined
            ? { '--input-height': '34px', '--input-size': '34px', '--input-fz': '14px' }
            : { '--input-fz': '14px' },
      }),
    }),
    InputWrapper: Input.Wrapper.extend({
      classNames: { label: classes.fieldLabel, description: classes.description, error: classes.error },
    }),
    Combobox: Combobox.extend({
      classNames: { groupLabel: classes.groupLabel, dropdown: classes.float, option: classes.option },
    }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'none' },
      classNames: { dropdown: classes.float, label: classes.menuLabel },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'none' }, classNames: { dropdown: classes.float } }),
    PillsInputField: PillsInput.Field.extend({ classNames: { field: classes.pillsField } }),
    Select: Select.extend({ defaultProps: { checkIconPosition: 'right', comboboxProps: { shadow: 'none' } } }),
    Checkbox: Checkbox.extend({ classNames: { input: classes.tick } }),
    Radio: Radio.extend({ classNames: { radio: classes.tick } }),
    Switch: Switch.extend({ classNames: { track: classes.track } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, transitionProps: { duration: 140, transition: 'fade' }, radius: 12 },
      classNames: {
        title: classes.modalTitle,
        content: classes.modal,
        header: classes.modalHeader,
        body: classes.modalBody,
        overlay: classes.overlay,
      },
    }),
    SegmentedControl: SegmentedControl.extend({
      classNames: { root: classes.segments, indicator: classes.segment, label: classes.segmentLabel },
    }),
    Tabs: Tabs.extend({ classNames: { tab: classes.tab } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, multiline: true, events: { hover: true, focus: true, touch: false } },
      classNames: { tooltip: classes.tooltip },
    }),
  },
});

const variables = {
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-dimmed': 'var(--ink2)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-disabled': 'var(--line2)',
  '--mantine-color-disabled-color': 'var(--ink3)',
  '--mantine-color-disabled-border': 'var(--line)',
} as const;

/**
 * Mantine's own variables, pointed at ours; its dimmed text and primary fall short of 4.5:1. Set for either scheme:
 * what is set for both is overridden by Mantine's own per scheme.
 */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables });
