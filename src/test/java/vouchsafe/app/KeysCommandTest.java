package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.crypto.KeyUpkeep;
import vouchsafe.crypto.SigningKeys;

/** The keys are changed while two servers over one database are at work: no request fails, and nobody is signed out. */
@Tag("slow")
@Order(1)
class KeysCommandTest {
    private static final String JWKS = "/.well-known/receipt-keys.json";
    private static final String TYPE = "test+jwt";

    private final OwnNodes nodes = new OwnNodes();

    @AfterEach
    void stop() {
        nodes.close();
    }

    private static String masterKey() {
        byte[] key = new byte[32];
        ThreadLocalRandom.current().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static Map<Setting, String> with(String master) {
        return Map.of(Setting.MASTER_KEY, master);
    }

    private static Map<Setting, String> with(String master, String old) {
        return Map.of(Setting.MASTER_KEY, master, Setting.MASTER_KEY_OLD, old);
    }

    private static JsonNode done(VouchsafeProcess.Ended ended) {
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return JsonMapper.shared().readTree(ended.out());
    }

    private JsonNode list(Map<String, String> environment) {
        return done(nodes.run(environment, "keys", "list", "--json"));
    }

    /** The ring, once nothing lies wrapped by its first key any more. */
    private JsonNode emptied(Server at, Map<String, String> environment) {
        return await().until(
                        () -> {
                            at.context().getBean(KeyUpkeep.class).run();
                            return list(environment).path("ring");
                        },
                        ring -> ring.path(0).path("wraps").isEmpty());
    }

    /** Apps that refresh and are checked, and people who look at their pages, at whichever server, until told to stop. */
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger rounds = new AtomicInteger();
        private final List<Thread> threads = new ArrayList<>();
        private final List<Server> servers = new ArrayList<>();
        final List<OwnNodes.App> apps = new ArrayList<>();
        final List<WebSession> browsers = new ArrayList<>();
        private final Member member;

        Load(List<Server> servers) {
            this.servers.addAll(servers);
            for (int number = 0; number < 3; number++) {
                apps.add(OwnNodes.app(servers.getFirst()));
            }
            member = OwnNodes.member(servers.getFirst());
            for (Server server : servers) {
                browsers.add(OwnNodes.signedIn(server, member));
            }
            for (OwnNodes.App app : apps) {
                begin(() -> refresh(app));
            }
            for (int number = 0; number < servers.size(); number++) {
                WebSession browser = browsers.get(number);
                begin(() -> look(browser));
            }
            List<Member> visitors = new ArrayList<>();
            for (int number = 0; number < 5; number++) {
                visitors.add(OwnNodes.member(servers.getFirst()));
            }
            threads.add(Thread.ofVirtual().start(() -> visitors.forEach(this::visit)));
        }

        /** Signs in anew, again and again; an account's share is 60 in ten minutes. */
        private void visit(Member visitor) {
            for (int number = 0; number < 50 && !over.get(); number++) {
                attempt(() ->
                        check(OwnNodes.signedIn(any(), visitor).get("/account/").statusCode() == 200, "a new sign-in"));
            }
        }

        private synchronized Server any() {
            return servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
        }

        private void refresh(OwnNodes.App app) {
            check(app.refresh(any()) == 200, "a refresh");
            for (Server server : List.copyOf(servers)) {
                check(app.alive(server), "a token at each server");
            }
        }

        private void look(WebSession browser) {
            check(browser.get("/account/").statusCode() == 200, "a page of somebody who is signed in");
        }

        private void check(boolean well, String what) {
            if (!well) {
                failures.add(what);
            }
        }

        private void begin(Runnable round) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    attempt(round);
                }
            }));
        }

        private void attempt(Runnable round) {
            try {
                round.run();
                rounds.incrementAndGet();
            } catch (RuntimeException | AssertionError failure) {
                failures.add(failure.toString());
            }
        }

        /** Waits until so much more was done, by whoever does it. */
        void more() {
            int before = rounds.get();
            await().until(() -> rounds.get() >= before + 40 || !failures.isEmpty());
        }

        void isWell() {
            assertThat(failures).isEmpty();
        }

        @Override
        public void close() {
            over.set(true);
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Test
    void a_new_ring_key_is_used_on_every_server_and_nothing_ends() {
        String master = masterKey();
        Map<String, String> environment = Map.of("VOUCHSAFE_MASTER_KEY", master);
        Server one = nodes.start(OwnNodes.folder(), with(master));
        Server two = nodes.start(OwnNodes.folder(), with(master));
        OwnNodes.App sleeping = OwnNodes.app(one);
        try (Load load = new Load(List.of(one, two))) {
            load.more();
            JsonNode made = done(nodes.run(environment, "keys", "rotate", "--after", "3s", "--json"));
            assertThat(made.path("key").asString()).isEqualTo("2");
            load.more();
            load.isWell();
            load.close();
            load.apps.forEach(app -> assertThat(app.refresh(two)).isEqualTo(200));
        }
        assertThat(sleeping.alive(two)).isTrue();
        assertThat(keyOf(sleeping.refreshToken)).isEqualTo(1);
        assertThat(sleeping.refresh(two)).isEqualTo(200);
        assertThat(keyOf(sleeping.refreshToken)).isEqualTo(2);

        JsonNode ring = emptied(one, environment);
        assertThat(ring.path(0).path("state").asString()).isEqualTo("opens");
        assertThat(ring.path(0).path("opens").path("sessions of browsers").asInt())
                .isPositive();
        assertThat(ring.path(1).path("state").asString()).isEqualTo("seals");
        assertThat(ring.path(1).path("opens").path("sign-ins by apps").asInt()).isEqualTo(4);

        VouchsafeProcess.Ended asked = nodes.run(environment, "keys", "retire", "1");
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err()).contains("sessions of browsers").contains("--yes");
        assertThat(nodes.run(environment, "keys", "retire", "2", "--yes").err()).contains("is the one that seals");
        assertThat(nodes.run(environment, "keys", "retire", "9", "--yes").err()).contains("the ring has no key 9");
        WebSession browser = OwnNodes.signedIn(one, OwnNodes.member(one));
        done(nodes.run(environment, "keys", "retire", "1", "--yes", "--json"));
        assertThat(browser.get("/account/").statusCode()).isEqualTo(200);
        assertThat(sleeping.alive(one)).isTrue();
        assertThat(nodes.sql()
                        .sql("SELECT kind FROM audit_events WHERE kind LIKE 'keys.%' ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("keys.rotated", "keys.retired");
    }

    @Test
    void a_leaked_ring_key_ends_what_it_sealed_and_keeps_what_it_wraps() {
        String master = masterKey();
        Map<String, String> environment = Map.of("VOUCHSAFE_MASTER_KEY", master);
        Server one = nodes.start(OwnNodes.folder(), with(master));
        Server two = nodes.start(OwnNodes.folder(), with(master));
        OwnNodes.App app = OwnNodes.app(one);
        WebSession browser = OwnNodes.signedIn(one, OwnNodes.member(one));
        String receipt = one.context().getBean(SigningKeys.class).sign(TYPE, "{}");

        done(nodes.run(environment, "keys", "rotate", "--leaked", "--after", "2s", "--json"));

        await().until(() -> !app.alive(one) && !app.alive(two));
        assertThat(app.refresh(one)).isEqualTo(400);
        assertThat(browser.get("/account/").statusCode()).isEqualTo(302);
        assertThat(OwnNodes.app(two).alive(one)).isTrue();
        assertThat(keyId(one.context().getBean(SigningKeys.class).sign(TYPE, "{}")))
                .as("it is still opened")
                .isEqualTo(keyId(receipt));
        emptied(two, environment);
        assertThat(nodes.run(environment, "keys", "rotate", "--after", "1s").err())
                .contains("2 seconds or more");
        assertThat(nodes.run(environment, "keys", "rotate", "--after", "soon").exitCode())
                .isEqualTo(2);
    }

    @Test
    void a_receipt_key_is_published_before_it_signs_and_for_good() throws Exception {
        String master = masterKey();
        Map<String, String> environment = Map.of("VOUCHSAFE_MASTER_KEY", master);
        Server one = nodes.start(OwnNodes.folder(), with(master));
        Server two = nodes.start(OwnNodes.folder(), with(master));
        SigningKeys keys = one.context().getBean(SigningKeys.class);
        String first = keyId(keys.sign(TYPE, "{}"));

        String second = done(nodes.run(environment, "keys", "rotate", "--receipts", "--json"))
                .path("key")
                .asString();
        await().until(() -> published(two).equals(List.of(second, first)));
        assertThat(keyId(keys.sign(TYPE, "{}"))).as("it signs in a day").isEqualTo(first);

        String third = done(nodes.run(environment, "keys", "rotate", "--receipts", "--after", "0s", "--json"))
                .path("key")
                .asString();
        await().until(() -> keyId(keys.sign(TYPE, "{}")).equals(third));
        assertThat(published(one)).contains(first, second, third);

        String fourth = done(nodes.run(environment, "keys", "rotate", "--receipts", "--leaked", "--json"))
                .path("key")
                .asString();
        await().until(() -> published(two).equals(List.of(fourth)));
        await().until(() ->
                keyId(two.context().getBean(SigningKeys.class).sign(TYPE, "{}")).equals(fourth));
        list(environment)
                .path("receipts")
                .forEach(pair -> assertThat(pair.path("state").asString())
                        .isEqualTo(pair.path("key").asString().equals(fourth) ? "signs" : "withdrawn"));
    }

    /** What the guide tells an operator of three servers to do, step by step, under load. */
    @Test
    void three_servers_get_another_master_key_one_after_the_other() {
        String old = masterKey();
        String next = masterKey();
        List<Path> folders = List.of(OwnNodes.folder(), OwnNodes.folder(), OwnNodes.folder());
        List<Server> servers = new ArrayList<>();
        folders.forEach(folder -> servers.add(nodes.start(folder, with(old))));
        Map<String, String> both = Map.of("VOUCHSAFE_MASTER_KEY", next, "VOUCHSAFE_MASTER_KEY_OLD", old);
        // Two of the three serve while one is started anew; those who stay are the ones under load.
        try (Load load = new Load(List.of(servers.get(0), servers.get(1)))) {
            load.more();
            nodes.stop(servers.get(2));
            Server third = nodes.start(folders.get(2), with(next, old));
            // Its token may be replaced just now.
            await().until(() -> load.apps.getFirst().alive(third));

            JsonNode done = done(nodes.run(both, "keys", "rewrap", "--json"));
            assertThat(done.path("keys").asInt()).isEqualTo(1);
            load.more();
            load.isWell();
            assertThatThrownBy(() -> nodes.start(OwnNodes.folder(), with(old)))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageContaining(done.path("master").asString())
                    .hasMessageContaining(done.path("master_before").asString())
                    .hasMessageContaining("keys lost");
            // A key made now would be closed to the servers that have only the old one: they say so, and it is not
            // used.
            VouchsafeProcess.Ended refused = nodes.run(both, "keys", "rotate", "--after", "5s");
            assertThat(refused.exitCode()).as(refused.out()).isEqualTo(1);
            assertThat(refused.err()).contains("has not the master key").contains("nothing was ended");
            load.more();
            load.isWell();
        }
        servers.subList(0, 2).forEach(nodes::stop);
        Server first = nodes.start(folders.get(0), with(next));
        Server second = nodes.start(folders.get(1), with(next));
        Map<String, String> environment = Map.of("VOUCHSAFE_MASTER_KEY", next);
        OwnNodes.App app = OwnNodes.app(first);
        done(nodes.run(environment, "keys", "rotate", "--after", "2s", "--json"));
        assertThat(app.refresh(second)).isEqualTo(200);
        assertThat(done(nodes.run(environment, "keys", "rewrap", "--json"))
                        .path("keys")
                        .asInt())
                .isZero();
    }

    @Test
    void the_key_in_the_file_is_changed_under_a_running_server() throws Exception {
        Path folder = OwnNodes.folder();
        Server one = nodes.start(folder, Map.of());
        String before = Files.readString(folder.resolve("master.key"));
        Map<String, String> environment = Map.of("VOUCHSAFE_DATA_DIR", folder.toString());
        try (Load load = new Load(List.of(one))) {
            load.more();
            for (int times = 0; times < 3; times++) {
                done(nodes.run(environment, "keys", "rewrap", "--json"));
                done(nodes.run(environment, "keys", "rotate", "--after", "2s", "--json"));
            }
            load.more();
            load.isWell();
            assertThat(Files.readString(folder.resolve("master.key"))).isNotEqualTo(before);
            OwnNodes.App app = load.apps.getFirst();
            load.close();
            nodes.stop(one);
            Server again = nodes.start(folder, Map.of());
            assertThat(app.alive(again)).isTrue();
            assertThat(app.refresh(again)).isEqualTo(200);
        }
    }

    @Test
    void a_lost_master_key_ends_tokens_and_nothing_else() throws Exception {
        Path folder = OwnNodes.folder();
        Map<String, String> environment = Map.of("VOUCHSAFE_DATA_DIR", folder.toString());
        Server before = nodes.start(folder, Map.of());
        OwnNodes.App app = OwnNodes.app(before);
        Member member = OwnNodes.member(before);
        String receipt = before.context().getBean(SigningKeys.class).sign(TYPE, "{}");
        nodes.stop(before);
        Files.delete(folder.resolve("master.key"));

        assertThatThrownBy(() -> nodes.start(folder, Map.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("there is none in the file " + folder.resolve("master.key"))
                .hasMessageContaining("keys lost");
        assertThat(folder.resolve("master.key")).doesNotExist();
        VouchsafeProcess.Ended other = nodes.run(environment, "client", "create", "--name", "A", "--public");
        assertThat(other.exitCode()).isNotZero();
        assertThat(other.err()).doesNotContain("\tat ");
        assertThat(list(environment).path("ring").path(0).path("note").asString())
                .contains("is not here");

        VouchsafeProcess.Ended asked = nodes.run(environment, "keys", "lost");
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err()).contains("pairs of keys that sign receipts").contains("--yes");
        assertThat(done(nodes.run(environment, "keys", "lost", "--yes", "--json"))
                        .path("keys")
                        .asString())
                .isEqualTo("1");
        assertThat(nodes.run(environment, "keys", "lost", "--yes").err()).contains("nothing was done");

        Server after = nodes.start(folder, Map.of());
        assertThat(app.alive(after)).isFalse();
        assertThat(app.refresh(after)).isEqualTo(400);
        assertThat(OwnNodes.signedIn(after, member).get("/account/").statusCode())
                .isEqualTo(200);
        assertThat(OwnNodes.app(after).alive(after)).isTrue();
        String now = keyId(after.context().getBean(SigningKeys.class).sign(TYPE, "{}"));
        assertThat(now).isNotEqualTo(keyId(receipt));
        assertThat(published(after)).containsExactly(now, keyId(receipt));
        assertThat(list(environment).path("closed").path(0).path("what").asString())
                .isEqualTo("pairs of keys that sign receipts");
    }

    private static List<String> published(Server at) throws java.text.ParseException {
        HttpResponse<String> answer = OwnNodes.get(at, JWKS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JWKSet.parse(answer.body()).getKeys().stream()
                .map(key -> key.getKeyID())
                .toList();
    }

    private static String keyId(String signed) {
        byte[] header = Base64.getUrlDecoder().decode(signed.substring(0, signed.indexOf('.')));
        return JsonMapper.shared().readTree(header).path("kid").asString();
    }

    private static int keyOf(String token) {
        return Base64.getUrlDecoder().decode(token.substring(token.indexOf('-') + 1))[0];
    }
}
