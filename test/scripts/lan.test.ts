import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { lanAddresses } from '../../scripts/lan.mjs';

function ipv4(address: string, internal = false): NetworkInterfaceInfo {
  const mac = '00:00:00:00:00:00';
  return { address, internal, mac, family: 'IPv4', netmask: '255.255.255.0', cidr: null };
}

function ipv6(address: string): NetworkInterfaceInfo {
  return { ...ipv4(address), family: 'IPv6', scopeid: 0 };
}

describe('the addresses for phones nearby', () => {
  it('begin with those that a phone most likely reaches', () => {
    const found = lanAddresses({
      docker0: [ipv4('172.17.0.1')],
      tun0: [ipv4('203.0.113.9')],
      eth1: [ipv4('198.51.100.7')],
      wlan0: [ipv6('fe80::1'), ipv4('192.168.1.20')],
    });
    expect(found).toEqual(['192.168.1.20', '198.51.100.7', '172.17.0.1', '203.0.113.9']);
  });

  it('are none where there is only this machine', () => {
    expect(lanAddresses({ lo: [ipv4('127.0.0.1', true)], eth0: undefined })).toEqual([]);
  });
});
