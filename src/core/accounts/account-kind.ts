/** Whether messages through an account reach phones (`live`), or only the practice service inside the app. */
export const accountKinds = ['live', 'practice'] as const;
export type AccountKind = (typeof accountKinds)[number];
