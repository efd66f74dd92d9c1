package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Servers of the release before go on working while this release's migrations run: what those use stays, and takes what they
 * write. A step that ends something stands in {@code contract-steps.txt}, with the reason why it hurts nobody.
 */
class AdditiveMigrationsTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path CONTRACT_STEPS = Path.of("src/test/resources/db/contract-steps.txt");

    private static final Pattern MADE = Pattern.compile(
            "^CREATE (?:UNLOGGED )?(?:TABLE|VIEW|SEQUENCE|TYPE|FUNCTION) (?:IF NOT EXISTS )?(\\w+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_A_TABLE = Pattern.compile(
            "^(?:ALTER TABLE (?:IF EXISTS )?(?:ONLY )?|TRUNCATE (?:TABLE )?|UPDATE |DELETE FROM |DROP"
                    + " (?:TABLE|VIEW|SEQUENCE|TYPE|FUNCTION) (?:IF EXISTS )?|CREATE UNIQUE INDEX (?:.*? )?ON (?:ONLY"
                    + " )?|CREATE (?:CONSTRAINT )?TRIGGER .*? ON )(\\w+)",
            Pattern.CASE_INSENSITIVE);

    /** What a statement about something that exists must not say, and why. */
    private static final Map<Pattern, String> FORBIDDEN = Map.ofEntries(
            forbidden("^DROP (?:TABLE|VIEW|MATERIALIZED VIEW|SEQUENCE|TYPE|FUNCTION|SCHEMA|EXTENSION)\\b", "uses it"),
            forbidden(
                    "\\bDROP (?:COLUMN |CONSTRAINT |IF EXISTS |DEFAULT\\b|EXPRESSION\\b|IDENTITY\\b|(?!NOT NULL)\\w+)",
                    "uses it"),
            forbidden("\\bRENAME\\b", "knows it by its old name"),
            forbidden("\\bSET NOT NULL\\b", "may write none"),
            forbidden("\\bSET DATA TYPE\\b|\\bALTER (?:COLUMN )?\\w+ TYPE\\b", "reads and writes the old type"),
            forbidden("\\bSET SCHEMA\\b", "looks for it where it was"),
            forbidden(
                    "\\bADD (?:CONSTRAINT \\w+ )?(?:CHECK|UNIQUE|PRIMARY KEY|FOREIGN KEY|EXCLUDE)\\b",
                    "does not keep to it"),
            forbidden("^CREATE UNIQUE INDEX\\b", "does not keep to it"),
            forbidden("^CREATE (?:CONSTRAINT )?TRIGGER\\b", "does not expect it"),
            forbidden("^TRUNCATE\\b|^DELETE FROM\\b", "reads what is there"),
            forbidden("^CREATE OR REPLACE (?:VIEW|FUNCTION|PROCEDURE|TRIGGER)\\b", "uses the old one"),
            forbidden(
                    "^ALTER (?:TYPE|DOMAIN|FUNCTION|VIEW|SEQUENCE|INDEX|SCHEMA|ROLE|DATABASE)\\b", "uses the old one"),
            forbidden("^REVOKE\\b|\\b(?:ENABLE|FORCE) ROW LEVEL SECURITY\\b", "needs the right"),
            forbidden("^(?:DO|CALL|EXECUTE)\\b", "cannot be looked after: this test does not see what it does"));

    private static final Pattern ADDED_COLUMN = Pattern.compile(
            "\\bADD (?:COLUMN )?(?:IF NOT EXISTS"
                    + " )?(?!CONSTRAINT\\b|CHECK\\b|UNIQUE\\b|PRIMARY\\b|FOREIGN\\b|EXCLUDE\\b)(\\w+)"
                    + " ((?:[^,(]|\\([^()]*(?:\\([^()]*\\)[^()]*)*\\))*)",
            Pattern.CASE_INSENSITIVE);

    private static Map.Entry<Pattern, String> forbidden(String statement, String why) {
        return Map.entry(Pattern.compile(statement, Pattern.CASE_INSENSITIVE), "a server of the release before " + why);
    }

    @Test
    void servers_of_the_release_before_survive_every_migration_of_this_one() throws IOException {
        int before = Release.ofThisProgram().oldestSchema();
        List<String> contract = contractSteps();
        List<String> broken = new ArrayList<>();
        List<String> used = new ArrayList<>();
        Set<String> made = new TreeSet<>();
        for (Path file : migrations()) {
            String name = file.getFileName().toString();
            if (Integer.parseInt(name.substring(1, 3)) <= before) {
                continue;
            }
            for (String statement : statements(Files.readString(file))) {
                breaks(statement, made).ifPresent(why -> {
                    Optional<String> step = contract.stream()
                            .filter(line -> line.startsWith(name + " | " + statement + " | "))
                            .findFirst();
                    if (step.isPresent()) {
                        used.add(step.get());
                    } else {
                        broken.add(name + " | " + statement + " | (" + why + ")");
                    }
                });
            }
        }
        assertThat(broken)
                .as(
                        "add beside what is there, write both, and end the old one a release later; what hurts nobody"
                                + " stands with its reason in %s",
                        CONTRACT_STEPS)
                .isEmpty();
        assertThat(used).as("steps that no migration has").containsAll(contract);
    }

    @Test
    void the_release_names_the_schema_of_the_release_before() throws IOException {
        List<Integer> numbers = migrations().stream()
                .map(file -> Integer.parseInt(file.getFileName().toString().substring(1, 3)))
                .toList();
        assertThat(numbers).contains(Release.ofThisProgram().oldestSchema());
    }

    @Test
    void what_breaks_an_older_server_is_seen() {
        for (String statement : List.of(
                "ALTER TABLE members DROP COLUMN name",
                "ALTER TABLE members DROP name",
                "ALTER TABLE members ALTER COLUMN name DROP DEFAULT",
                "ALTER TABLE members ALTER name DROP DEFAULT",
                "ALTER TABLE members DROP CONSTRAINT members_name_key",
                "ALTER TABLE members RENAME TO people",
                "ALTER TABLE members RENAME name TO called",
                "ALTER TABLE members ALTER COLUMN name SET NOT NULL",
                "ALTER TABLE members ALTER COLUMN name TYPE varchar(3)",
                "ALTER TABLE members ALTER name SET DATA TYPE varchar(3)",
                "ALTER TABLE members ADD COLUMN shoe integer NOT NULL",
                "ALTER TABLE members ADD shoe integer NOT NULL",
                "ALTER TABLE members ADD a text, ADD COLUMN b text NOT NULL CHECK (b IN ('x', 'y'))",
                "ALTER TABLE members ADD CONSTRAINT short CHECK (length(name) < 10)",
                "ALTER TABLE members ADD UNIQUE (name)",
                "CREATE UNIQUE INDEX ON members (name)",
                "CREATE UNIQUE INDEX members_once ON members (name)",
                "DROP TABLE members",
                "DROP VIEW people",
                "TRUNCATE members",
                "DELETE FROM members",
                "CREATE OR REPLACE VIEW people AS SELECT 1",
                "CREATE TRIGGER t BEFORE INSERT ON members FOR EACH ROW EXECUTE FUNCTION f()",
                "ALTER TYPE mood ADD VALUE 'x'",
                "REVOKE ALL ON members FROM public",
                "DO $$ BEGIN EXECUTE 'DROP TABLE members'; END $$")) {
            assertThat(statements("-- It says why;\n" + statement + ";\n"))
                    .singleElement()
                    .satisfies(each -> assertThat(breaks(each, new TreeSet<>()))
                            .as(statement)
                            .isPresent());
        }
    }

    @Test
    void what_only_adds_is_let_through() {
        Set<String> made = new TreeSet<>();
        for (String statement : statements("""
            -- DROP TABLE members; is only a comment.
            CREATE TABLE shoes (id uuid PRIMARY KEY, size integer NOT NULL, label text DEFAULT 'DROP TABLE; x');
            ALTER TABLE shoes ALTER COLUMN label SET NOT NULL;
            CREATE UNIQUE INDEX ON shoes (label);
            DROP TABLE shoes;
            ALTER TABLE members ADD COLUMN shoe integer;
            ALTER TABLE members ADD COLUMN note text NOT NULL DEFAULT '';
            ALTER TABLE members ADD kind text NOT NULL DEFAULT 'x' CHECK (kind IN ('x', 'y')), ADD at timestamptz;
            ALTER TABLE members ALTER COLUMN name DROP NOT NULL;
            ALTER TABLE members ALTER COLUMN note SET DEFAULT 'y';
            CREATE INDEX ON members (shoe);
            DROP INDEX members_old_idx;
            COMMENT ON TABLE members IS 'accounts. DROP COLUMN is a word here.';
            INSERT INTO members (id) SELECT 1;
            UPDATE members SET shoe = 1 WHERE shoe IS NULL;
            CREATE VIEW feet AS SELECT shoe FROM members;
            """)) {
            assertThat(breaks(statement, made)).as(statement).isEmpty();
        }
    }

    /** Why an older server would not survive the statement; empty where it would. */
    private static Optional<String> breaks(String statement, Set<String> made) {
        Matcher making = MADE.matcher(statement);
        if (making.find()) {
            made.add(making.group(1).toLowerCase(Locale.ROOT));
            return Optional.empty();
        }
        Matcher of = OF_A_TABLE.matcher(statement);
        if (of.find() && made.contains(of.group(1).toLowerCase(Locale.ROOT))) {
            // Nobody of the release before knows it.
            return Optional.empty();
        }
        String bare = statement.replaceAll("'(?:[^']|'')*'", "''");
        if (bare.matches("(?i)^(?:COMMENT|INSERT|CREATE INDEX|DROP INDEX|UPDATE|GRANT)\\b.*")) {
            return Optional.empty();
        }
        Matcher column = ADDED_COLUMN.matcher(bare);
        while (bare.matches("(?i)^ALTER TABLE\\b.*") && column.find()) {
            String rest = column.group(2).toUpperCase(Locale.ROOT);
            if (rest.contains("NOT NULL") && !rest.contains("DEFAULT") && !rest.contains("GENERATED")) {
                return Optional.of("a server of the release before writes no " + column.group(1));
            }
        }
        return FORBIDDEN.entrySet().stream()
                .filter(rule -> rule.getKey().matcher(bare).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The statements of a migration, without comments and with single blanks. */
    private static List<String> statements(String migration) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        Matcher parts = Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|(\\$\\w*\\$).*?\\1|;|.", Pattern.DOTALL)
                .matcher(migration);
        while (parts.find()) {
            String part = parts.group();
            if (part.equals(";")) {
                statements.add(current.toString());
                current.setLength(0);
            } else if (part.startsWith("--") || part.startsWith("/*")) {
                current.append(' ');
            } else {
                current.append(part);
            }
        }
        statements.add(current.toString());
        return statements.stream()
                .map(statement -> statement.replaceAll("\\s+", " ").strip())
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static List<String> contractSteps() throws IOException {
        return Files.readAllLines(CONTRACT_STEPS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.sorted().toList();
        }
    }
}
