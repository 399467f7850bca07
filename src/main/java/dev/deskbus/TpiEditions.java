package dev.deskbus;

import dev.deskbus.bus.Bus;
import dev.deskbus.config.Settings;
import dev.deskbus.gateway.tpi.Edition;
import dev.deskbus.gateway.tpi.v1.PictureStore;
import dev.deskbus.gateway.tpi.v1.V1Access;
import dev.deskbus.gateway.tpi.v1.V1Edition;

/** What is spoken beside the newest edition of the third-party interface. */
final class TpiEditions {
    private TpiEditions() {}

    /** The first edition, if the settings let anybody speak it. */
    static Edition of(Settings.Tpi settings, Bus bus, Stores stores, PictureStore pictures) {
        Settings.TpiV1 v1 = settings.v1();
        return v1.isOff()
                ? Edition.NONE
                : new V1Edition(
                        V1Access.of(v1.signed(), v1.callers()),
                        bus,
                        stores.clients(),
                        stores.views(),
                        pictures);
    }
}
