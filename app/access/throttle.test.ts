import { describe, expect, it } from 'vitest';
import { freeTriesOf, networkOf, waitAfter } from './throttle';

describe('waiting after wrong sign-ins', () => {
  it.each([
    ['the fourth wrong try of a name', 'name:van', 4, 0],
    ['the fifth', 'name:van', 5, 15],
    ['the sixth', 'name:van', 6, 30],
    ['the hundredth', 'name:van', 100, 300],
    ['the twenty-ninth from an address', 'address:10.0.0.1', 29, 0],
    ['the thirtieth from an address', 'address:10.0.0.1', 30, 15],
    ['the fifth wrong code of a confirmation', 'verify:10.0.0.1', 5, 15],
  ])('%s', (_, key, failures, seconds) => {
    expect(waitAfter(failures, freeTriesOf(key))).toBe(seconds);
  });
});

describe('the network of an address', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:1:2:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
