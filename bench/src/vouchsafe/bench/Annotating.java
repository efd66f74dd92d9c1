package vouchsafe.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Annotations as clients of the annotation API write and look for them: 200,000 on 5,000 pages. */
final class Annotating {
    private static final int ROWS = 200_000;
    private static final int PAGES = 5_000;
    private static final int AUTHORS = 500;
    private static final int WRITERS = 64;
    private static final String PAGE = "https://bench.example.org/";

    private final Families families;

    Annotating(Families families) {
        this.families = families;
    }

    /** Fills the table, unless an earlier run did. */
    void fill(String jdbcUrl, int members) throws SQLException {
        int authors = Math.min(AUTHORS, members);
        if (!Fixture.ask(jdbcUrl, "SELECT count(*) FROM (SELECT 1 FROM annotations LIMIT 1) one").equals("0")) {
            return;
        }
        Fixture.tell(jdbcUrl, """
                INSERT INTO annotations (id, member_id, group_id, shared, uri, uri_normalized, body, tags, thread, quote,
                                         extra, moderation_status, created_at, updated_at)
                SELECT %s, %s, '__world__', true, '%s' || n %% %d, 'httpx://bench.example.org/' || n %% %d,
                       'Remark ' || md5(n::text), ARRAY['tag' || n %% 1000], '{}', md5((n * 7)::text), '{}', 'APPROVED',
                       now() - n * interval '1 second', now() - n * interval '1 second'
                FROM generate_series(1, %d) n
                """.formatted(
                        Families.idOfN("n"), Families.idOfN("n %% %d".formatted(authors)), PAGE, PAGES, PAGES, ROWS));
        Fixture.tell(jdbcUrl, "VACUUM ANALYZE annotations");
    }

    /** What a client asks when a page is opened. */
    List<byte[]> searches() {
        return IntStream.range(0, 1_000)
                .mapToObj(n -> Http.get(
                        "/api/search?limit=50&sort=created&order=asc&_separate_replies=false&group=__world__&uri="
                                + Http.encode(PAGE + n * 5)))
                .toList();
    }

    /** New annotations on pages that others annotate too. */
    List<byte[]> annotations() throws SQLException {
        List<String> tokens = new ArrayList<>();
        for (int n = 0; n < WRITERS; n++) {
            tokens.add(families.developerToken(n));
        }
        return IntStream.range(0, 1_000)
                .mapToObj(n -> {
                    String page = PAGE + n * 5;
                    String body = """
                            {"uri":"%s","text":"A remark","tags":["bench"],"group":"__world__",\
                            "permissions":{"read":["group:__world__"]},"target":[{"source":"%s","selector":[\
                            {"type":"TextQuoteSelector","exact":"words","prefix":"a","suffix":"b"}]}],\
                            "document":{"title":"Page","link":[{"href":"%s"}]}}""".formatted(page, page, page);
                    return Http.json("/api/annotations", body, "Authorization: Bearer "
                            + tokens.get(n % WRITERS));
                })
                .toList();
    }
}
