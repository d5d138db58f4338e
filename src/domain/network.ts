import { isIpAddress } from "./hostname.ts";

/**
 * Key under which the owner of an address is kept. No network smaller than a /24 or /48 is announced in the
 * global table, so all addresses of one share their owner. `null`: no address.
 *
 *   154.223.230.135             => 154.223.230.0/24
 *   2606:4700:3035::6815:18a7   => 2606:4700:3035/48
 *   ::1                         => 0:0:0/48
 */
export function networkKey(ip: string): string | null {
  if (!isIpAddress(ip)) return null;
  if (!ip.includes(":")) return `${ip.slice(0, ip.lastIndexOf("."))}.0/24`;
  const [head = "", tail = ""] = ip.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const zeros = new Array(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = ip.includes("::") ? [...before, ...zeros, ...after] : before;
  return `${groups.slice(0, 3).join(":")}/48`;
}
