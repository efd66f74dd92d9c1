package vouchsafe.files;

import io.minio.MinioAsyncClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * The client, with threads of its own. The library reads what it uploads on the JVM's common pool, which has as many threads
 * as there are processors less one: a single slow sender would stop every other upload.
 */
final class S3Connection extends MinioAsyncClient {
    private static final int AT_A_TIME = 128;

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    private S3Connection(MinioAsyncClient client) {
        super(client);
    }

    static S3Connection to(S3Settings settings) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(AT_A_TIME);
        dispatcher.setMaxRequestsPerHost(AT_A_TIME);
        return new S3Connection(MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(new OkHttpClient.Builder().dispatcher(dispatcher).build())
                .build());
    }

    @Override
    protected <T> CompletableFuture<T> supplyAsync(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }
}
