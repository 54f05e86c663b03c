import { z } from 'zod';
import { errorCodes } from '#core/kernel/errors.ts';

/** One request from the renderer to main: both sides of it are checked at run time. */
export interface Call<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly input: In;
  readonly output: Out;
}

export function call<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): Call<In, Out> {
  return { input, output };
}

export const nothing = z.undefined();

/** A branded row id. The brand exists for the type checker only. */
export function id<T extends number>(): z.ZodType<T, T> {
  return z.number().int().positive() as unknown as z.ZodType<T, T>;
}

/** Milliseconds since the epoch, UTC. */
export const instant = z.number().finite();
export const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const errorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: details.optional(),
});

/** What crosses the bridge: never a thrown error, whose prototype and message would be lost. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: z.infer<typeof errorSchema> };

/** A page of a longer list; `offset` and `limit` count rows. */
export const slice = { offset: z.number().int().min(0).max(10_000_000), limit: z.number().int().min(1).max(500) };
/** Text a person typed in a short field. */
export const shortText = z.string().max(500);
