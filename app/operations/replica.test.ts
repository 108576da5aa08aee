import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { litestreamConfig, replicaFolder, replicaOf, replicaStateOf } from './replica';

describe('the replica', () => {
  it.each([
    { url: '/mnt/second', folder: '/mnt/second', thao: '/mnt/second/thao' },
    { url: '/mnt/second/', folder: '/mnt/second/', thao: '/mnt/second/thao' },
    { url: 'file:///mnt/m%C3%A1y%202', folder: '/mnt/máy 2', thao: '/mnt/máy 2/thao' },
    { url: 'sftp://thao@second:22/replica', folder: null, thao: 'sftp://thao@second:22/replica/thao' },
    { url: 's3://bucket/x', folder: null, thao: 's3://bucket/x/thao' },
  ])('knows where $url is', ({ url, folder, thao }) => {
    expect([replicaFolder(url), replicaOf(url, 'thao')]).toEqual([folder, thao]);
  });

  it.each([
    { url: null, lagSeconds: null, state: 'none' },
    { url: 's3://bucket', lagSeconds: null, state: 'unwatched' },
    { url: '/mnt/second', lagSeconds: null, state: 'late' },
    { url: '/mnt/second', lagSeconds: 60, state: 'ok' },
    { url: '/mnt/second', lagSeconds: 61, state: 'late' },
  ])('is $state at $url with a lag of $lagSeconds', ({ state, ...input }) => {
    expect(replicaStateOf(input)).toBe(state);
  });

  it('writes a configuration that says what was meant, whatever the paths are called', () => {
    const databases = [
      { name: 'thao' as const, path: '/var/lib/thảo: "dữ liệu"/thao.sqlite' },
      { name: 'files' as const, path: '/var/lib/x #1/files.sqlite' },
    ];
    const intervals = { 'sync-interval': '1s', 'snapshot-interval': '24h', retention: '72h' };
    expect(parse(litestreamConfig({ url: '/mnt/máy 2', databases }))).toEqual({
      dbs: [
        { path: databases[0]?.path, replicas: [{ type: 'file', path: '/mnt/máy 2/thao', ...intervals }] },
        { path: databases[1]?.path, replicas: [{ type: 'file', path: '/mnt/máy 2/files', ...intervals }] },
      ],
    });
    expect(parse(litestreamConfig({ url: 's3://b/x', databases: databases.slice(1) }))).toEqual({
      dbs: [{ path: databases[1]?.path, replicas: [{ url: 's3://b/x/files', ...intervals }] }],
    });
  });
});
