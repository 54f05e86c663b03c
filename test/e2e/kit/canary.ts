import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files under a folder that hold these bytes, as they are, in UTF-16 or in base64. */
export function filesWith(folder: string, secret: string): readonly string[] {
  const forms = [
    Buffer.from(secret),
    Buffer.from(secret, 'utf16le'),
    Buffer.from(Buffer.from(secret).toString('base64')),
  ];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return forms.some((form) => bytes.includes(form));
    });
}
