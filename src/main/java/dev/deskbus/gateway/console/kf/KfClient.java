package dev.deskbus.gateway.console.kf;

import java.util.Set;

/**
 * The program at the other end of a console's socket.
 *
 * @param id names this socket (decision KF-33)
 * @param features additive pushes that it understands (decision KF-40)
 */
record KfClient(String id, Set<String> features) {
    KfClient {
        features = Set.copyOf(features);
    }
}
