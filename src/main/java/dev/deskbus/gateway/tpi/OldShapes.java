package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.Integration;
import dev.deskbus.gateway.http.Throttle;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator, once an hour, which integrations still send what has got another meaning. */
final class OldShapes {
    private static final Logger LOG = LoggerFactory.getLogger(OldShapes.class);

    private final Throttle notes = new Throttle(1, Duration.ofHours(1));

    /** Type 2005 was sent under a token, and was no file (decision V2-24). */
    void notePreMessage(Integration integration) {
        if (notes.tryTake(integration.name())) {
            LOG.atInfo()
                    .addKeyValue("integration", integration.name())
                    .log("sends words while waiting as type 2005, which is 2020 now");
        }
    }
}
