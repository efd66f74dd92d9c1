package vouchsafe.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.TestServer;

/**
 * Nodes of the release before keep a row for each attribute of a session, as Spring Session does; this one keeps columns. Each
 * knows what the other wrote, and both may write the same session in turn or at once.
 */
class SessionsOfTwoReleasesTest {
    private static final String PRINCIPAL = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private final TestServer server = TestServer.shared();
    private final Store<?> now = new Store<>(server.bean(KeptSessions.class));
    private final Store<?> before = new Store<>(springs());

    /** The store as the release before has it. */
    private JdbcIndexedSessionRepository springs() {
        TransactionTemplate own = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        JdbcIndexedSessionRepository sessions =
                new JdbcIndexedSessionRepository(new JdbcTemplate(server.bean(DataSource.class)), own);
        sessions.setTableName("browser_sessions");
        sessions.setDefaultMaxInactiveInterval(Duration.ofHours(1));
        new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(sessions);
        sessions.setCleanupCron("-");
        sessions.afterPropertiesSet();
        return sessions;
    }

    /** One of the two, with what the filter before the pages does. */
    private record Store<S extends Session>(FindByIndexNameSessionRepository<S> sessions) {
        String begin(Map<String, Object> attributes) {
            S session = sessions.createSession();
            session.setMaxInactiveInterval(Duration.ofDays(30));
            attributes.forEach(session::setAttribute);
            sessions.save(session);
            return session.getId();
        }

        Map<String, Object> read(String id) {
            S session = Objects.requireNonNull(sessions.findById(id));
            Map<String, Object> found = new HashMap<>();
            session.getAttributeNames().forEach(name -> found.put(name, session.getAttribute(name)));
            assertThat(session.getMaxInactiveInterval()).isEqualTo(Duration.ofDays(30));
            return found;
        }

        boolean knows(String id) {
            return sessions.findById(id) != null;
        }

        void set(String id, String name, Object value) {
            S session = Objects.requireNonNull(sessions.findById(id));
            session.setAttribute(name, value);
            sessions.save(session);
        }

        void remove(String id, String name) {
            S session = Objects.requireNonNull(sessions.findById(id));
            session.removeAttribute(name);
            sessions.save(session);
        }

        String rename(String id) {
            S session = Objects.requireNonNull(sessions.findById(id));
            String renamed = session.changeSessionId();
            sessions.save(session);
            return renamed;
        }

        void touch(String id) {
            S session = Objects.requireNonNull(sessions.findById(id));
            session.setLastAccessedTime(Instant.now().plusSeconds(120));
            sessions.save(session);
        }

        void end(String id) {
            sessions.deleteById(id);
        }

        int ofPrincipal(String principal) {
            return sessions.findByPrincipalName(principal).size();
        }
    }

