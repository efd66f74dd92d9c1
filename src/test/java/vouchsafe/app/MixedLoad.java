package vouchsafe.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.ProjectApp;
import vouchsafe.ProjectApp.Tokens;
import vouchsafe.WebSession;

/**
 * People and apps that use a service without a pause, each kind on a thread of its own, over HTTP alone: whatever release
 * answers. An answer that is not the one it should be is kept as a failure; nothing is tried a second time.
 */
final class MixedLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern TOKEN = Pattern.compile("6879-[\\w-]+");
    /** People and apps do something else now and then; and the machine has other work. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private static final int LARGE = 12 * 1024 * 1024;

    private final People people;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Long> uploads = new ConcurrentLinkedQueue<>();
    private final Map<Long, String> links = new ConcurrentHashMap<>();
    private @Nullable String number;
    private volatile List<String> addresses;
    private volatile boolean stopping;

    /**
     * The people of a load, as the command line made them.
     *
     * @param password of everybody
     */
    record People(ProjectApp project, String password, String bob, String carol, String dora) {}

    private interface Step {
        void take() throws Exception;
    }

    /** @param addresses where the service answers, without a slash at the end; requests go to each in turn */
    MixedLoad(People people, String... addresses) {
        this.people = people;
        this.addresses = List.of(addresses);
    }

    /** From now on requests go there. Those that are under way come to their end where they are. */
    void goTo(String... others) {
        addresses = List.of(others);
    }

    private String base() {
        List<String> known = addresses;
        return known.get(Math.floorMod(next.getAndIncrement(), known.size()));
    }

    /** Everybody begins. */
    void begin() {
        Tokens first = connect(browser(people.bob()));
        connect(browser(people.dora()));
        long large = upload(new byte[LARGE], "large.bin");
        begin("refresh", refreshing(first));
        begin("pages", pages());
        begin("exchange", exchanging());
        begin(
                "upload",
                () -> uploads.add(upload(("night " + next.get()).getBytes(StandardCharsets.US_ASCII), "night.csv")));
        begin("slow upload", () -> uploads.add(slowUpload()));
        begin("download", () -> download(large, 0));
        begin("slow download", () -> download(large, 150));
        begin("message", this::message);
        begin("annotation", annotating());
    }

    private void begin(String kind, Step step) {
        AtomicInteger count = new AtomicInteger();
        done.put(kind, count);
        threads.add(Thread.ofPlatform().name("load-" + kind).start(() -> {
            while (!stopping) {
                try {
                    step.take();
                    count.incrementAndGet();
                    Thread.sleep(BETWEEN);
                } catch (Throwable failure) {
                    failures.add(kind + " after " + count + ": " + failure);
                    return;
                }
            }
        }));
    }

    /** How often each kind came to its end so far. */
    Map<String, Integer> done() {
        Map<String, Integer> counts = new TreeMap<>();
        done.forEach((kind, count) -> counts.put(kind, count.get()));
        return counts;
    }

    /** Waits until each kind did so much more, or one failed. */
    void awaitMore(int times) {
        Map<String, Integer> before = done();
        await().atMost(Duration.ofMinutes(4))
                .until(() -> !failures.isEmpty()
                        || before.entrySet().stream()
                                .allMatch(kind -> done().getOrDefault(kind.getKey(), 0) >= kind.getValue() + times));
    }

    /** What went wrong. */
    Collection<String> failures() {
        return List.copyOf(failures);
    }

    int count(String kind) {
        return done().getOrDefault(kind, 0);
    }

    /** Ends after what is under way. */
    @Override
    public void close() {
        stopping = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    /** Looks for everything that was answered for, when nobody asks any more. */
    void assertNothingIsLost() {
        List<Long> present = new ArrayList<>();
        files().forEach(file -> present.add(file.path("id").asLong()));
        List<Long> lost = new ArrayList<>(uploads);
        lost.removeAll(present);
        if (!lost.isEmpty()) {
            throw new AssertionError("uploads were answered for and are lost: " + lost);
        }
    }

    /** A browser in which this member has signed in. */
    WebSession browser(String username) {
        WebSession browser = new WebSession(base());
        expect(
                browser.submit("/account/login/", Map.of("login", username, "password", people.password())),
                303,
                "sign-in");
        return browser;
    }

    /** The member connects the app, which exchanges the code. */
    Tokens connect(WebSession member) {
        String path = people.project().authorization(base());
        HttpResponse<String> answer = member.get(path);
        if (answer.statusCode() == 200) {
            answer = member.post(path, ProjectApp.allowing(answer));
        }
        HttpResponse<String> last = answer;
        String code = ProjectApp.code(answer)
                .orElseThrow(() -> new AssertionError("authorize: " + last.statusCode() + " " + last.body()));
        return Tokens.of(expect(send(people.project().exchange(base(), code)), 200, "exchange"));
    }

    HttpResponse<String> revoke(String base, String token) {
        return send(people.project().revoke(base, token));
    }

    /** What the app is told about the member of this token, at this address. */
    HttpResponse<String> member(String base, String access) {
        return send(people.project().member(base, access));
    }

    private Step refreshing(Tokens first) {
        Tokens[] current = {first};
        String[] number = {""};
        return () -> {
            HttpResponse<String> answer =
                    expect(send(people.project().refresh(base(), current[0].refresh())), 200, "refresh");
            current[0] = Tokens.of(answer);
            HttpResponse<String> member = expect(member(base(), current[0].access()), 200, "exchange-member");
            String found = JsonMapper.shared()
                    .readTree(member.body())
                    .path("project_member_id")
                    .asString();
            require(number[0].isEmpty() || number[0].equals(found), "another member: " + found);
            number[0] = found;
        };
    }

    private Step pages() {
        WebSession browser = browser(people.carol());
        return () -> {
            String base = base();
            require(
                    expect(browser.get(base + "/account/"), 200, "account")
                            .body()
                            .contains(people.carol()),
                    "account");
            expect(browser.get(base + "/"), 200, "front page");
            expect(new WebSession(base).get("/account/login/"), 200, "sign-in page");
        };
    }

    private Step exchanging() {
        WebSession browser = browser(people.dora());
        return () -> {
            Tokens tokens = connect(browser);
            expect(member(base(), tokens.access()), 200, "what was exchanged");
            expect(revoke(base(), tokens.access()), 200, "revoke");
        };
    }

    private Step annotating() {
        WebSession browser = browser(people.dora());
        browser.get("/account/developer");
        browser.post("/account/developer", Map.of());
        String token = find(TOKEN, browser.get("/account/developer").body(), "developer page");
        String uri = "https://example.org/" + people.dora();
        return () -> expect(
                send(HttpRequest.newBuilder(URI.create(base() + "/api/annotations"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"uri\":\"" + uri
                                + "\",\"text\":\"Note\",\"permissions\":{\"read\":[\"group:__world__\"]}}"))),
                200,
                "annotation");
    }

    /** The annotations that anybody finds. */
    int annotations() {
        HttpResponse<String> found = expect(
                send(HttpRequest.newBuilder(URI.create(
                        base() + "/api/search?limit=0&uri=" + encode("https://example.org/" + people.dora())))),
                200,
                "search");
        return JsonMapper.shared().readTree(found.body()).path("total").asInt();
    }

    private void message() {
        HttpResponse<String> answer = send(people.project().message(base(), "Load", "all_members=True"));
        require(expect(answer, 200, "message").body().equals("\"success\""), answer.body());
    }

    /** The number of a member, whose files they are. */
    private synchronized String someone() {
        String known = number;
        if (known == null) {
            Tokens tokens = connect(browser(people.carol()));
            known = JsonMapper.shared()
                    .readTree(member(base(), tokens.access()).body())
                    .path("project_member_id")
                    .asString();
            number = known;
        }
        return known;
    }

    private long upload(byte[] content, String name) {
        return uploaded(people.project().upload(base(), someone(), name, content));
    }

    /** Half a megabyte in some three seconds. */
    private long slowUpload() {
        HttpRequest.Builder upload = people.project().upload(base(), someone(), "slow.bin", new byte[500_000]);
        byte[] body = bytes(upload.build());
        return uploaded(upload.POST(HttpRequest.BodyPublishers.fromPublisher(
                HttpRequest.BodyPublishers.ofInputStream(() -> new Slow(body)), body.length)));
    }

    private static byte[] bytes(HttpRequest request) {
        BodyOf body = new BodyOf();
        request.bodyPublisher().orElseThrow().subscribe(body);
        return body.bytes();
    }

    private long uploaded(HttpRequest.Builder request) {
        long id = JsonMapper.shared()
                .readTree(expect(send(request), 201, "upload").body())
                .path("id")
                .asLong();
        require(id > 0, "no number");
        return id;
    }

    private List<JsonNode> files() {
        List<JsonNode> files = new ArrayList<>();
        HttpRequest.Builder next = people.project().files(base(), someone());
        while (next != null) {
            JsonNode page = JsonMapper.shared()
                    .readTree(expect(send(next), 200, "files").body());
            page.path("data").forEach(files::add);
            String further = page.path("next").asString("");
            next = further.isEmpty() ? null : people.project().page(further);
        }
        return files;
    }

    /** @param pause milliseconds after each half megabyte */
    private void download(long id, int pause) throws IOException, InterruptedException {
        String link = links.computeIfAbsent(
                id,
                file -> files().stream()
                        .filter(each -> each.path("id").asLong() == file)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("the file is not listed"))
                        .path("download_url")
                        .asString());
        String path = link.substring(link.indexOf('/', "https://".length()));
        HttpResponse<String> redirect =
                expect(send(HttpRequest.newBuilder(URI.create(base() + path))), 302, "download link");
        String location = redirect.headers().firstValue("Location").orElseThrow();
        location = location.startsWith("/") ? location : location.substring(location.indexOf('/', "https://".length()));
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(URI.create(base() + location)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        require(answer.statusCode() == 200, "download: " + answer.statusCode());
        int length = 0;
        try (InputStream in = answer.body()) {
            byte[] part = in.readNBytes(512 * 1024);
            while (part.length > 0) {
                length += part.length;
                Thread.sleep(pause);
                part = in.readNBytes(512 * 1024);
            }
        }
        require(length == LARGE, "the file came with " + length + " bytes");
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpResponse<String> expect(HttpResponse<String> answer, int status, String what) {
        require(answer.statusCode() == status, what + ": " + answer.statusCode() + " " + answer.body());
        return answer;
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what);
        }
    }

    private static String find(Pattern pattern, String text, String where) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new AssertionError("not in the " + where + ": " + pattern + "; " + text);
        }
        return found.groupCount() == 0 ? found.group() : found.group(1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Gives its bytes over some three seconds. */
    private static final class Slow extends InputStream {
        private static final int STEPS = 30;
        private final byte[] bytes;
        private int at;

        Slow(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in pieces");
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (at == bytes.length) {
                return -1;
            }
            try {
                Thread.sleep(3_000 / STEPS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
            int count = Math.min(Math.min(most, bytes.length / STEPS + 1), bytes.length - at);
            System.arraycopy(bytes, at, into, from, count);
            at += count;
            return count;
        }
    }

    /** Collects what a publisher would send; the ones of arrays do so before {@code subscribe} returns. */
    private static final class BodyOf implements Flow.Subscriber<ByteBuffer> {
        private byte[] collected = new byte[0];

        byte[] bytes() {
            return collected;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer part) {
            int before = collected.length;
            collected = Arrays.copyOf(collected, before + part.remaining());
            part.get(collected, before, part.remaining());
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            // Everything has been collected.
        }
    }
}
