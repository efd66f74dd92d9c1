package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;

class ChangeFeedTest {
    private final TestServer server = TestServer.shared();
    private final ChangeFeed feed = server.bean(ChangeFeed.class);
    private final Transactions transactions = server.bean(Transactions.class);
    private final JdbcClient sql = server.bean(JdbcClient.class);

    @Test
    void a_change_is_heard_after_its_transaction_committed() throws Exception {
        Ear ear = new Ear();
        transactions.run(() -> {
            feed.publish(ear.channel, "one two");
            feed.publish(ear.channel, "three");
        });
        assertThat(ear.next()).isEqualTo("one two");
        assertThat(ear.next()).isEqualTo("three");
    }

    @Test
    void a_change_that_was_rolled_back_is_not_heard() throws Exception {
        Ear ear = new Ear();
        transactions.callOrUndo(undo -> {
            feed.publish(ear.channel, "undone");
            undo.run();
            return true;
        });
        transactions.run(() -> feed.publish(ear.channel, "done"));
        assertThat(ear.next()).isEqualTo("done");
    }

    @Test
    void a_lost_connection_comes_back_and_says_that_something_may_be_missing() throws Exception {
        Ear ear = new Ear();
        awaitUp();
        sql.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vouchsafe"
                        + " change feed' AND datname = current_database()")
                .query((row, number) -> 0)
                .list();
        assertThat(ear.next()).isEqualTo("GAP");
        awaitUp();
        transactions.run(() -> feed.publish(ear.channel, "after"));
        assertThat(ear.next()).isEqualTo("after");
    }

    @Test
    void a_failing_subscriber_does_not_silence_the_others() throws Exception {
        String channel = "test-" + UUID.randomUUID();
        feed.subscribe(channel, new ChangeFeed.Subscriber() {
            @Override
            public void onChange(String payload) {
                throw new IllegalStateException("deaf");
            }

            @Override
            public void onGap() {}
        });
        Ear ear = new Ear(channel);
        transactions.run(() -> feed.publish(channel, "heard"));
        assertThat(ear.next()).isEqualTo("heard");
    }

    private void awaitUp() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!feed.up() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(feed.up()).isTrue();
    }

    private final class Ear implements ChangeFeed.Subscriber {
        private final String channel;
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        Ear() {
            this("test-" + UUID.randomUUID());
        }

        Ear(String channel) {
            this.channel = channel;
            feed.subscribe(channel, this);
        }

        @Override
        public void onChange(String payload) {
            heard.add(payload);
        }

        @Override
        public void onGap() {
            heard.add("GAP");
        }

        String next() throws InterruptedException {
            String next = heard.poll(120, TimeUnit.SECONDS);
            assertThat(next).as("something heard within two minutes").isNotNull();
            return next;
        }
    }
}
