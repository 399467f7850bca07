package dev.deskbus;

import dev.deskbus.bus.Bus;
import dev.deskbus.config.Settings;
import dev.deskbus.gateway.http.BlackList;
import dev.deskbus.gateway.tpi.Edition;
import dev.deskbus.gateway.tpi.TpiSettings;
import dev.deskbus.gateway.tpi.v1.PictureStore;
import dev.deskbus.gateway.tpi.v1.V1Access;
import dev.deskbus.gateway.tpi.v1.V1Edition;

/** Which editions of the third-party interface are spoken, and how. */
final class TpiEditions {
    private TpiEditions() {}

    /** How the newest behaves. */
    static TpiSettings settings(Settings settings) {
        Settings.Crowds crowds = settings.tpi().crowds();
        return TpiSettings.defaults(settings.tpi().zone(), settings.edges().front().proxies())
                .with(settings.edges().publicUrl())
                .with(new BlackList.Rules(crowds.visits(), crowds.within(), crowds.ban()));
    }

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
