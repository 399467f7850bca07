package dev.deskbus.gateway.http;

import java.time.Duration;

/**
 * How many wrong passwords are looked at; right ones do not count.
 *
 * @param perAccount for one login name in the period
 * @param perAddress from one address in the period
 */
public record LoginLimits(int perAccount, int perAddress, Duration period) {
    /** At most twenty in an account's worst hour. */
    public static final LoginLimits USUAL = new LoginLimits(10, 120, Duration.ofHours(1));
}
