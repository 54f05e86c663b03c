import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { countSegments, gsmBasic, gsmExtension } from '#core/messages/segments.ts';

// 3GPP TS 23.038, 6.2.1: the default alphabet by code, written out once more from the standard as code points.
const standardTable = [
  [0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5],
  [0x394, 0x5f, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, 0x1b, 0xc6, 0xe6, 0xdf, 0xc9],
  [0x20, 0x21, 0x22, 0x23, 0xa4, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f],
  [0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f],
  [0xa1, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f],
  [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7],
  [0xbf, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
  [0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0xe4, 0xf6, 0xf1, 0xfc, 0xe0],
].flat();
const standardExtension = [0x0c, 0x5e, 0x7b, 0x7d, 0x5c, 0x5b, 0x7e, 0x5d, 0x7c, 0x20ac];

describe('countSegments', () => {
  it('has the alphabet of the standard, code by code', () => {
    expect([...gsmBasic].map((character) => character.charCodeAt(0))).toEqual(standardTable);
    expect([...gsmExtension].map((character) => character.charCodeAt(0))).toEqual(standardExtension);
  });

  it('counts every UTF-16 unit as the standard does', () => {
    for (let code = 0; code <= 0xffff; code++) {
      const { encoding, units } = countSegments(String.fromCharCode(code));
      const basic = standardTable.includes(code) && code !== 0x1b;
      const extended = standardExtension.includes(code);
      expect([code, encoding, units]).toEqual([code, basic || extended ? 'GSM-7' : 'UCS-2', extended ? 2 : 1]);
    }
  });

  it.each([
    ['', 'GSM-7', 0, 0, 160],
    ['a'.repeat(160), 'GSM-7', 160, 1, 160],
    ['a'.repeat(161), 'GSM-7', 161, 2, 153],
    ['a'.repeat(306), 'GSM-7', 306, 2, 153],
    ['a'.repeat(307), 'GSM-7', 307, 3, 153],
    ['€'.repeat(80), 'GSM-7', 160, 1, 160],
    // 153 is odd: the 77th euro sign does not fit the first part's last septet.
    ['€'.repeat(153), 'GSM-7', 306, 3, 153],
    ['я'.repeat(70), 'UCS-2', 70, 1, 70],
    ['я'.repeat(71), 'UCS-2', 71, 2, 67],
    ['я'.repeat(134), 'UCS-2', 134, 2, 67],
    // 67 is odd: the 34th pair moves to the next part.
    ['😀'.repeat(35), 'UCS-2', 70, 1, 70],
    ['😀'.repeat(67), 'UCS-2', 134, 3, 67],
    ['\ud83d'.repeat(71), 'UCS-2', 71, 2, 67],
  ])('%#: %s', (text, encoding, units, segments, perSegment) => {
    expect(countSegments(text)).toMatchObject({ encoding, units, segments, perSegment });
  });

  it('names each character that forces UCS-2 and where it stands', () => {
    expect(countSegments('Hi “Zoë” 😀, á').costly).toEqual([
      { character: '“', index: 3 },
      { character: 'ë', index: 6 },
      { character: '”', index: 7 },
      { character: '😀', index: 9 },
      { character: 'á', index: 13 },
    ]);
    expect(countSegments('Plain €5 [ok]').costly).toEqual([]);
  });

  it('agrees with an independent calculator on text without multi-code-point graphemes', () => {
    const unit = fc.constantFrom(...gsmBasic.replace('\u001b', '').replace('\r', ''), ...gsmExtension.slice(1));
    const wide = fc.constantFrom('“', '’', 'ж', '漢', 'ą', '😀', '🚀', '€', 'a', '{');
    const text = fc.oneof(
      fc.string({ unit, maxLength: 500 }),
      fc.string({ unit: wide, maxLength: 300 }),
      fc.string({ unit: fc.constantFrom('😀', 'a'), minLength: 60, maxLength: 300 }),
    );
    fc.assert(
      fc.property(text, (message) => {
        const oracle = new SegmentedMessage(message);
        const own = countSegments(message);
        expect(own.encoding).toBe(oracle.encodingName);
        expect(own.segments).toBe(message === '' ? 0 : oracle.segmentsCount);
      }),
      { numRuns: 400 },
    );
  });
});
