package vouchsafe.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.OwnTables;
import vouchsafe.metrics.Metrics;

/** Two nodes over one ring of their own, which hear of changes when the test says so. */
class KeyRingTest {
    private static final UUID ROW = UUID.randomUUID();

    private final OwnTables tables = OwnTables.copying("keys");
    private final JdbcClient sql = tables.sql();
    private final KeyTable table = new KeyTable(sql);
    private final Instant start = Instant.parse("2026-11-28T10:00:00Z");
    private volatile Instant now = start;
    private final InstantSource clock = () -> now;
    private final MasterKey master = MasterKey.random();
    private final AtomicInteger announced = new AtomicInteger();
    private final KeyRing one = node(MasterKeys.given(master, Optional.empty()));
    private final KeyRing other = node(MasterKeys.given(master, Optional.empty()));

    private KeyRing node(MasterKeys masters) {
        return KeyRing.open(table, masters, clock, new KeyRing.News() {
            @Override
            public boolean hears() {
                return true;
            }

            @Override
            public void announce() {
                announced.incrementAndGet();
            }
        });
    }

    @AfterEach
    void drop() {
        tables.close();
    }

    private void announce(int number, MasterKey wrapping, Instant from) {
        table.insert(number, wrapping.wrap(RandomText.bytes(32)), wrapping.fingerprint(), now, from);
    }

    private String seal(KeyRing at) {
        return new Seals(at, Metrics.off()).seal(Seal.of(SealKind.REFRESH, ROW, 1, now));
    }

    private boolean opens(KeyRing at, String seal) {
        return new Seals(at, Metrics.off()).open(SealKind.REFRESH, seal).isPresent();
    }

    private static int key(KeyRing at) {
        return at.sealing().row().number();
    }

    @Test
    void a_key_is_known_before_it_seals_and_the_one_before_stays_good() {
        String before = seal(one);
        announce(2, master, now.plusSeconds(30));
        one.readNow();
        other.readNow();
        assertThat(key(one)).isEqualTo(1);

        now = now.plusSeconds(30);
        assertThat(key(one)).isEqualTo(2);
        assertThat(opens(other, seal(one))).isTrue();
        assertThat(opens(other, before)).isTrue();
        assertThat(other.unwrap(one.wrap("text".getBytes(StandardCharsets.UTF_8))))
                .isPresent();
    }

    @Test
    void a_node_that_heard_nothing_reads_the_ring_for_a_key_it_does_not_know() {
        announce(2, master, now);
        one.readNow();
        assertThat(key(one)).isEqualTo(2);
        assertThat(key(other)).isEqualTo(1);
        // It read the ring when it started, and does so once a second at most.
        await().until(() -> opens(other, seal(one)));
        assertThat(key(other)).isEqualTo(2);
    }

    @Test
    void made_up_ids_of_keys_cost_one_reading_a_second() {
        KeyRing node = node(MasterKeys.given(master, Optional.empty()));
        long began = System.nanoTime();
        for (int times = 0; times < 20_000; times++) {
            byte[] forged = new byte[30];
            forged[0] = (byte) (2 + times % 250);
            assertThat(node.unwrap(forged).isPresent()).isFalse();
        }
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        assertThat(node.readings()).isLessThanOrEqualTo(seconds + 2);
    }

    @Test
    void a_retired_key_opens_no_seal_and_still_what_it_wraps() {
        String before = seal(one);
        byte[] wrapped = one.wrap("secret".getBytes(StandardCharsets.UTF_8));
        announce(2, master, now.plusSeconds(5));
        table.retire((short) 1, now.plusSeconds(5));
        one.readNow();
        assertThat(opens(one, before)).as("until its time has come").isTrue();

        now = now.plusSeconds(5);
        assertThat(opens(one, before)).isFalse();
        assertThat(one.unwrap(wrapped))
                .hasValueSatisfying(text -> assertThat(text).asString().isEqualTo("secret"));
    }

    @Test
    void a_key_that_one_node_cannot_open_never_seals_and_ends_none() {
        MasterKey unknown = MasterKey.random();
        String before = seal(one);
        announce(2, unknown, now.plusSeconds(30));
        table.retire((short) 1, now.plusSeconds(30));

        one.readNow();
        assertThat(announced).hasValue(1);
        now = now.plusSeconds(60);
        KeyRing better = node(MasterKeys.given(unknown, Optional.of(master)));
        assertThat(key(better)).isEqualTo(1);
        assertThat(opens(one, before)).isTrue();
        assertThat(opens(better, seal(one))).isTrue();
        assertThat(table.all().getLast().heldUp()).contains(unknown.fingerprint());
    }

    @Test
    void a_node_in_use_goes_on_when_the_ring_is_wrapped_by_another_master_key() {
        MasterKey next = MasterKey.random();
        KeyRow row = table.all().getFirst();
        table.rewrap(row.id(), next.wrap(master.unwrap(row.wrapped())), next.fingerprint());
        String before = seal(one);

        one.readNow();
        assertThat(opens(one, before)).isTrue();
        assertThat(opens(node(MasterKeys.given(next, Optional.empty())), seal(one)))
                .isTrue();
        assertThatThrownBy(() -> node(MasterKeys.given(master, Optional.empty())))
                .isInstanceOf(WrongMasterKey.class)
                .hasMessageContaining(master.fingerprint())
                .hasMessageContaining(next.fingerprint())
                .hasMessageContaining("keys lost");
    }

    @Test
    void a_row_from_before_fingerprints_gets_one() {
        sql.sql("UPDATE keys SET master = NULL").update();
        node(MasterKeys.given(master, Optional.empty()));
        assertThat(table.all().getFirst().master()).isEqualTo(master.fingerprint());
        sql.sql("UPDATE keys SET master = NULL").update();
        assertThatThrownBy(() -> node(MasterKeys.given(MasterKey.random(), Optional.empty())))
                .hasMessageContaining("another master key");
    }

    @Test
    void numbers_go_around_and_a_number_comes_again_when_its_key_is_dead() {
        for (int number = 2; number <= 255; number++) {
            announce(number, master, now.plusSeconds(number));
        }
        RingTimes full = new RingTimes(table.all());
        assertThat(full.free()).isEmpty();
        assertThat(full.dead(now)).isEmpty();
        table.retire((short) 3, now);
        table.emptied((short) 3, now);
        assertThat(new RingTimes(table.all()).dead(now))
                .hasValueSatisfying(row -> assertThat(row.number()).isEqualTo(3));
        table.delete((short) 3);
        assertThat(new RingTimes(table.all()).free()).contains(3);

        // Another key under the number of one that was known here.
        one.readNow();
        now = now.plusSeconds(1);
        announce(3, master, now);
        table.delete((short) 200);
        now = now.plusSeconds(300);
        announce(200, master, now);
        one.readNow();
        other.readNow();
        assertThat(key(one)).isEqualTo(200);
        assertThat(opens(other, seal(one))).isTrue();
    }
}
