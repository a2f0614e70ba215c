// What a careful script with the npm `openai` client does: as many workers as orders at once, each picture
// saved as it comes. The client is the one that tests/clients installs.
// Arguments: BASE_URL ORDERS AT_ONCE SIZE url|b64_json FOLDER safely|only-write

import { open, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { OpenAI } = createRequire(new URL('../../clients/package.json', import.meta.url))('openai');

const [baseURL, orders, atOnce, size, form, folder, manner] = process.argv.slice(2);
const client = new OpenAI({ apiKey: 'not-a-key', baseURL, maxRetries: 0 });

/** Writes one picture; safely means that a power cut takes nothing away, as Contact Sheet has it. */
async function save(index, picture) {
    const name = join(folder, `${String(index).padStart(4, '0')}.png`);
    if (manner !== 'safely') {
        await writeFile(name, picture);
        return;
    }
    const file = await open(`${name}.part`, 'w');
    await file.writeFile(picture);
    await file.datasync();
    await file.close();
    await rename(`${name}.part`, name);
    const directory = await open(folder, 'r');
    await directory.sync();
    await directory.close();
}

async function order(index) {
    const answer = await client.images.generate({
        model: 'load', prompt: `a robot dog, picture ${index} of a benchmark`, n: 1, size, response_format: form,
    });
    const [{ b64_json: base64, url }] = answer.data;
    if (base64)
        return Buffer.from(base64, 'base64');
    const picture = await fetch(url);
    if (!picture.ok)
        throw new Error(`${url} was answered with ${picture.status}`);
    return Buffer.from(await picture.arrayBuffer());
}

let last = 0;
const saves = [];

async function work() {
    while (last < Number(orders)) {
        const index = ++last;
        saves.push(save(index, await order(index)));
    }
}

await Promise.all(Array.from({ length: Math.min(Number(atOnce), Number(orders)) }, work));
await Promise.all(saves);
