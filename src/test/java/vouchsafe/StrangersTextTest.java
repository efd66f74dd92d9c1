package vouchsafe;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import vouchsafe.crypto.Fingerprint;
import vouchsafe.db.Memory;

/** Nothing a stranger sends stays in memory: by what the shared maps of the house are keyed, and by a look at the heap. */
@Isolated("dumps the heap, which stops all of this JVM for seconds")
@Tag("slow")
class StrangersTextTest {
    /** Types that have one size whatever anybody sends. */
    private static final Set<Type> FIXED = Set.of(
            UUID.class, Fingerprint.class, Integer.class, Long.class, Byte.class, int.class, long.class, byte.class);

    /** Maps with other keys, and why those are bounded. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("vouchsafe.db.ChangeFeed.subscribers", "channels that rooms of the house subscribe to"),
            Map.entry("vouchsafe.crypto.SigningKeys.opened", "ids of pairs of keys that this server made"),
            Map.entry("vouchsafe.db.Memory.slots", "whatever its owner uses, who is looked at here"),
            Map.entry("vouchsafe.projects.KeptProjects.bySlug", "slugs of projects that exist, which are short"),
            Map.entry("vouchsafe.audit.RequestLog.answeredCalls", "a row id and a constant of ours"),
            Map.entry("vouchsafe.audit.RequestLog.refusedCalls", "a row id and a constant of ours"),
            Map.entry("vouchsafe.hypothesis.embed.ClientFiles.read", "names of files that exist"),
            Map.entry("vouchsafe.hypothesis.embed.ClientFiles.TYPES", "a constant"),
            Map.entry("vouchsafe.hypothesis.live.LiveSockets.all", "open sockets, which are bounded"),
            Map.entry(
                    "vouchsafe.hypothesis.live.LiveSockets.byInterest", "interests of open sockets, which are bounded"),
            Map.entry("vouchsafe.portal.documentation.Guides.values", "documents of ours"),
            Map.entry("vouchsafe.app.demo.ExampleApp.visits", "random values of its own"),
            Map.entry("vouchsafe.hypothesis.live.LiveSockets$Listeners.sockets", "open sockets, which are bounded"),
            Map.entry(
                    "vouchsafe.web.NetworkConnections$Counted.networks",
                    "networks of open connections, which are bounded"),
            Map.entry("vouchsafe.web.NetworkConnections$Counted.open", "open connections, which are bounded"),
            Map.entry("vouchsafe.db.StatementWatch.told", "names of methods of ours"),
            Map.entry("vouchsafe.web.ServedRequests.endpoints", "patterns of servlets, constants of ours"),
            Map.entry(
                    "vouchsafe.archive.ShippedFiles.waiting",
                    "keys of ours of objects that are stored, which quotas bound"),
            Map.entry("vouchsafe.web.OpenRequests.open", "networks with requests under way, as literals of addresses"));

    private static final int EACH = 60;
    /** Buffers of connections keep the last thing that went through them, so this many of one door may be found. */
    private static final int IN_BUFFERS = 30;

    private final TestServer server = TestServer.shared();

