package dev.deskbus;

import dev.deskbus.config.Settings;
import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.Purpose;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.file.CataloguedFiles;
import dev.deskbus.file.FfmpegPlayback;
import dev.deskbus.file.FileRules;
import dev.deskbus.file.S3Bucket;
import dev.deskbus.gateway.http.FileLinks;
import dev.deskbus.gateway.http.StoredFileResource;
import dev.deskbus.gateway.tpi.MediaKeeper;
import dev.deskbus.gateway.tpi.MediaKeeper.Kept;
import dev.deskbus.gateway.tpi.UploadResource;
import dev.deskbus.gateway.tpi.UploadSettings;
import dev.deskbus.gateway.tpi.v1.PictureStore;
import dev.deskbus.ops.Metrics;
import dev.deskbus.port.FileCatalog;
import dev.deskbus.port.FileStore;
import dev.deskbus.port.VoicePlayback;
import dev.deskbus.store.PgFileCatalog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;

/** Wires files: where they lie, how they come in, and how they are served. */
record FileWiring(FileStore store, UploadResource uploads, StoredFileResource serving) {
    /** Makes the folder; nothing is served before it is mounted. */
    static FileWiring of(Vertx vertx, Settings.Files settings, Stores stores) {
        FileStore files = store(vertx, settings, new PgFileCatalog(stores.pg()));
        return new FileWiring(
                files,
                new UploadResource(vertx, stores.clients(), files, UploadSettings.defaults()),
                new StoredFileResource(files, voices(vertx, settings, files)));
    }

    /** Mount it before anything that reads bodies. */
    void mount(Router router) {
        uploads.mount(router);
        serving.mount(router);
    }

    /** Where the media of requests are kept. */
    MediaKeeper media() {
        return (tenant, sort, bytes) ->
                switch (sort) {
                    case PICTURE -> keep(tenant, "image", bytes, Purpose.PICTURE);
                    case VOICE -> keep(tenant, "voice", bytes, Purpose.VOICE);
                };
    }

    /** The same for the first edition. */
    PictureStore pictures() {
        return (tenant, picture) ->
                keep(tenant, picture.name(), picture.bytes(), Purpose.PICTURE).map(Kept::url);
    }

    private Future<Kept> keep(TenantId tenant, String name, Buffer bytes, Purpose purpose) {
        return store.receive(bytes, FileName.of(name), purpose)
                .compose(draft -> store.keep(draft, tenant))
                .map(file -> new Kept(FileLinks.path(file), file.name().value(), file.size()));
    }

    void measure(Metrics metrics) {
        metrics.gauge("deskbus.uploads.under.way", "Files that are coming", uploads::underWay);
        metrics.count("deskbus.uploads.kept", "Files that were kept", uploads::kept);
        metrics.count("deskbus.uploads.refused", "Files that were not", uploads::refused);
    }

    private static VoicePlayback voices(Vertx vertx, Settings.Files settings, FileStore files) {
        Path ffmpeg = settings.ffmpeg();
        return ffmpeg == null ? VoicePlayback.NONE : new FfmpegPlayback(vertx, files, ffmpeg);
    }

    private static FileStore store(Vertx vertx, Settings.Files settings, FileCatalog catalog) {
        FileRules rules = new FileRules(settings.limit(), Set.copyOf(settings.extensions()));
        Settings.S3 s3 = settings.s3();
        try {
            return s3 == null
                    ? CataloguedFiles.inFolder(vertx, rules, catalog, settings.dir())
                    : CataloguedFiles.inBucket(vertx, rules, catalog, settings.dir(), bucket(s3));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use files.dir", e);
        }
    }

    private static S3Bucket bucket(Settings.S3 s3) {
        return new S3Bucket(
                s3.endpoint(), s3.region(), s3.bucket(), s3.key().value(), s3.secret().value());
    }
}
