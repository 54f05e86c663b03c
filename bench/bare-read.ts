import { createReadStream } from 'node:fs';
import Papa from 'papaparse';

/** Papa alone: the least any import could take. Answers the number of records. */
export function bareRead(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let records = 0;
    Papa.parse(createReadStream(path, { highWaterMark: 1 << 20 }), {
      header: false,
      skipEmptyLines: 'greedy',
      chunk: (results) => {
        records += results.data.length;
      },
      complete: () => resolve(records),
      error: reject,
    });
  });
}