    @Test
    void no_shared_map_or_cache_has_a_key_whose_size_a_stranger_chooses() throws Exception {
        Set<String> unbounded = new TreeSet<>();
        int looked = 0;
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("vouchsafe")) {
            for (Field field : Class.forName(each.getName(), false, getClass().getClassLoader())
                    .getDeclaredFields()) {
                if (shared(field, each) && field.getGenericType() instanceof ParameterizedType type) {
                    looked++;
                    if (!fixed(type.getActualTypeArguments()[0])) {
                        unbounded.add(field.getDeclaringClass().getName() + "." + field.getName());
                    }
                }
            }
        }
        assertThat(looked).as("maps looked at").isGreaterThan(10);
        assertThat(unbounded)
                .as("key these by a row id or a Fingerprint, or say here why the key is bounded")
                .isSubsetOf(OURS.keySet());
    }

    /** A cache, or a map that threads share: what belongs to one request is a plain map. */
    private static boolean shared(Field field, JavaClass owner) {
        boolean concurrent = owner.getConstructorCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ConcurrentHashMap.class))
                || owner.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ConcurrentHashMap.class));
        Class<?> type = field.getType();
        return Cache.class.isAssignableFrom(type)
                || type == Memory.class
                || concurrent && (Map.class.isAssignableFrom(type) || Set.class.isAssignableFrom(type));
    }

    private static boolean fixed(Type key) {
        if (FIXED.contains(key)) {
            return true;
        }
        if (!(key instanceof Class<?> type)) {
            return false;
        }
        return type.isEnum()
                || type.isRecord()
                        && Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getGenericType)
                                .allMatch(StrangersTextTest::fixed);
    }

    @Test
    void what_strangers_sent_is_nowhere_in_the_heap(@TempDir Path folder) throws IOException {
        String marker = "stranger" + UUID.randomUUID().toString().replace("-", "");
        List<Sending> doors = doors();
        for (int i = 0; i < EACH * doors.size(); i++) {
            Sending door = doors.get(i % doors.size());
            int status = door.send(marker + String.format("%06d", i) + "x".repeat(8_000));
            assertThat(status).as("door " + i % doors.size()).isBetween(200, 499);
        }
        Path dump = folder.resolve("heap.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        Map<Integer, Long> kept = found(dump, marker).stream()
                .boxed()
                .collect(Collectors.groupingBy(number -> number % doors.size(), Collectors.counting()));
        assertThat(kept.values()).as("by door: " + kept).allMatch(count -> count < IN_BUFFERS);
    }

    @FunctionalInterface
    private interface Sending {
        int send(String text);
    }

    /** Every way in which somebody unknown names a client, a member or a mailbox. */
    private List<Sending> doors() {
        List<Sending> doors = new ArrayList<>();
        for (String path : List.of("/oauth2/token/", "/oauth2/revoke_token/", "/api/token", "/oauth/revoke")) {
            doors.add(text -> post(path, Map.of("grant_type", "authorization_code", "client_id", text), Map.of()));
            doors.add(text -> post(
                    path,
                    Map.of("grant_type", "refresh_token", "refresh_token", text),
                    Map.of("Authorization", TestApp.basic(text, text.substring(0, 50)))));
        }
        doors.add(text -> TestApp.get("/api/users/acct:a@b.example", Map.of("Authorization", TestApp.basic(text, "x")))
                .status());
        doors.add(text -> TestApp.get("/api/profile", Map.of("Authorization", "Bearer " + text))
                .status());
        doors.add(page("/account/login/", "login"));
        doors.add(page("/account/login/", "password"));
        doors.add(page("/account/password/reset/", "login"));
        doors.add(page("/account/signup/", "username"));
        doors.add(page("/account/signup/", "email"));
        return doors;
    }

    private static int post(String path, Map<String, String> form, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return TestApp.post(path, TestApp.encode(form), all).status();
    }

    private Sending page(String path, String field) {
        Map<String, String> rest = new HashMap<>(Map.of("login", "nobody", "password", "wrong"));
        WebSession browser = server.browser();
        return text -> {
            rest.put(field, text);
            return browser.submit(path, rest).statusCode();
        };
    }

    /** Which of the texts with this beginning stand in a file. */
    private static BitSet found(Path dump, String marker) throws IOException {
        byte[] wanted = marker.getBytes(StandardCharsets.ISO_8859_1);
        BitSet found = new BitSet();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(dump), 1 << 20)) {
            int matched = 0;
            int next;
            while ((next = bytes.read()) >= 0) {
                // No part of the random marker repeats its beginning, so a failed match starts anew.
                matched = next == wanted[matched] ? matched + 1 : next == wanted[0] ? 1 : 0;
                if (matched == wanted.length) {
                    matched = 0;
                    String number = new String(bytes.readNBytes(6), StandardCharsets.ISO_8859_1);
                    if (number.matches("[0-9]{6}")) {
                        found.set(Integer.parseInt(number));
                    }
                }
            }
        }
        return found;
    }
}
