package vouchsafe.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What strangers cost: memory that they leave behind, and the time of those who refresh meanwhile. */
final class Strangers {
    private static final int LONG_IDS = 12_000;
    private static final int ID_CHARACTERS = 60_000;
    private static final int WRONG_AT_ONCE = 150;
    private static final int SIGN_INS = 200;
    /** Apps that refresh while strangers come. */
    private static final int APPS = 4;

    private final ServerProcess server;
    private final Families families;
    private final Fixture.App app;
    private final Duration measured;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> lines = new ArrayList<>(List.of("| | resident MB | |", "|---|--:|---|"));

    Strangers(ServerProcess server, Families families, Fixture.App app, Duration measured) {
        this.server = server;
        this.families = families;
        this.app = app;
        this.measured = measured;
    }

    /** The figures as a Markdown table. */
    String run() throws Exception {
        List<Refreshes> scripts = IntStream.range(0, APPS)
                .mapToObj(n -> new Refreshes(families, app.authorization(), n, APPS))
                .toList();
        try (Load load = new Load(server.port(), scripts)) {
            load.run(measured);
            line("%d apps refreshed for a while", "", APPS);
            line("%,d sign-ins with right passwords", "", signIns());
            line("%,d token requests with ids of %,d characters", "%s", LONG_IDS, ID_CHARACTERS, longIds());
            Load.Result idle = load.run(measured);
            line("the apps refresh, nobody else", "p50 %.1f ms, p99 %.1f ms", idle.milliseconds(0.5),
                    idle.milliseconds(0.99));
            attack(load, idle, 1, "try a wrong password at once");
            attack(load, idle, Integer.MAX_VALUE, "try wrong passwords twice a second");
            line("%,d more sign-ins", "", signIns());
        }
        return String.join("\n", lines);
    }

    /** The apps refresh while strangers try so many wrong passwords each, for as long as is measured. */
    private void attack(Load load, Load.Result idle, int most, String what) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch ready = new CountDownLatch(WRONG_AT_ONCE);
        try (ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Integer>>> tries = new ArrayList<>();
            for (int n = 0; n < WRONG_AT_ONCE; n++) {
                String login = "bench_" + (SIGN_INS + n);
                tries.add(strangers.submit(() -> wrong(login, ready, most, over)));
            }
            ready.await();
            Load.Result attacked = load.run(measured);
            over.set(true);
            List<Integer> all = new ArrayList<>();
            for (Future<List<Integer>> each : tries) {
                all.addAll(each.get());
            }
            line(
                    "%d strangers %s",
                    "refreshes p50 %.1f ms, p99 %.1f ms, %.1f times the idle one; sign-ins answered %s",
                    WRONG_AT_ONCE, what, attacked.milliseconds(0.5), attacked.milliseconds(0.99),
                    attacked.milliseconds(0.99) / idle.milliseconds(0.99), counted(all));
        }
    }

    private int signIns() throws Exception {
        for (int n = 0; n < SIGN_INS; n++) {
            Fixture.signIn(server.port(), n);
        }
        return SIGN_INS;
    }

    private String longIds() throws Exception {
        Semaphore atATime = new Semaphore(64);
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < LONG_IDS; n++) {
                String id = n + "x".repeat(ID_CHARACTERS);
                String path = n % 2 == 0 ? "/oauth2/token/" : "/api/token";
                atATime.acquire();
                answers.add(strangers.submit(releasing(atATime, () -> post(path,
                        "grant_type=authorization_code&client_id=" + id + "&client_secret=x"))));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> each : answers) {
                statuses.add(each.get());
            }
            return "answered " + counted(statuses);
        }
    }

    private static <T> Callable<T> releasing(Semaphore semaphore, Callable<T> work) {
        return () -> {
            try {
                return work.call();
            } finally {
                semaphore.release();
            }
        };
    }

    /** Looks at the form, waits until all have, and tries, each time with the same cookie, as programs do. */
    private List<Integer> wrong(String login, CountDownLatch ready, int most, AtomicBoolean over) throws Exception {
        HttpResponse<String> page = http.send(request("/account/login/").build(), HttpResponse.BodyHandlers.ofString());
        String forgery = Answer.between(page.body(), "name=\"csrfmiddlewaretoken\" value=\"", '"');
        String cookie = page.headers().firstValue("Set-Cookie").orElse("").split(";")[0];
        ready.countDown();
        ready.await();
        List<Integer> statuses = new ArrayList<>();
        while (!over.get() && statuses.size() < most) {
            String form = "csrfmiddlewaretoken=" + Http.encode(forgery) + "&login=" + login + "&password=wrong";
            statuses.add(http.send(
                            request("/account/login/")
                                    .header("Cookie", cookie)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode());
            // A burst of refusals would measure how fast pages are made.
            Thread.sleep(500);
        }
        return statuses;
    }

    private int post(String path, String form) throws IOException, InterruptedException {
        return http.send(
                        request(path)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static String counted(List<Integer> statuses) {
        Map<Integer, Long> counts =
                statuses.stream().collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(each -> "%,d times %d".formatted(each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** A line of what was done and how much memory the server takes then; the values fill both texts. */
    private void line(String done, String words, Object... values) throws IOException {
        int inFirst = (int) done.chars().filter(letter -> letter == '%').count();
        String first = done.formatted(values);
        String second = words.formatted(List.of(values).subList(inFirst, values.length).toArray());
        String text = "| %s | %.0f | %s |".formatted(first, Cpu.residentMegabytes(server.pid()), second);
        lines.add(text);
        System.err.println(text);
    }
}
