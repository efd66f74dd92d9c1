package vouchsafe.hypothesis.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.NormalUri;
import vouchsafe.oauth.DeveloperTokens;

/** Nobody takes the sockets, or the memory behind them, of everybody else. */
class LivePlacesTest {
    private final TestServer server = TestServer.shared();

    @Test
    void strangers_of_one_network_take_their_part_and_others_still_get_in() throws Exception {
        InetAddress theirs = InetAddress.getByName("127.7.0.1");
        List<Listener> open = new ArrayList<>();
        try {
            for (int n = 0; n < Places.MOST_OF_A_NETWORK; n++) {
                open.add(Listener.from(theirs, server.url("/ws"), Optional.empty()));
            }
            // Each is open for good when it answers.
            open.forEach(listener -> {
                listener.say("{\"type\":\"ping\",\"id\":1}");
                listener.next("pong");
            });
            HttpResponse<String> refused = handshake(theirs);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("from your network", "sign in");
            Member member = server.member();
            String token = server.bean(DeveloperTokens.class)
                    .make(member.credentials())
                    .reveal();
            try (Listener signedIn = Listener.from(theirs, server.url("/ws"), Optional.of(token));
                    Listener elsewhere =
                            Listener.from(InetAddress.getByName("127.7.0.2"), server.url("/ws"), Optional.empty())) {
                signedIn.say("{\"type\":\"ping\",\"id\":1}");
                elsewhere.say("{\"type\":\"ping\",\"id\":1}");
                assertThat(signedIn.next("pong")).isNotNull();
                assertThat(elsewhere.next("pong")).isNotNull();
            }
        } finally {
            open.forEach(Listener::close);
        }
    }

    @Test
    void what_many_watch_is_kept_once_and_forgotten_with_the_last_of_them() {
        LiveSockets sockets = server.bean(LiveSockets.class);
        String page = "https://example.org/" + System.nanoTime();
        Interest interest = new Interest(Interest.Field.URI, NormalUri.of(page));
        try (Listener first = Listener.open(server.url("/ws"), Optional.empty())) {
            first.watch("/uri", page);
            assertThat(sockets.interestedIn(List.of(interest))).hasSize(1);
            try (Listener second = Listener.open(server.url("/ws"), Optional.empty());
                    Listener third = Listener.open(server.url("/ws"), Optional.empty())) {
                second.watch("/uri", page);
                third.watch("/uri", page);
                Set<LiveSocket> watching = sockets.interestedIn(List.of(interest));
                assertThat(watching).hasSize(3);
                Set<Interest> kept = Collections.newSetFromMap(new IdentityHashMap<>());
                watching.forEach(socket -> kept.addAll(socket.filter().interests()));
                assertThat(kept).hasSize(1);
                second.watch("/uri", page + "/other");
                assertThat(sockets.interestedIn(List.of(interest))).hasSize(2);
            }
            await().until(() -> sockets.interestedIn(List.of(interest)).size() == 1);
            first.watch("/uri", page);
            assertThat(sockets.interestedIn(List.of(interest))).hasSize(1);
        }
        await().until(() -> sockets.interestedIn(List.of(interest)).isEmpty());
    }

    @Test
    void strangers_of_all_networks_together_leave_room_for_members() {
        Places places = new Places();
        for (int n = 0; n < Places.MOST_OF_STRANGERS; n++) {
            assertThat(places.take(stranger(n / Places.MOST_OF_A_NETWORK))).isEmpty();
        }
        assertThat(places.fullFor(stranger(1_000))).contains(Places.Full.STRANGERS);
        assertThat(places.fullFor(stranger(0))).contains(Places.Full.NETWORK);
        for (int n = 0; n < Places.MOST_SOCKETS - Places.MOST_OF_STRANGERS; n++) {
            assertThat(places.take(member(n / Places.MOST_OF_A_MEMBER))).isEmpty();
        }
        assertThat(places.fullFor(member(0))).contains(Places.Full.SERVER);
        places.leave(stranger(3));
        assertThat(places.fullFor(member(1_000))).isEmpty();
        assertThat(places.fullFor(stranger(3))).isEmpty();
    }

    @Test
    void what_is_watched_has_a_limit_for_each_for_strangers_and_for_all() {
        Places places = new Places();
        assertThat(places.watch(stranger(0), 0, Places.WATCHED_BY_A_NETWORK)).isTrue();
        assertThat(places.watch(stranger(0), 0, 1)).isFalse();
        for (int n = 1; n < Places.WATCHED_BY_STRANGERS / Places.WATCHED_BY_A_NETWORK; n++) {
            assertThat(places.watch(stranger(n), 0, Places.WATCHED_BY_A_NETWORK))
                    .isTrue();
        }
        assertThat(places.watch(stranger(1_000), 0, 1)).isFalse();
        assertThat(places.watch(member(0), 0, Places.WATCHED_BY_A_MEMBER)).isTrue();
        assertThat(places.watch(member(0), Places.WATCHED_BY_A_MEMBER, Places.WATCHED_BY_A_MEMBER + 1))
                .isFalse();
        for (int n = 1; n < (Places.WATCHED - Places.WATCHED_BY_STRANGERS) / Places.WATCHED_BY_A_MEMBER; n++) {
            assertThat(places.watch(member(n), 0, Places.WATCHED_BY_A_MEMBER)).isTrue();
        }
        assertThat(places.watch(member(1_000), 0, 1)).isFalse();
        // Less is always taken, and makes room.
        assertThat(places.watch(member(0), Places.WATCHED_BY_A_MEMBER, 0)).isTrue();
        assertThat(places.watch(member(1_000), 0, 1)).isTrue();
    }

    @Test
    void who_watches_more_than_the_part_of_the_network_is_told_to_come_back_later() throws Exception {
        InetAddress theirs = InetAddress.getByName("127.7.0.3");
        String values = IntStream.range(0, 100)
                .mapToObj(n -> "\"" + "ü".repeat(60) + n + "\"")
                .collect(Collectors.joining(","));
        String filter = "{\"filter\":{\"match_policy\":\"include_any\",\"actions\":{},\"clauses\":"
                + "[{\"field\":\"/id\",\"operator\":\"one_of\",\"value\":[" + values + "]}]}}";
        List<Listener> open = new ArrayList<>();
        try {
            int ended = 0;
            for (int n = 0; n < Places.MOST_OF_A_NETWORK && ended == 0; n++) {
                Listener listener = Listener.from(theirs, server.url("/ws"), Optional.empty());
                open.add(listener);
                listener.say(filter);
                ended = listener.closeCodeOrAnswer();
            }
            assertThat(ended).isEqualTo(1013);
            assertThat(open).hasSizeGreaterThan(40);
        } finally {
            open.forEach(Listener::close);
        }
    }

    private static Holder stranger(int network) {
        return new Holder.Strangers("192.0.2." + network);
    }

    private static Holder member(int number) {
        return new Holder.OneMember(new UUID(0, number));
    }

    private HttpResponse<String> handshake(InetAddress from) throws Exception {
        try (HttpClient http = HttpClient.newBuilder().localAddress(from).build()) {
            http.newWebSocketBuilder()
                    .buildAsync(
                            URI.create(server.url("/ws").replaceFirst("^http", "ws")),
                            new java.net.http.WebSocket.Listener() {})
                    .join()
                    .abort();
            throw new AssertionError("let in");
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof WebSocketHandshakeException refused) {
                @SuppressWarnings("unchecked") // The JDK's client reads the body as text.
                HttpResponse<String> answer = (HttpResponse<String>) refused.getResponse();
                return answer;
            }
            throw failure;
        }
    }
}
