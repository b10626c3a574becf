import { describe, expect, test } from 'vitest';
import { celEnvironment } from './base-environment.ts';
import { readExpression } from './expression.ts';

// As upstream's own tests expect them (apiserver pkg/cel/library/*_test.go@1.36, and the vectors of its test data).
const TRUE = [
  '[1, 2, 3].sum() == 6',
  '[1, 2, 2].isSorted() && ![2, 1].isSorted()',
  '["b", "a"].min() == "a" && [1, 3, 2].max() == 3',
  '[1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2 && [1].indexOf(9) == -1',
  'sets.contains([1, 2, 3], [2]) && sets.intersects([1], [1, 2]) && sets.equivalent([1, 2], [2, 1, 1])',
  '"abc 123 def 456".find("[0-9]+") == "123"',
  '"123 abc 456".findAll("[0-9]+") == ["123", "456"] && "123 abc 456".findAll("[0-9]+", 1) == ["123"]',
  '"%s has %d of %.2f".format(["a", 3, 1.5]) == "a has 3 of 1.50"',
  '"hello".replace("l", "L") == "heLLo" && "hello".replace("l", "L", 1) == "heLlo" && "abc".charAt(1) == "b"',
  'matches("abc", "^a.c$")',
  'isQuantity("1.3Gi") && !isQuantity("200K") && !isQuantity("Three")',
  'quantity("200M").isInteger() && quantity("50k").asInteger() == 50000 && !quantity("0.5").isInteger()',
  'quantity("150Mi").isGreaterThan(quantity("100Mi")) && quantity("50M").isLessThan(quantity("100M"))',
  'quantity("200M").compareTo(quantity("0.2G")) == 0 && quantity("50k").add(20) == quantity("50020") && quantity("-1").sign() == -1',
  'isIP("127.0.0.1") && isIP("::1") && !isIP("127.0.0.256") && !isIP("::ffff:1.2.3.4")',
  'ip("127.0.0.1").family() == 4 && ip("2001:db8::68").isGlobalUnicast() && ip("127.0.0.1").isLoopback()',
  'ip.isCanonical("2001:db8::abcd") && !ip.isCanonical("2001:DB8::ABCD") && ip("2001:db8:0::68") == ip("2001:DB8::68")',
  'cidr("192.168.0.0/24").containsIP("192.168.0.1") && !cidr("192.168.0.0/24").containsIP(ip("192.168.1.1"))',
  'cidr("192.168.0.0/16").containsCIDR("192.168.10.0/24") && cidr("192.168.0.1/24").masked() == cidr("192.168.0.0/24")',
  'string(cidr("192.168.0.0/24").ip()) == "192.168.0.0" && cidr("::1/128").prefixLength() == 128 && !isCIDR("1.2.3.4/33")',
  'isURL("https://example.com:80/path?k=a") && !isURL("../relative-path") && isURL("/absolute-path")',
  'url("https://u@[::1]:80/a b?k1=a&k1=b").getHostname() == "::1" && url("https://example.com:80/").getPort() == "80"',
  'url("https://example.com/p?k1=a&k2=b&k2=c").getQuery()["k2"] == ["b", "c"] && url("/a b").getEscapedPath() == "/a%20b"',
  'isSemver("1.0.0") && !isSemver("v1.0") && isSemver("v1.0", true) && !isSemver("200K")',
  'semver("1.2.3").compareTo(semver("2.0.0")) == -1 && semver("1.2.3-alpha.1").isLessThan(semver("1.2.3")) && semver("v01.1", true).major() == 1',
  '[1, 2].transformList(i, v, v * i) == [0, 2] && [1, 2, 3].transformList(i, v, v > 1, v * i) == [2, 6]',
  '{"a": 1}.transformMap(k, v, v + 1).a == 2 && {"a": 1, "b": 2}.transformMap(k, v, v > 1, k) == {"b": "b"}',
  '{"a": "b"}.transformMapEntry(k, v, {v: k}) == {"b": "a"}',
  '[1, 2].all(i, v, i < v) && {"a": 1}.exists(k, v, k == "a" && v == 1) && [5, 6].existsOne(i, v, i == 1)',
  '[1, 2, 2].existsOne(x, x == 1) && [[1], [2]].map(l, l.transformList(i, v, v + 1)) == [[2], [3]]',
  'optional.of(2).optMap(v, v * 3).value() == 6 && !optional.none().optMap(v, v).hasValue()',
  'optional.of({"a": 1}).optFlatMap(m, m.?b).orValue(7) == 7',
  'optional.of(1).hasValue() && optional.none().orValue(2) == 2',
];

describe('what expressions know beyond CEL itself', () => {
  test.each(TRUE)('%s', (text) => {
    const read = readExpression(text, celEnvironment());
    expect('problem' in read ? read.problem : read.run({})).toEqual({ value: true });
  });

  test.each([
    ['quantity("x")', "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['[].max()', 'max called on empty list'],
    ['1 / 0 == 1', 'division by zero'],
    ['{"a": 1}["b"] == 1', 'no such key: b'],
    ['[1][3] == 1', 'index out of bounds: 3'],
  ])('%s fails: %s', (text, failure) => {
    const read = readExpression(text, celEnvironment());
    expect('problem' in read ? read.problem : read.run({})).toEqual({ failure });
  });
});
