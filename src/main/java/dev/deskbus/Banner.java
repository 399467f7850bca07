package dev.deskbus;

import dev.deskbus.config.Settings;
import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.directory.Password;
import dev.deskbus.store.PgAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person at the terminal reads when the node is ready. */
record Banner(Settings settings, PgAddress database, Directory directory) {
    private static final Logger OUT = LoggerFactory.getLogger("banner");

    void show() {
        Settings.Edges edges = settings.edges();
        String http = edges.host() + ":" + edges.httpPort();
        OUT.info("");
        OUT.info("  TPI         http://{}/EliteWebChat/tpi", http);
        OUT.info(
                "  KF console  ws://{}/ws/kf  and  ws://{}:{}/",
                http,
                edges.host(),
                edges.kfPort());
        if (!settings.weChat().isOff()) {
            OUT.info("  WeChat      http://{}/webchat/createcon.do", http);
        }
        OUT.info("  login       http://{}/api/login", http);
        OUT.info("  operation   http://{}/health  http://{}/metrics", http, http);
        OUT.info("  database    {}", database);
        if (directory.demo()) {
            showLogins();
        }
        OUT.info("");
        OUT.info("Deskbus is ready");
    }

    /** A demo's passwords are no secrets: they stand in a file that everybody has. */
    private void showLogins() {
        directory
                .agents()
                .forEach(
                        staff -> {
                            Password password = staff.password();
                            if (password != null && staff.agent().enabled()) {
                                OUT.info(
                                        "  agent       {} / {}",
                                        staff.agent().id(),
                                        password.value());
                            }
                        });
        directory
                .clients()
                .forEach(
                        client ->
                                OUT.info(
                                        "  client      {} / {}",
                                        client.loginName(),
                                        client.password().value()));
    }
}
