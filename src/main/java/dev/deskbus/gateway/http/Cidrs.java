package dev.deskbus.gateway.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ranges of addresses, such as {@code 10.0.0.0/8}, {@code ::1} or {@code 192.168.0.1}. An entry
 * that is none of these matches nothing. Names are never looked up.
 */
public final class Cidrs {
    private final List<IpSubnetFilterRule> ranges;

    private Cidrs(List<IpSubnetFilterRule> ranges) {
        this.ranges = ranges;
    }

    /** The ranges that are written there. */
    public static Cidrs of(List<String> entries) {
        return new Cidrs(entries.stream().flatMap(Cidrs::parse).toList());
    }

    /** Whether the address lies in one of the ranges. */
    public boolean contains(InetAddress address) {
        var socket = new InetSocketAddress(address, 0);
        return ranges.stream().anyMatch(range -> range.matches(socket));
    }

    /** The address that is written there in figures; empty for anything else, such as a name. */
    public static Optional<InetAddress> literal(String text) {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
    }

    private static Stream<IpSubnetFilterRule> parse(String entry) {
        int slash = entry.indexOf('/');
        String figures = slash < 0 ? entry : entry.substring(0, slash);
        return literal(figures.strip()).stream()
                .flatMap(
                        address -> {
                            int bits = address.getAddress().length * Byte.SIZE;
                            int prefix = slash < 0 ? bits : prefix(entry.substring(slash + 1));
                            return prefix < 0 || prefix > bits
                                    ? Stream.empty()
                                    : Stream.of(
                                            new IpSubnetFilterRule(
                                                    address, prefix, IpFilterRuleType.ACCEPT));
                        });
    }

    private static int prefix(String text) {
        String figures = text.strip();
        return figures.matches("[0-9]{1,3}") ? Integer.parseInt(figures) : -1;
    }
}
