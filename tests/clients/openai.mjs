// Drives `contactsheet practice` with OpenAI's own client, to show that the service speaks the API as its
// makers mean it. Takes the program to start as its only argument.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import OpenAI, { APIError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from 'openai';

const program = process.argv[2];

/** Runs `use` with a client of a practice service of its own, which must end cleanly afterwards. */
async function withService(speed, use) {
    const service = spawn(program, ['practice', '--speed', speed], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve, reject) => {
        service.on('error', reject);
        service.on('exit', (status, signal) => resolve(status ?? signal));
    });
    try {
        const firstLine = createInterface({ input: service.stdout })[Symbol.asyncIterator]().next();
        const { value: baseURL } = await Promise.race([firstLine, ended.then(() => ({}))]);
        assert.match(baseURL ?? '', /^http:\/\/127\.0\.0\.1:\d+\/v1$/, 'the first line of output is no base URL');
        await use(new OpenAI({ apiKey: 'not-a-key', baseURL, maxRetries: 0, timeout: 30_000 }));
    } finally {
        service.kill('SIGINT');
        assert.equal(await ended, 0, 'the exit status of the service');
    }
}

/** That `bytes` are a PNG of `width` x `height`: its signature, and the sizes in the chunk that comes first. */
function assertPng(bytes, width, height) {
    assert.deepEqual([...bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    assert.equal(bytes.subarray(12, 16).toString('latin1'), 'IHDR');
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [width, height]);
    assert.equal(bytes.subarray(-8, -4).toString('latin1'), 'IEND');
}

async function rejection(promise, kind) {
    const error = await promise.then(() => assert.fail(`expected ${kind.name}`), (reason) => reason);
    assert.ok(error instanceof kind, `expected ${kind.name}, got ${error}`);
    assert.ok(error instanceof APIError);
    assert.match(error.requestID, /^req_/);
    return error;
}

const model = 'practice-painter';
const checks = {
    async 'pictures by url'() {
        await withService('instant', async (client) => {
            const answer = await client.images.generate({ model, prompt: 'a fox', n: 2, size: '512x256' });
            assert.equal(answer.data.length, 2);
            assert.equal(answer.size, '512x256');
            assert.match(answer._request_id, /^req_/);
            for (const { url } of answer.data) {
                const picture = await fetch(url);
                assert.equal(picture.status, 200);
                assert.equal(picture.headers.get('content-type'), 'image/png');
                assertPng(Buffer.from(await picture.arrayBuffer()), 512, 256);
            }
        });
    },

    async 'pictures by base64'() {
        await withService('instant', async (client) => {
            const answer = await client.images.generate({
                model, prompt: 'a fox', size: '256x256', response_format: 'b64_json',
            });
            assert.equal(answer.data.length, 1);
            assertPng(Buffer.from(answer.data[0].b64_json, 'base64'), 256, 256);
        });
    },

    async 'previews by streaming'() {
        await withService('quick', async (client) => {
            const began = performance.now();
            const stream = await client.images.generate({
                model, prompt: 'a fox', size: '256x256', stream: true, partial_images: 2,
            });
            const types = [];
            for await (const event of stream) {
                types.push(event.type);
                assertPng(Buffer.from(event.b64_json, 'base64'), 256, 256);
                if (event.type === 'image_generation.partial_image')
                    assert.equal(event.partial_image_index, types.length - 1);
                else
                    assert.equal(event.usage.total_tokens, 0);
            }
            assert.deepEqual(types, ['image_generation.partial_image', 'image_generation.partial_image',
                'image_generation.completed']);
            assert.ok(performance.now() - began > 50, 'a stream takes the time of its picture');

            const wrong = await rejection(
                client.images.generate({ model, prompt: 'a fox', n: 2, stream: true }), BadRequestError);
            assert.equal(wrong.param, 'n');
        });
    },

    async 'eight at once'() {
        await withService('quick', async (client) => {
            const prompts = Array.from({ length: 8 }, (_, index) => `prompt ${index}`);
            const answers = await Promise.all(
                prompts.map((prompt) => client.images.generate({ model, prompt, size: '256x256' })));
            assert.equal(new Set(answers.map((answer) => answer.data[0].url)).size, 8);
        });
    },

    async 'the list of models'() {
        await withService('instant', async (client) => {
            const ids = [];
            for await (const { id } of client.models.list())
                ids.push(id);
            assert.deepEqual(ids, [model]);
            assert.equal((await client.models.retrieve(model)).owned_by, 'contact-sheet');
        });
    },

    async 'typed errors'() {
        await withService('instant', async (client) => {
            const tooMany = await rejection(client.images.generate({ model, prompt: 'a fox', n: 11 }), BadRequestError);
            assert.deepEqual([tooMany.status, tooMany.param, tooMany.code, tooMany.type],
                [400, 'n', 'integer_above_max_value', 'invalid_request_error']);

            const unknown = await rejection(client.images.generate({ model, prompt: 'a fox', steps: 30 }), BadRequestError);
            assert.deepEqual([unknown.param, unknown.code], ['steps', 'unknown_parameter']);

            const noModel = await rejection(client.images.generate({ model: 'gpt-image-2', prompt: 'a fox' }), NotFoundError);
            assert.deepEqual([noModel.status, noModel.code], [404, 'model_not_found']);

            const noUrl = await rejection(client.files.list(), NotFoundError);
            assert.equal(noUrl.code, 'unknown_url');
        });
    },

    async 'trouble'() {
        await withService('trouble', async (client) => {
            const make = (number) => client.images.generate({ model, prompt: `prompt ${number}`, size: '256x256' });
            await make(1);
            const limit = await rejection(make(2), RateLimitError);
            assert.deepEqual([limit.status, limit.code], [429, 'rate_limit_exceeded']);
            assert.equal(limit.headers.get('retry-after'), '1');
            await make(3);
            assert.equal((await rejection(make(4), InternalServerError)).type, 'server_error');
            await make(5);
            assert.equal((await rejection(make(6), BadRequestError)).code, 'moderation_blocked');
            await make(2);
            await make(4);
            await rejection(make(6), BadRequestError);

            // With retries on, as its users have it, the client gets over the two that pass.
            const patient = client.withOptions({ maxRetries: 2 });
            for (const number of [7, 8, 9, 10]) {
                const answer = await patient.images.generate({ model, prompt: `prompt ${number}`, size: '256x256' });
                assert.equal(answer.data.length, 1);
            }
        });
    },
};

for (const [name, check] of Object.entries(checks)) {
    await check();
    console.log(`passed: ${name}`);
}
