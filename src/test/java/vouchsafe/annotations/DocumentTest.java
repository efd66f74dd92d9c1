package vouchsafe.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;

/** What clients say about addresses of one document, many of them at once. */
class DocumentTest {
    private static final int ADDRESSES = 12;

    private final TestServer server = TestServer.shared();
    private final Annotations annotations = server.bean(Annotations.class);
    private final Group world = server.bean(Groups.class).find(Group.WORLD).orElseThrow();
    private final Member author = server.member();
    private final String page = "https://example.org/" + UUID.randomUUID() + "/";

    private Annotation write(String title, String address, String... others) {
        return annotations.create(
                author.id(),
                new AnnotationDraft(
                        Group.WORLD,
                        true,
                        address,
                        "words",
                        List.of(),
                        List.of(),
                        null,
                        "",
                        null,
                        "{}",
                        new DocumentClaim(title, List.of(others))),
                world,
                false,
                "");
    }

    private List<String> links() {
        return IntStream.range(0, ADDRESSES).mapToObj(n -> page + n).toList();
    }

    /** Each says that two neighbours are the same, so that in the end all of them are. */
    private List<Callable<Annotation>> claims() {
        List<String> links = links();
        List<Callable<Annotation>> claims = new ArrayList<>();
        for (int n = 0; n + 1 < ADDRESSES; n++) {
            String one = links.get(n);
            String next = links.get(n + 1);
            claims.add(() -> write("Title", one, next));
            claims.add(() -> write("Title", next, one));
        }
        Collections.shuffle(claims);
        return claims;
    }

    @Test
    void claims_that_meet_wait_for_each_other_and_none_is_lost() throws Exception {
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            // What two said in the same moment is put together by whoever says it next.
            for (int round = 0; round < 3; round++) {
                for (Future<Annotation> written : many.invokeAll(claims())) {
                    assertThat(written.get().title()).isEqualTo("Title");
                }
            }
        }
        for (Callable<Annotation> claim : claims()) {
            claim.call();
        }
        List<String> all = links().stream().map(NormalUri::of).toList();
        assertThat(annotations.equivalents(List.of(page + 0))).containsExactlyInAnyOrderElementsOf(all);
        assertThat(annotations.equivalents(List.of(page + (ADDRESSES - 1)))).containsExactlyInAnyOrderElementsOf(all);
        assertThat(documents(all)).isEqualTo(1);
    }

    private int documents(List<String> uris) {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(DISTINCT document_id) FROM document_uris WHERE normalized = ANY (:uris)")
                .param("uris", uris.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    @Test
    void a_document_takes_no_more_than_a_hundred_addresses() {
        for (int n = 0; n < 120; n++) {
            write("Title", page, page + n);
        }
        assertThat(annotations.equivalents(List.of(page))).hasSizeBetween(90, 100);
        assertThat(annotations.equivalents(List.of(page + 119))).hasSize(1);
    }
}
