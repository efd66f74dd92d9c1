package vouchsafe.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import vouchsafe.TestServer;
import vouchsafe.db.DatabaseSettings;

/** How searches find their rows among 200,000: by an index, never by looking at all of them. */
class SearchPlanTest {
    private static final int ROWS = 200_000;
    private static final Viewer MEMBER =
            new Viewer(Optional.of(new UUID(0, 7)), Set.of("private1"), Set.of("private1"));

    @Test
    void no_search_looks_at_every_annotation() throws SQLException {
        // Not a connection of the server's: its limits are for requests, and so many rows take a busy machine longer.
        try (Connection connection = DriverManager.getConnection(
                TestServer.shared().bean(DatabaseSettings.class).jdbcUrl())) {
            JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            try {
                fill(sql);
                shapes().forEach((name, search) -> {
                    for (Viewer viewer : List.of(Viewer.ANYONE, MEMBER)) {
                        List<String> uris = search.uris;
                        SearchSql page = new SearchSql(search, uris, viewer);
                        assertFoundByIndex(sql, name, page, page.pageText());
                        SearchSql count = new SearchSql(search, uris, viewer);
                        assertFoundByIndex(sql, name + ", counted", count, count.countText());
                    }
                });
                SearchSql everything = new SearchSql(new Search(), List.of(), Viewer.ANYONE);
                assertThat(sql.sql(everything.countText())
                                .params(everything.parameters())
                                .query(Integer.class)
                                .single())
                        .as("a count goes no further")
                        .isEqualTo(10_000);
            } finally {
                sql.sql("DROP SCHEMA IF EXISTS search_plan CASCADE").update();
            }
        }
    }

    private static void assertFoundByIndex(JdbcClient sql, String name, SearchSql statements, String text) {
        List<String> plan = sql.sql("EXPLAIN " + text)
                .params(statements.parameters())
                .query(String.class)
                .list();
        assertThat(plan).as(name).noneMatch(line -> line.contains("Seq Scan on annotations a"));
        // It also runs; how long is the benchmark's question.
        assertThat(sql.sql(text).params(statements.parameters()).query().listOfRows())
                .as(name)
                .isNotEmpty();
    }

    /**
     * A table of the same name in front of the real one, for this connection only: nobody else's searches meet these rows.
     * Its indexes are made last, which takes a fraction of keeping them up to date row by row.
     */
    private static void fill(JdbcClient sql) {
        sql.sql("CREATE SCHEMA search_plan").update();
        sql.sql("CREATE UNLOGGED TABLE search_plan.annotations (LIKE annotations INCLUDING ALL EXCLUDING INDEXES)")
                .update();
        sql.sql("SET search_path = search_plan, public").update();
        sql.sql("""
            INSERT INTO annotations (id, member_id, group_id, shared, uri, uri_normalized, body, tags, thread, quote,
                                     extra, moderation_status, created_at, updated_at)
            SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
                   ('00000000-0000-0000-0000-' || lpad(to_hex(n % 500), 12, '0'))::uuid,
                   CASE WHEN n % 10 = 0 THEN 'private' || n % 7 ELSE '__world__' END, n % 5 <> 0,
                   'https://example.org/' || n % 5000, 'httpx://example.org/' || n % 5000,
                   'word' || n % 3000 || ' common', ARRAY['tag' || n % 1000],
                   CASE WHEN n % 20 = 19
                        THEN ARRAY[('00000000-0000-7000-8000-' || lpad(to_hex(n - 19), 12, '0'))::uuid]
                        ELSE '{}' END,
                   'quote' || n % 3000, '{}', CASE WHEN n % 5 <> 0 THEN 'APPROVED' END,
                   timestamptz '2026-01-01' + n * interval '1 second', timestamptz '2026-01-01' + n * interval '1 second'
            FROM generate_series(1, :rows) n
            """).param("rows", ROWS).update();
        List<String> indexes = sql.sql("""
            SELECT replace(indexdef, ' ON public.annotations ', ' ON search_plan.annotations ') FROM pg_indexes
            WHERE schemaname = 'public' AND tablename = 'annotations'
            """).query(String.class).list();
        assertThat(indexes).hasSizeGreaterThan(10).allMatch(index -> index.contains(" ON search_plan."));
        indexes.forEach(index -> sql.sql(index).update());
        sql.sql("ANALYZE annotations").update();
    }

    private static Map<String, Search> shapes() {
        Instant middle = Instant.parse("2026-01-02T00:00:00Z");
        String page = "https://example.org/42";
        Map<String, Search> shapes = new LinkedHashMap<>();
        shapes.put("everything", new Search());
        shapes.put("far into everything", new Search().page(9_800, 200));
        for (Search.Sort sort : Search.Sort.values()) {
            shapes.put("everything by " + sort, new Search().sorted(sort, true));
        }
        shapes.put("a page", new Search().uri(page));
        shapes.put(
                "a page as the client asks",
                new Search()
                        .uri(page)
                        .group(Group.WORLD)
                        .sorted(Search.Sort.CREATED, true)
                        .page(0, 50));
        shapes.put("two pages", new Search().uri(page).uri("https://example.org/43"));
        shapes.put(
                "pages by pattern",
                new Search().pattern(UriPattern.parse("https://example.org/42*").orElseThrow()));
        shapes.put("a group", new Search().group("private1").group(Group.WORLD));
        shapes.put("everyone's group", new Search().group(Group.WORLD).sorted(Search.Sort.CREATED, false));
        shapes.put("an author", new Search().member(new UUID(0, 7)));
        shapes.put("a thread", new Search().reference(UUID.fromString("00000000-0000-7000-8000-000000000014")));
        shapes.put("top level", new Search().uri(page).topLevel());
        shapes.put("after a time", new Search().after(new Search.After.Time(middle)));
        for (Search.Place place : Search.Place.values()) {
            String word = place == Search.Place.QUOTE
                    ? "quote42"
                    : place == Search.Place.TAGS ? "tag42" : place == Search.Place.URI ? "42" : "word42";
            shapes.put("words in " + place, new Search().words(place, word));
        }
        shapes.put("a common word", new Search().words(Search.Place.ANY, "common"));
        return shapes;
    }
}
