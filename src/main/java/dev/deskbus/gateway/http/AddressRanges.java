package dev.deskbus.gateway.http;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A set of IP addresses, as CIDR ranges. Not Netty's {@code IpSubnetFilterRule}: an IPv6 address
 * that begins with ones alone is in each of those, {@code fe80::1} in {@code 2000::/3}.
 */
record AddressRanges(List<Range> ranges) {
    /** Whatever is not a host on the public IPv4 internet (IANA special-purpose registry). */
    private static final AddressRanges SPECIAL_IPV4 =
            of(
                    List.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/4",
                            "240.0.0.0/4"));

    /** Loopback, mapped, NAT64, unique-local, link-local and multicast all lie outside. */
    private static final AddressRanges GLOBAL_IPV6 = of(List.of("2000::/3"));

    /** Teredo and its like, documentation, 6to4. */
    private static final AddressRanges SPECIAL_IPV6 =
            of(List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

    AddressRanges {
        ranges = List.copyOf(ranges);
    }

    /** The entries of that list that are addresses or ranges; names are left out. */
    static AddressRanges of(List<String> entries) {
        return new AddressRanges(
                entries.stream().map(AddressRanges::range).flatMap(Optional::stream).toList());
    }

    /** Whether it is the address of a host on the public internet. */
    static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? !SPECIAL_IPV4.contains(address)
                : GLOBAL_IPV6.contains(address) && !SPECIAL_IPV6.contains(address);
    }

    /** Whether there is not a single one. */
    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<Range> range(String entry) {
        int slash = entry.indexOf('/');
        byte[] bytes =
                NetUtil.createByteArrayFromIpAddressString(
                        slash < 0 ? entry : entry.substring(0, slash));
        if (bytes == null) {
            return Optional.empty();
        }
        int bits = bytes.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(entry.substring(slash + 1));
        return prefix < 0 || prefix > bits
                ? Optional.empty()
                : Optional.of(
                        new Range(
                                bytes.length,
                                bits - prefix,
                                new BigInteger(1, bytes).shiftRight(bits - prefix)));
    }

    private static int prefix(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    /**
     * All addresses of a length that begin alike.
     *
     * @param size bytes of an address
     * @param free bits at its end that do not matter
     * @param start the bits before them
     */
    record Range(int size, int free, BigInteger start) {
        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            return bytes.length == size && new BigInteger(1, bytes).shiftRight(free).equals(start);
        }
    }
}
