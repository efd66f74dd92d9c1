package vouchsafe.hypothesis.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.rss.Item;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.WireFeedInput;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.annotations.Groups;
import vouchsafe.hypothesis.api.TestNotes;
import vouchsafe.oauth.DeveloperTokens;

/** {@code /stream.atom} and {@code /stream.rss}, as readers of feeds ask for them. */
class FeedsTest {
    private final TestServer server = TestServer.shared();
    private final String page = "https://example.org/" + UUID.randomUUID();
    private final Member author = server.member();

    private static Answer get(String path) {
        return TestApp.get(path, Map.of());
    }

    private String about(String kind, String more) {
        return "/stream." + kind + "?uri=" + URLEncoder.encode(page, StandardCharsets.UTF_8) + more;
    }

    private static SyndFeed read(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        try {
            return new SyndFeedInput().build(new StringReader(answer.body()));
        } catch (FeedException broken) {
            throw new AssertionError(answer.body(), broken);
        }
    }

    private List<String> ids(String path) {
        return read(get(path)).getEntries().stream()
                .map(SyndEntry::getUri)
                .map(uri -> uri.substring(uri.lastIndexOf(':') + 1))
                .toList();
    }

    @Test
    void atom_is_valid_and_says_who_wrote_what_and_where_it_is() {
        String first = TestNotes.shared(author, Group.WORLD, page, "a <b>bold</b> word & more\nsecond line");
        String second = TestNotes.written(author, page, Map.of("text", "", "document", Map.of()));
        Answer answer = get(about("atom", ""));
        assertThat(answer.header("Content-Type")).contains("application/atom+xml;charset=UTF-8");
        SyndFeed feed = read(answer);
        FeedRules.atom(answer.body());
        assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
        assertThat(feed.getTitle()).isEqualTo("Public annotations at 127.0.0.1");
        assertThat(feed.getUri()).isEqualTo(server.url(about("atom", "")));
        assertThat(feed.getEntries())
                .extracting(SyndEntry::getUri)
                .containsExactly("tag:127.0.0.1,2015-09:" + second, "tag:127.0.0.1,2015-09:" + first);
        SyndEntry entry = feed.getEntries().getLast();
        assertThat(entry.getTitle()).isEqualTo("A page about things");
        assertThat(entry.getAuthor()).isEqualTo(author.username());
        assertThat(entry.getLink()).isEqualTo(server.url("/a/" + first));
        assertThat(answer.body()).contains(server.url("/api/annotations/" + first));
        assertThat(entry.getContents().getFirst().getValue())
                .isEqualTo("<blockquote>the quoted words</blockquote>"
                        + "<p>a &lt;b&gt;bold&lt;/b&gt; word &amp; more<br>\nsecond line</p>");
        assertThat(feed.getEntries().getFirst().getTitle())
                .as("without a title")
                .isNotBlank();
    }

