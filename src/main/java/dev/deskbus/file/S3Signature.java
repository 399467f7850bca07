package dev.deskbus.file;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs requests to one bucket (AWS Signature Version 4). */
final class S3Signature {
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final S3Bucket bucket;
    private final AwsCredentialsIdentity identity;

    S3Signature(S3Bucket bucket) {
        this.bucket = bucket;
        this.identity = AwsCredentialsIdentity.create(bucket.key(), bucket.secret());
    }

    /** The headers of a request without a body. */
    Map<String, List<String>> sign(SdkHttpMethod method, URI uri) {
        return signed(SdkHttpRequest.builder().method(method).uri(uri).build(), null);
    }

    /** The headers of a request that sends that file; reads all of it. */
    Map<String, List<String>> signPut(URI uri, Path body, String type) throws IOException {
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.PUT)
                        .uri(uri)
                        .putHeader("Content-Type", type)
                        .build();
        try (InputStream content = Files.newInputStream(body)) {
            return signed(request, content);
        }
    }

    private Map<String, List<String>> signed(
            SdkHttpRequest request, @Nullable InputStream content) {
        return signer.sign(
                        call -> {
                            call.identity(identity)
                                    .request(request)
                                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                                    .putProperty(AwsV4HttpSigner.REGION_NAME, bucket.region())
                                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false);
                            if (content != null) {
                                call.payload(() -> content);
                            }
                        })
                .request()
                .headers();
    }
}
