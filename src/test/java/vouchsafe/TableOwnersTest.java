package vouchsafe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each table belongs to one room, which its comment names; statements of other rooms do not name it. What others may read is a
 * view, which belongs to a room as well and is read, not written to, from its own floor or from above, as classes are imported.
 */
class TableOwnersTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path HOUSE = Path.of("src/main/java/vouchsafe");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?vouchsafe\\.(\\w+)");

    private final TableOwners owners = TableOwners.in(texts(MIGRATIONS, ".sql"));

    TableOwnersTest() throws IOException {}

    @Test
    void every_table_and_view_has_an_owner_that_is_a_room() {
        assertThat(owners.tables()).hasSizeGreaterThan(50);
        assertThat(owners.ownerless())
                .as("say whose they are in the migration: COMMENT ON TABLE ... IS 'room. What it holds.'")
                .isEmpty();
        assertThat(owners.owners())
                .allSatisfy((name, room) -> assertThat(floor(room))
                        .as("%s is said to be of %s, which is no room", name, room)
                        .isNotNegative());
    }

    @Test
    void no_statement_names_a_table_of_another_room_or_a_view_of_a_floor_above() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : files(HOUSE, ".java")) {
            wrong.addAll(owners.trespasses(
                    HOUSE.relativize(file).toString(), room(file), Files.readString(file), TableOwnersTest::floor));
        }
        assertThat(wrong)
                .as("ask the owner: it offers a method, or shows a view with what others need")
                .isEmpty();
    }

    @Test
    void views_and_references_follow_the_same_rule() {
        assertThat(owners.trespasses(TableOwnersTest::floor)).isEmpty();
    }

    /** Imports and views together: where one room reads a view of another, that one needs nothing of the first. */
    @Test
    void no_circle_is_closed_by_a_view() throws IOException {
        Map<String, Set<String>> needs = new HashMap<>();
        for (Path file : files(HOUSE, ".java")) {
            String source = Files.readString(file);
            Set<String> rooms = needs.computeIfAbsent(room(file), none -> new HashSet<>());
            rooms.addAll(owners.shownTo(source));
            IMPORT.matcher(source).results().map(found -> found.group(1)).forEach(rooms::add);
        }
        needs.forEach((room, others) -> others.remove(room));
        for (String room : needs.keySet()) {
            assertThat(reached(needs, room))
                    .as("what %s needs, and what that needs", room)
                    .doesNotContain(room);
        }
    }

    @Test
    void a_foreign_table_is_told() {
        TableOwners two = TableOwners.in(List.of("""
            CREATE TABLE grants (id uuid);
            COMMENT ON TABLE grants IS 'grants. The consents.';
            CREATE VIEW grant_standings AS SELECT id FROM grants;
            COMMENT ON VIEW grant_standings IS 'grants. Whether they hold.';
            CREATE TABLE projects (id int);
            """, """
            COMMENT ON TABLE projects IS 'projects. The projects.';
            CREATE TABLE letters (grant_id uuid REFERENCES grants (id));
            CREATE TABLE gone (id int);
            DROP TABLE gone;
            """));
        assertThat(two.ownerless()).containsExactly("letters");

        String reading = "sql(\"SELECT 1 FROM grants\")";
        assertThat(two.trespasses("A.java", "grants", reading, TableOwnersTest::floor))
                .isEmpty();
        assertThat(two.trespasses("A.java", "projects", reading, TableOwnersTest::floor))
                .containsExactly("A.java names grants, which is of grants");

        String looking = "sql(\"SELECT 1 FROM grant_standings\")";
        assertThat(two.trespasses("A.java", "projects", looking, TableOwnersTest::floor))
                .isEmpty();
        assertThat(two.trespasses("A.java", "db", looking, TableOwnersTest::floor))
                .containsExactly("A.java names grant_standings, which is of grants");
        assertThat(two.shownTo(looking)).containsExactly("grants");

        String writing = "sql(\"UPDATE grant_standings SET id = NULL\")";
        assertThat(two.trespasses("A.java", "grants", writing, TableOwnersTest::floor))
                .isEmpty();
        assertThat(two.trespasses("A.java", "projects", writing, TableOwnersTest::floor))
                .containsExactly("A.java names grant_standings, which is of grants");
    }

    @Test
    void a_view_over_a_foreign_table_and_a_reference_upward_are_told() {
        TableOwners two = TableOwners.in(List.of("""
            CREATE TABLE projects (id int);
            COMMENT ON TABLE projects IS 'projects. The projects.';
            CREATE TABLE grants (project int REFERENCES projects (id));
            COMMENT ON TABLE grants IS 'grants. The consents.';
            CREATE VIEW consents AS SELECT 1 FROM projects JOIN grants ON true;
            COMMENT ON VIEW consents IS 'projects. Who agreed.';
            """));
        assertThat(two.trespasses(TableOwnersTest::floor))
                .containsExactly(
                        "view consents of projects is built on grants of grants",
                        "table grants of grants refers to projects of projects");
    }

    private static Set<String> reached(Map<String, Set<String>> needs, String room) {
        Set<String> reached = new HashSet<>(needs.get(room));
        boolean more = true;
        while (more) {
            Set<String> next = new HashSet<>();
            reached.forEach(each -> next.addAll(needs.getOrDefault(each, Set.of())));
            more = reached.addAll(next);
        }
        return reached;
    }

    private static int floor(String room) {
        for (int floor = 0; floor < HouseTest.FLOORS.size(); floor++) {
            if (HouseTest.FLOORS.get(floor).contains(room)) {
                return floor;
            }
        }
        return -1;
    }

    private static String room(Path file) {
        return HOUSE.relativize(file).getName(0).toString();
    }

    private static List<String> texts(Path folder, String ending) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files(folder, ending)) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