    @Test
    void rss_is_valid_and_says_the_same() throws FeedException {
        String id = TestNotes.shared(author, Group.WORLD, page, "words");
        Answer answer = get(about("rss", ""));
        assertThat(answer.header("Content-Type")).contains("application/rss+xml;charset=UTF-8");
        FeedRules.rss(answer.body());
        assertThat(read(answer).getEntries().getFirst().getAuthor()).isEqualTo(author.username());
        Channel channel = (Channel) new WireFeedInput().build(new StringReader(answer.body()));
        assertThat(channel.getLink()).isEqualTo(server.url("/stream"));
        Item item = channel.getItems().getFirst();
        assertThat(item.getLink()).isEqualTo(server.url("/a/" + id));
        assertThat(item.getGuid().getValue()).isEqualTo("tag:127.0.0.1,2015-09:" + id);
        assertThat(item.getGuid().isPermaLink()).isFalse();
        assertThat(item.getDescription().getValue()).isEqualTo("<blockquote>the quoted words</blockquote><p>words</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"atom", "rss"})
    void a_feed_without_entries_is_valid_too(String kind) {
        Answer answer = get(about(kind, ""));
        assertThat(read(answer).getEntries()).isEmpty();
        if (kind.equals("atom")) {
            FeedRules.atom(answer.body());
        } else {
            FeedRules.rss(answer.body());
        }
        assertThat(answer.header("ETag")).isEqualTo(get(about(kind, "")).header("ETag"));
        assertThat(get("/stream." + kind).status()).isEqualTo(200);
    }

    @Test
    void nothing_is_in_it_but_what_everybody_shares_with_everybody() {
        Group open = server.bean(Groups.class)
                .create(
                        author.id(),
                        new GroupDraft("", null, "Open readers", "", Group.Type.OPEN, false, false, List.of()))
                .orElseThrow();
        String shared = TestNotes.shared(author, Group.WORLD, page, "for all");
        String inGroup = TestNotes.shared(author, open.id(), page, "for all who know the group");
        TestNotes.written(author, page, Map.of("permissions", Map.of("read", List.of())));
        assertThat(ids(about("atom", ""))).containsExactly(shared);
        assertThat(ids(about("rss", "&group=__world__&group=" + open.id()))).containsExactly(shared);
        assertThat(ids(about("atom", "&group=" + open.id())))
                .doesNotContain(inGroup)
                .isEmpty();
        Answer own = TestApp.get(
                about("atom", ""),
                Map.of(
                        "Authorization",
                        "Bearer "
                                + server.bean(DeveloperTokens.class)
                                        .make(author.credentials())
                                        .reveal()));
        assertThat(read(own).getEntries())
                .as("the author sees no more than others")
                .hasSize(1);
    }

    @Test
    void the_parameters_are_those_of_a_search() {
        String one = TestNotes.shared(author, Group.WORLD, page, "one", "blue");
        String two = TestNotes.shared(server.member(), Group.WORLD, page, "two");
        assertThat(ids(about("atom", "&limit=1"))).containsExactly(two);
        assertThat(ids(about("rss", "&limit=1&offset=1"))).containsExactly(one);
        assertThat(ids(about("atom", "&tag=blue"))).containsExactly(one);
        for (String name : List.of(
                author.username(), author.username() + "@127.0.0.1", "acct:" + author.username() + "@127.0.0.1")) {
            assertThat(ids(about("atom", "&user=" + name))).as(name).containsExactly(one);
        }
        assertThat(ids(about("atom", "&limit=0"))).isEmpty();
        for (String wrong : List.of("limit=201", "limit=ten", "sort=size", "uri=%FF")) {
            Answer refused = get("/stream.atom?" + wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.text("reason")).as(wrong).isNotBlank();
        }
        assertThat(TestApp.post("/stream.atom", "", Map.of()).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"atom", "rss"})
    void no_text_breaks_it(String kind) {
        String hostile = "]]> <script>&amp; \u0001\u000B\uFFFF \uD83D\uDE00 \u202E";
        TestNotes.written(
                author,
                page,
                Map.of(
                        "text", hostile,
                        "tags", List.of(hostile),
                        "document", Map.of("title", List.of(hostile)),
                        "target",
                                List.of(Map.of(
                                        "selector", List.of(Map.of("type", "TextQuoteSelector", "exact", hostile))))));
        SyndFeed feed = read(get(about(kind, "&x=%22%3C%3E%01")));
        assertThat(feed.getEntries()).hasSize(1);
        assertThat(feed.getEntries().getFirst().getTitle())
                .contains("]]> <script>&amp;")
                .contains("\uD83D\uDE00");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        String id = TestNotes.shared(author, Group.WORLD, page, "words");
        for (String kind : List.of("atom", "rss")) {
            Answer first = get(about(kind, ""));
            assertThat(first.header("Cache-Control")).contains("public, max-age=60");
            Map<String, String> known =
                    Map.of("If-None-Match", first.header("ETag").orElseThrow());
            Answer again = TestApp.get(about(kind, ""), known);
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            TestNotes.change(author, id, "other words for " + kind);
            assertThat(TestApp.get(about(kind, ""), known).status()).isEqualTo(200);
        }
    }

    @Test
    void a_network_that_asks_all_the_time_waits() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.7.0.9"))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(about("atom", "&limit=0"))))
                    .build();
            Optional<HttpResponse<String>> refused = Optional.empty();
            for (int i = 0; i < 2 * FeedServlet.A_MINUTE && refused.isEmpty(); i++) {
                refused = Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()))
                        .filter(answer -> answer.statusCode() == 429);
            }
            assertThat(refused.orElseThrow().headers().firstValue("Retry-After"))
                    .isPresent();
        }
        assertThat(get(about("atom", "")).status()).as("from another network").isEqualTo(200);
    }
}
