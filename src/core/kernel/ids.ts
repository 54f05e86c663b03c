declare const brand: unique symbol;

/** A number that identifies one row of one kind; the brand keeps kinds apart at compile time. */
type Id<Kind extends string> = number & { readonly [brand]: Kind };

export type AccountId = Id<'account'>;
export type CampaignId = Id<'campaign'>;
export type ContactId = Id<'contact'>;
export type GroupId = Id<'group'>;
export type ImportId = Id<'import'>;
export type RecipientId = Id<'recipient'>;
export type RequestId = Id<'request'>;
export type ReceiptId = Id<'receipt'>;

/** Digits with a leading `+`, at most 15 digits (ITU-T E.164). */
export type PhoneNumber = string & { readonly [brand]: 'phone' };