    private static Map<String, Object> signedIn(Member member) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(PRINCIPAL, member.id().toString());
        attributes.put(SignedInContexts.MEMBER, member.id().toString());
        attributes.put(SignedInContexts.SIGNED_IN_AT, Instant.now().truncatedTo(ChronoUnit.MICROS));
        attributes.put(MemberSessions.DEVICE, "Firefox on Linux");
        attributes.put(MemberSessions.ADDRESS, "2001:db8::1");
        return attributes;
    }

    private static ArrayList<WaitingRequests.Waiting> waiting() {
        return new ArrayList<>(List.of(
                new WaitingRequests.Waiting("abc", "/oauth2/authorize/?x=%C3%BC", "Bitte für 🦉", Instant.EPOCH)));
    }

    @Test
    void what_either_release_wrote_is_known_to_both() {
        for (Store<?> writer : List.of(before, now)) {
            Map<String, Object> attributes = signedIn(TestAccounts.member());
            attributes.put("waiting", waiting());
            attributes.put("vouchsafe.flash", "Gespeichert: <ü> \" \\ 🦉");
            String id = writer.begin(attributes);
            assertThat(now.read(id)).isEqualTo(attributes);
            assertThat(before.read(id)).isEqualTo(attributes);
            String principal = String.valueOf(attributes.get(PRINCIPAL));
            assertThat(List.of(now.ofPrincipal(principal), before.ofPrincipal(principal)))
                    .containsOnly(1);
        }
        for (Store<?> writer : List.of(before, now)) {
            String id = writer.begin(Map.of());
            assertThat(List.of(now.read(id), before.read(id))).containsOnly(Map.of());
        }
    }

    @Test
    void what_either_release_ended_opens_nothing_at_the_other() {
        for (Store<?> writer : List.of(before, now)) {
            for (Store<?> ender : List.of(before, now)) {
                String id = writer.begin(signedIn(TestAccounts.member()));
                ender.end(id);
                assertThat(List.of(now.knows(id), before.knows(id))).containsOnly(false);
                assertThat(attributeRowsWithoutSession()).isZero();
            }
        }
    }

    private long attributeRowsWithoutSession() {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM browser_sessions_attributes WHERE session_primary_id NOT IN"
                        + " (SELECT primary_id FROM browser_sessions)")
                .query(Long.class)
                .single();
    }

    @Test
    void both_write_the_same_session_in_any_order() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            Map<String, Object> expected = random.nextBoolean() ? signedIn(TestAccounts.member()) : new HashMap<>();
            String id = any(random).begin(expected);
            List<String> steps = new ArrayList<>();
            for (int step = 0; step < 12; step++) {
                Store<?> writer = any(random);
                String name = List.of("flash", "waiting", "device", "member", "signedInAt", "b.c")
                        .get(random.nextInt(6));
                int kind = random.nextInt(6);
                steps.add((writer == now ? "now " : "before ") + kind + " " + name);
                switch (kind) {
                    case 0 -> id = writer.rename(id);
                    case 1 -> writer.touch(id);
                    case 2 -> {
                        writer.remove(id, name);
                        expected.remove(name);
                    }
                    default -> {
                        Object value = value(name, random);
                        writer.set(id, name, value);
                        expected.put(name, value);
                    }
                }
                assertThat(now.read(id)).as("seed %d: %s", seed, steps).isEqualTo(expected);
                assertThat(before.read(id)).as("seed %d: %s", seed, steps).isEqualTo(expected);
            }
        }
    }

    private Store<?> any(Random random) {
        return random.nextBoolean() ? now : before;
    }

    private static Object value(String name, Random random) {
        return switch (name) {
            case "member" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "signedInAt" ->
                Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000) * 1_000L);
            case "waiting" -> waiting();
            case "device" -> "Program " + random.nextInt();
            default -> "text " + random.nextInt() + " ü🦉\"";
        };
    }

    @Test
    void what_both_write_at_once_is_kept() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 10; round++) {
                Map<String, Object> expected = signedIn(TestAccounts.member());
                String id = any(new Random(round)).begin(expected);
                List<Future<?>> writing = new ArrayList<>();
                IntStream.range(0, 8).forEach(each -> {
                    Store<?> writer = each % 2 == 0 ? now : before;
                    expected.put("of." + each, "kept");
                    writing.add(threads.submit(() -> writer.set(id, "of." + each, "kept")));
                });
                for (Future<?> each : writing) {
                    each.get();
                }
                assertThat(now.read(id)).isEqualTo(expected);
                assertThat(before.read(id)).isEqualTo(expected);
            }
        }
    }

    /** A request that began before another changed the session's owner does not change them back. */
    @Test
    void a_request_writes_only_what_it_changed() {
        KeptSessions sessions = server.bean(KeptSessions.class);
        String id = now.begin(Map.of());
        KeptSession slow = Objects.requireNonNull(sessions.findById(id));
        Member member = TestAccounts.member();
        signedIn(member).forEach((name, value) -> now.set(id, name, value));
        String renamed = now.rename(id);
        slow.setAttribute("flash", "late");
        sessions.save(slow);
        assertThat(now.knows(id)).isFalse();
        assertThat(now.read(renamed))
                .containsEntry(SignedInContexts.MEMBER, member.id().toString())
                .containsEntry("flash", "late");
    }

    /** The credentials under which a request acts counted while its session was there. */
    @Test
    void a_session_is_read_with_its_member_of_the_same_moment() {
        Member member = TestAccounts.member();
        String id = now.begin(signedIn(member));
        KeptSession session =
                Objects.requireNonNull(server.bean(KeptSessions.class).findById(id));
        assertThat(session.<Member>getAttribute(SignedInContexts.MEMBER_READ)).isEqualTo(member);
        assertThat(session.getAttributeNames()).doesNotContain(SignedInContexts.MEMBER_READ);
        session.setAttribute(SignedInContexts.MEMBER, UUID.randomUUID().toString());
        assertThat(session.<Member>getAttribute(SignedInContexts.MEMBER_READ)).isNull();
    }
}
