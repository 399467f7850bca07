/** Who owns which shard: leases, claims, and the host of the actors. */
@NullMarked
package dev.deskbus.cluster;

import org.jspecify.annotations.NullMarked;
