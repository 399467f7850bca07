package dev.deskbus.file;

import java.net.URI;

/**
 * A bucket of an S3-compatible server, addressed by path.
 *
 * @param endpoint scheme, host and perhaps port
 */
public record S3Bucket(URI endpoint, String region, String bucket, String key, String secret) {
    @Override
    public String toString() {
        return "S3Bucket[" + endpoint + "/" + bucket + "]";
    }
}
