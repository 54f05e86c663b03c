import { expect, it } from 'vitest';
import { calls, events } from '#contract/contract.ts';
import { callNames, eventNames } from '#contract/names.ts';

// The preload has the names without their schemas; one that is missing there is a call nobody can make.
it('every call and event of the contract is named for the page, and nothing else', () => {
  expect([...callNames].sort()).toEqual(Object.keys(calls).sort());
  expect([...eventNames].sort()).toEqual(Object.keys(events).sort());
});
